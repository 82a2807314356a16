import { describe, expect, it } from "vitest";
import type { Inspection } from "../../src/analysis/inspect.js";
import { alignedFigures, figures } from "../../src/report/content.js";
import { inspectionReport, peakLabels } from "../../src/report/inspection-report.js";

type Peak = Inspection["peaks"][number];

function peak(name: string, energyKeV: number, area: number, kind: "line" | "escape" = "line"): Peak {
  const [element, line] = name.split(" ");
  const lines = [{ element, line, name, energyKeV, kind, deviationKeV: 0 }];
  return { channel: 0, energyKeV, height: area, area, significance: 9, lines, alternatives: [] };
}

describe("peakLabels", () => {
  it("takes each element's strongest peak first, then what else is large", () => {
    const peaks = [
      peak("Pb Mg", 2.65, 10),
      peak("Ca Ka", 3.69, 1000),
      peak("Ca Kb", 4.01, 150),
      peak("Pb La", 10.55, 200),
      peak("Pb Lb", 12.6, 160),
      peak("Sn Ka", 25.2, 1),
    ];
    const labels = peakLabels(peaks);
    expect(labels.map(({ label }) => label)).toEqual(["Ca Ka", "Pb La", "Sn Ka", "Pb Lb", "Ca Kb"]);
    // Each matters more than all after it.
    labels.forEach(({ weight }, i) => {
      expect(weight).toBeGreaterThan(labels.slice(i + 1).reduce((sum, other) => sum + other.weight!, 0));
    });
  });

  it("leaves out what has no name, small artefacts and the many", () => {
    expect(peakLabels([{ ...peak("Ca Ka", 3.69, 5), lines: [] }])).toEqual([]);
    const artefacts = [peak("Ca Ka", 3.69, 1000), peak("Fe Ka escape", 4.66, 5, "escape")];
    expect(peakLabels(artefacts).map(({ label }) => label)).toEqual(["Ca Ka"]);
    const many = Array.from({ length: 50 }, (_, i) => peak(`E${i} Ka`, 1 + i, 100 - i));
    expect(peakLabels(many)).toHaveLength(20);
  });
});

describe("numbers of tables", () => {
  it("have the same decimals in a column", () => {
    expect(alignedFigures([1.8731, 62.4268, 24.3])).toEqual(["1.87", "62.43", "24.30"]);
    expect(alignedFigures([0.11, 2764.6])).toEqual(["0.1", "2764.6"]);
    expect(alignedFigures([3, 12_000])).toEqual(["3", "12\u2009000"]);
    expect(alignedFigures([-0.00001, 1.5])).toEqual(["0.000", "1.500"]);
    expect(alignedFigures([])).toEqual([]);
  });

  it("have four figures alone", () => {
    expect([20_000, 4.9631, 0, null, Infinity].map(figures)).toEqual(["20\u2009000", "4.963", "0", "–", "∞"]);
  });
});

describe("inspectionReport", () => {
  const nothing: Inspection = {
    label: "dark.h5",
    width: 2,
    height: 1,
    energyAxis: { offsetKeV: 1, gainKeV: 1, channels: 30 },
    total: new Float64Array(30),
    maximum: new Float64Array(30),
    pixels: new Float64Array(2),
    background: new Float64Array(30),
    peaks: [],
    maps: [],
    omitted: [],
  };

  it("shows all energies of a cube without counts, and says that there is no peak", () => {
    const { html } = inspectionReport(nothing, { title: "Dark" }, "");
    expect(html).toContain("No peak stands out");
    expect(html).toContain("0 in all; 0 in every pixel");
    expect(html).toContain(">25</text>");
  });

  it("says how different the pixels are", () => {
    const counts = { ...nothing, pixels: Float64Array.of(10, 30), total: new Float64Array(30).fill(1) };
    const { html } = inspectionReport(counts, { title: "Light" }, "");
    expect(html).toContain("40 in all; a pixel 10 to 30, 20 on average");
  });
});
