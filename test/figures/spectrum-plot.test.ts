import { describe, expect, it } from "vitest";
import { channelEnergies, DEFAULT_ENERGY_AXIS } from "../../src/energy-axis.js";
import { countScale } from "../../src/figures/count-scale.js";
import { clash, type LabelSpace, placeLabels } from "../../src/figures/place-labels.js";
import { linearScale, positionOf } from "../../src/figures/plot-area.js";
import { spectrumSvg } from "../../src/figures/spectrum-plot.js";
import { renderSvg } from "../../src/io/render-svg.js";

const LINES = [
  { label: "Ca Ka", energyKeV: 3.69 },
  { label: "Fe Ka", energyKeV: 6.4 },
  { label: "Cu Ka", energyKeV: 8.05 },
  { label: "Zn Ka", energyKeV: 8.64 },
  { label: "Au La", energyKeV: 9.71 },
  { label: "Hg La", energyKeV: 9.99 },
  { label: "Pb La", energyKeV: 10.55 },
  { label: "Pb Lb", energyKeV: 12.61 },
];
const values = channelEnergies(DEFAULT_ENERGY_AXIS).map((energy) =>
  LINES.reduce(
    (sum, { energyKeV }, i) =>
      sum + 1e4 * (1 + ((i * 3) % 5)) * Math.exp(-(((energy - energyKeV) / 0.075) ** 2) / 2),
    2000 * Math.exp(-(((energy - 18) / 9) ** 2)),
  ),
);
const axis = DEFAULT_ENERGY_AXIS;
const plot = { axis, series: [{ label: "all pixels", values }], lines: LINES };

describe("spectrumSvg", () => {
  it("draws at the size it states and names every line when there is room", async () => {
    for (const scale of ["linear", "log"] as const) {
      const svg = spectrumSvg({ ...plot, scale, rangeKeV: [2, 14], title: "Whole painting" });
      const [, width, height] = svg.match(/width="(\d+)" height="(\d+)"/)!;
      const image = await renderSvg(svg);
      expect([image.width, image.height]).toEqual([Number(width), Number(height)]);
      expect(new Set(image.rgba).size).toBeGreaterThan(50);
      for (const { label } of LINES) expect(svg).toContain(`>${label}</text>`);
    }
  });

  it("is the same text every time", () => {
    const first = spectrumSvg({ ...plot, scale: "both" });
    spectrumSvg(plot);
    expect(spectrumSvg({ ...plot, scale: "both" })).toBe(first);
    expect(first).not.toMatch(/zr\d|<style|class=/);
  });

  it("draws each curve over its own channels", () => {
    const own = { offsetKeV: 2, gainKeV: 1, channels: 3 };
    const series = [
      { label: "wide", values },
      { label: "own", values: [1, 2, 3], axis: own },
    ];
    const svg = spectrumSvg({ axis, series, rangeKeV: [0, 10] });
    const ends = [
      ...svg.matchAll(/<path d="M([\d.]+) [^"]*?L([\d.]+) [\d.]+" fill="none" stroke="#d55e00"/g),
    ];
    // 2 and 4 keV on a plot from x = 88 to 932.
    expect(ends.map(([, from, to]) => [Number(from), Number(to)])).toEqual([[256.8, 425.6]]);
    expect(() => spectrumSvg({ axis, series: [{ label: "own", values: [1, 2], axis: own }] })).toThrow(
      /expected 3 values in series "own", found 2/,
    );
  });

  it.each(["linear", "log"] as const)("sets names above the curve that is drawn, %s", (scale) => {
    const svg = spectrumSvg({ ...plot, scale, rangeKeV: [2, 14] });
    const [, path] = svg.match(/<path d="M([^"]+)" fill="none" stroke="#0072b2"/)!;
    const points = path.split("L").map((point) => point.split(" ").map(Number));
    const labels = [...svg.matchAll(/x="([\d.]+)" y="([\d.]+)" fill="#1c1c1c" stroke="#ffffff"/g)];
    expect(labels).toHaveLength(LINES.length);
    for (const [, x, y] of labels.map((label) => label.map(Number))) {
      const below = points.filter((point) => Math.abs(point[0] - x) < 14);
      expect(Math.min(...below.map((point) => point[1]))).toBeGreaterThan(y + 6);
    }
    const leaders = [...svg.matchAll(/<path d="M([\d.]+) ([\d.]+)L[^"]*" fill="none" stroke="#8a8a8a"/g)];
    for (const [, x, y] of leaders.map((leader) => leader.map(Number))) {
      const peak = Math.min(
        ...points.filter((point) => Math.abs(point[0] - x) < 2.5).map((point) => point[1]),
      );
      expect(peak - y).toBeGreaterThan(2);
      expect(peak - y).toBeLessThan(6);
    }
  });

  it("keeps to the width of the channels if asked", () => {
    const svg = spectrumSvg({ ...plot, rangeKeV: [5, 6], curve: "step" });
    const [, path] = svg.match(/<path d="M([^"]+)" fill="none" stroke="#0072b2"/)!;
    const points = path.split("L").map((point) => point.split(" ").map(Number));
    for (let i = 1; i < points.length; i++) {
      expect(points[i][0] === points[i - 1][0] || points[i][1] === points[i - 1][1]).toBe(true);
    }
  });

  it("names only lines that are shown", () => {
    const svg = spectrumSvg({ ...plot, rangeKeV: [9, 14] });
    expect(svg).not.toContain("Ca Ka");
    expect(svg).toContain("Pb La");
  });

  it("names no peak that is too low to be seen", () => {
    const faint = values.map((value, i) => (axis.offsetKeV + i * axis.gainKeV > 12 ? value / 1000 : value));
    const series = [{ label: "a", values: faint }];
    expect(spectrumSvg({ ...plot, series, scale: "linear" })).not.toContain("Pb Lb");
    expect(spectrumSvg({ ...plot, series, scale: "log" })).toContain("Pb Lb");
  });

  it("keeps markup harmless wherever text is given", async () => {
    const nasty = `<b>&"'`;
    const series = [1, 2].map(() => ({ label: nasty, values, color: `red" onload="x` }));
    const lines = [{ label: nasty, energyKeV: 20 }];
    const svg = spectrumSvg({ axis, series, lines, title: nasty, subtitle: nasty, yLabel: nasty });
    expect(svg).not.toContain("<b>");
    expect(svg).not.toContain('onload="');
    await renderSvg(svg);
  });

  it.each([
    ["zero", () => 0],
    ["constant", () => 4],
    ["one count somewhere", (i: number) => (i === 500 ? 1 : 0)],
    ["not numbers", (i: number) => [Number.NaN, Infinity, -2, 0][i % 4]],
    ["of enormous range", (i: number) => 10 ** (-i / 4)],
    ["enormous", () => 1e300],
  ])("draws a spectrum that is %s on both scales", async (_, value) => {
    const odd = Float64Array.from({ length: 1024 }, (_, i) => value(i));
    for (const scale of ["linear", "log"] as const) {
      const svg = spectrumSvg({ ...plot, series: [{ label: "odd", values: odd }], scale });
      expect(svg).not.toMatch(/NaN|Infinity|undefined/);
      await renderSvg(svg);
    }
  });

  it("draws one channel, and 65536 of them without growing long", async () => {
    const one = { offsetKeV: 1, gainKeV: 1, channels: 1 };
    const alone = spectrumSvg({ axis: one, series: [{ label: "one", values: [3] }] });
    // A dot, as there is no line.
    expect(alone).toMatch(/<path d="[^"]*A[^"]*"[^>]*#0072b2/);
    await renderSvg(alone);
    const many = { offsetKeV: 0, gainKeV: 0.001, channels: 65_536 };
    const long = Float64Array.from({ length: 65_536 }, (_, i) => (i === 30_000 ? 1000 : i % 7));
    const svg = spectrumSvg({ axis: many, series: [{ label: "many", values: long }] });
    expect(svg.length).toBeLessThan(150_000);
  });

  it("has a legend for more than one series, colours and then dashes telling them apart", () => {
    expect(spectrumSvg(plot)).not.toContain("all pixels");
    const series = Array.from({ length: 9 }, (_, i) => ({ label: `series ${i}`, values }));
    const svg = spectrumSvg({ axis, series });
    const strokes = [...svg.matchAll(/h24" (stroke="[^>]*?) stroke-width="3"/g)].map(([, stroke]) => stroke);
    expect(new Set(strokes).size).toBe(9);
  });

  it("says what is wrong", () => {
    expect(() => spectrumSvg({ axis, series: [] })).toThrow(/at least one series/);
    expect(() => spectrumSvg({ axis, series: [{ label: "short", values: [1] }] })).toThrow(
      /expected 1024 values in series "short", found 1/,
    );
    expect(() => spectrumSvg({ ...plot, rangeKeV: [5, 5] })).toThrow(/range of energies, found 5 to 5/);
  });
});

describe("placeLabels", () => {
  const space: LabelSpace = { left: 0, right: 800, top: 0, labelHeight: 12, ceiling: () => 300 };

  it("never lets labels or leaders touch, however crowded", () => {
    let seed = 7;
    const random = () => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      return seed / 2 ** 32;
    };
    for (let trial = 0; trial < 40; trial++) {
      const crowd = Array.from({ length: 1 + (trial % 20) }, () => ({
        x: 300 + random() * 200,
        y: 150 + random() * 150,
        width: 20 + random() * 40,
      }));
      const ceiling = (from: number, to: number) =>
        Math.min(300, ...crowd.filter(({ x }) => x >= from - 1 && x <= to + 1).map(({ y }) => y));
      const placed = placeLabels(crowd, { ...space, ceiling }).filter((label) => label !== undefined);
      expect(placed.length).toBeGreaterThan(0);
      placed.forEach((label, i) => {
        expect(label.top).toBeGreaterThanOrEqual(0);
        expect(label.left).toBeGreaterThanOrEqual(0);
        expect(label.bottom).toBeLessThan(ceiling(label.left, label.right));
        for (const other of placed.slice(i + 1)) {
          const apart =
            label.right < other.left ||
            other.right < label.left ||
            label.bottom < other.top ||
            other.bottom < label.top;
          expect(apart).toBe(true);
          expect(clash(label, other)).toBe(false);
        }
      });
    }
  });

  it("knows when labels or leaders touch", () => {
    const label = (left: number, bottom: number, x: number, y: number) => {
      const leader = { x1: x, y1: y, x2: left + 15, y2: bottom };
      return { left, right: left + 30, top: bottom - 12, bottom, leader };
    };
    const here = label(100, 50, 115, 80);
    expect(clash(here, label(120, 45, 140, 80))).toBe(true); // boxes
    expect(clash(here, label(100, 20, 115, 90))).toBe(true); // a leader through a box
    expect(clash(here, label(140, 50, 100, 60))).toBe(true); // leaders cross
    expect(clash(here, label(140, 50, 155, 80))).toBe(false);
    expect(clash(here, label(100, 30, 160, 80))).toBe(true); // a slanting leader through a box
    expect(clash(here, label(140, 30, 160, 80))).toBe(false);
  });

  it("sets a lone label straight above its point", () => {
    const [label] = placeLabels([{ x: 400, y: 300, width: 30 }], space);
    expect((label!.left + label!.right) / 2).toBe(400);
    expect(label!.bottom).toBeGreaterThan(280);
  });

  it("moves labels aside for one that matters less", () => {
    // Straight above the first point there would be room for it alone.
    const tight = { ...space, left: 380, right: 450, top: 272 };
    const wanted = [
      { x: 415, y: 300, width: 30, weight: 2 },
      { x: 432, y: 300, width: 30, weight: 1 },
    ];
    expect(placeLabels(wanted, tight).every((label) => label !== undefined)).toBe(true);
  });

  it("places many labels soon", () => {
    const crowd = Array.from({ length: 200 }, (_, i) => ({
      x: 40 + 3.6 * i,
      y: 250,
      width: 40,
      weight: 2 ** -i,
    }));
    const start = performance.now();
    const placed = placeLabels(crowd, space);
    expect(placed[0]).toBeDefined();
    expect(performance.now() - start).toBeLessThan(15_000);
  });

  it("gives the highest point its place first and drops what does not fit", () => {
    const narrow = { ...space, left: 395, right: 427, top: 270 };
    const [low, high] = placeLabels(
      [
        { x: 410, y: 300, width: 30 },
        { x: 412, y: 298, width: 30 },
      ],
      narrow,
    );
    expect(high).toBeDefined();
    expect(low).toBeUndefined();
  });
});

describe("linearScale", () => {
  it.each([
    [99_000, 0, "80\u00a0000"],
    [300_000, 3, "200"],
    [1e6, 6, "0.8"],
    [0.5, 0, "0.4"],
    [0.0045, -3, "4"],
    [0, 0, "0"],
  ])("writes numbers up to %d short, with one power of ten", (max, power, label) => {
    const scale = linearScale(0, max, 5);
    expect(scale.power).toBe(power);
    expect(scale.ticks.map((tick) => tick.label)).toContain(label);
  });

  it("names the power beside the quantity", () => {
    const svg = spectrumSvg({
      ...plot,
      series: [{ label: "a", values: values.map((value) => value * 100) }],
    });
    expect(svg).toContain(">counts / 10⁶</text>");
  });
});

describe("countScale", () => {
  it("runs from 0 on the linear scale and leaves the headroom free", () => {
    const scale = countScale([0, 50, 100], "linear", 0.2);
    expect(positionOf(0, scale)).toBe(0);
    expect(positionOf(100, scale)).toBeCloseTo(0.8);
  });

  it("sets zeros at the foot of the log scale and one count above it", () => {
    const scale = countScale([0, 1, 1000], "log", 0.2);
    expect(positionOf(0, scale)).toBe(0);
    expect(positionOf(1, scale)).toBeGreaterThan(0.02);
    expect(positionOf(1000, scale)).toBeCloseTo(0.8);
    expect(scale.ticks.map(({ label }) => label)).toEqual(["1", "10", "100", "1000"]);
  });
});
