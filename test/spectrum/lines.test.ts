import { describe, expect, test } from "vitest";
import { XRAY_ELEMENTS } from "../../src/data/xray-data.js";
import { GanxError } from "../../src/errors.js";
import { loadPhysics } from "../../src/kernels/physics.js";
import { lineFamilies, lines, parseLine } from "../../src/lines.js";
import { elementField } from "../../src/xray/element-field.js";

await loadPhysics();

describe("parseLine", () => {
  test.each(["Pb La", "PbLα", "Pb-La", "Pb L", " PbL ", "Pb_La", "Pb Lα"])("%j is lead's L alpha", (text) => {
    expect(parseLine(text)).toMatchObject({ element: "Pb", line: "La", name: "Pb La" });
    expect(parseLine(text).energyKeV).toBeCloseTo(10.54, 2);
  });

  test.each([
    ["pb la", "Pb La"],
    ["PB LA", "Pb La"],
    ["pbla", "Pb La"],
    ["pbL", "Pb La"],
    ["Pb Lα₁", "Pb La1"],
    ["PbLα1", "Pb La1"],
    ["pb lb1", "Pb Lb1"],
    ["Pb Lα1,2", "Pb La"],
    ["Pb L alpha", "Pb La"],
    ["Pb L-beta", "Pb Lb"],
    ["Cu Kα", "Cu Ka"],
    ["Cu K-alpha1", "Cu Ka1"],
    ["CuKalpha 2", "Cu Ka2"],
    ["CO KA", "Co Ka"],
    ["kka", "K Ka"],
    ["k kβ", "K Kb"],
    ["cll", "Cl L"],
    ["pb ln", "Pb Ln"],
    ["Pb Lη", "Pb Ln"],
    ["Pb Lg4'", "Pb Lg4'"],
    ["sn l1l3", "Sn L1L3"],
    ["Hg Mζ1", "Hg Mz1"],
  ])("%j is %s", (text, name) => {
    if (name === "Cl L") expect(() => parseLine(text)).toThrow(/Cl has no line L/);
    else expect(parseLine(text).name).toBe(name);
  });

  test("every line of the table is read by its name in any case, as itself", () => {
    for (const element of Object.keys(XRAY_ELEMENTS)) {
      const families = lineFamilies(element);
      // Where a family has a line of its very name (`Mg` of lead), the name means the family.
      const single = lines(element).filter(({ line }) => families.every((family) => family.line !== line));
      for (const { name, energyKeV } of [...single, ...families]) {
        for (const text of [name, name.toLowerCase(), name.toUpperCase()]) {
          expect(parseLine(text).name).toBe(name);
          expect(parseLine(text).energyKeV).toBeCloseTo(energyKeV, 9);
        }
      }
    }
  });

  // X-ray Data Booklet (LBNL, 2009), table 1-2: alpha 1 energies; a family lies a little below.
  test.each([
    ["Au La", 9.7133],
    ["Hg La", 9.9888],
    ["Pb La", 10.5515],
    ["K Ka", 3.3138],
    ["Zn Ka", 8.6389],
    ["Cu K", 8.0478],
    ["Ca Ka", 3.6917],
    ["Fe Ka", 6.4038],
    ["S Ka", 2.3078],
    ["Pb Lb1", 12.6137],
    ["Pb Ma", 2.3455],
    ["Sn Ka1", 25.2713],
    ["Pb Lg1", 14.7644],
  ])("%s lies at %f keV", (text, energyKeV) => {
    expect(Math.abs(parseLine(text).energyKeV - energyKeV)).toBeLessThan(energyKeV * 0.002 + 0.002);
  });

  test("a family is the mean of its lines", () => {
    const [a1, a2] = [XRAY_ELEMENTS.Cu!.lines[0]!, XRAY_ELEMENTS.Cu!.lines[1]!];
    const mean = (a1[2] * a1[3] + a2[2] * a2[3]) / (a1[3] + a2[3]);
    expect(parseLine("Cu Ka").energyKeV).toBeCloseTo(mean, 5);
  });

  test("an element named like a series", () => {
    expect(parseLine("K K").name).toBe("K Ka");
    expect(parseLine("KKb").name).toBe("K Kb");
  });

  test.each([
    ["", /such as "Pb La"/],
    ["Pb", /such as "Pb La"/],
    ["Al", /such as "Pb La"/],
    ["cl", /such as "Pb La"/],
    ["Pb Zα", /such as "Pb La"/],
    ["xx la", /no X-ray data for element "Xx"/],
    ["lead La", /such as "Pb La"/],
    ["Pb Ka", /Pb has no line Ka; it has .*La1/],
    ["Pb Lx", /has no line Lx/],
    ["Xx La", /no X-ray data for element "Xx"; there are H He/],
    ["C K", /none above 0.5 keV/],
    ["x".repeat(10_000), /found "x{40}"$/],
  ])("%j is refused", (text, message) => {
    expect(() => parseLine(text)).toThrow(GanxError);
    expect(() => parseLine(text)).toThrow(message);
  });
});

describe("lines", () => {
  test("are those of the atomic data", () => {
    for (const [symbol, element] of Object.entries(XRAY_ELEMENTS)) {
      const found = lines(symbol);
      expect(found.map(({ line, energyKeV }) => [line, energyKeV]).sort()).toEqual(
        element.lines.map(([line, , energyKeV]) => [line, energyKeV]).sort(),
      );
      for (const [series, { total, photons }] of seriesPhotons(symbol)) {
        for (const [line, n] of photons) {
          const intensity = found.find((one) => one.line === line)!.intensity;
          expect(Math.abs(intensity / (n / total) - 1), `${symbol} ${series} ${line}`).toBeLessThan(1e-3);
        }
      }
    }
  });

  test("alpha is the strongest of each series", () => {
    for (const symbol of ["Ca", "Fe", "Cu", "Zn", "Sn"]) {
      const k = lines(symbol).filter(({ line }) => line.startsWith("K"));
      expect(k.toSorted((a, b) => b.intensity - a.intensity)[0]!.line).toBe("Ka1");
    }
    const lead = lines("Pb").filter(({ line }) => line.startsWith("L"));
    expect(lead.toSorted((a, b) => b.intensity - a.intensity)[0]!.line).toBe("La1");
  });

  test("an unknown element is refused", () => {
    expect(() => lines("constructor")).toThrow(/no X-ray data/);
  });
});

describe("lineFamilies", () => {
  test("hold the lines of parseLine's families, by energy", () => {
    const lead = lineFamilies("Pb");
    expect(lead.map(({ line }) => line)).toEqual("Mz Ma Mb Mg Ll La Ln Lb Lg".split(" "));
    for (const { name, energyKeV } of lead) expect(parseLine(name).energyKeV).toBeCloseTo(energyKeV, 12);
    const alpha = lead.find(({ line }) => line === "La")!;
    expect(alpha.intensity).toBeCloseTo(0.4094 + 0.04674, 6);
    expect(alpha.element).toBe("Pb");
  });

  test("nearly all photons of K and L are in a family", () => {
    for (const element of Object.keys(XRAY_ELEMENTS)) {
      for (const series of ["K", "L"]) {
        const members = lineFamilies(element).filter(({ line }) => line.startsWith(series));
        if (members.length > 0)
          expect(members.reduce((sum, one) => sum + one.intensity, 0)).toBeGreaterThan(0.98);
      }
    }
    expect(lineFamilies("C")).toEqual([]);
    expect(lineFamilies("Cu").map(({ line }) => line)).toEqual(["Ll", "Ln", "La", "Lb", "Ka", "Kb"]);
  });
});

/** Photons of each line, by series, as the table's header defines them. */
function seriesPhotons(symbol: string): Map<string, { total: number; photons: Map<string, number> }> {
  const element = XRAY_ELEMENTS[symbol]!;
  const result = new Map<string, { total: number; photons: Map<string, number> }>();
  for (const series of ["K", "L", "M"]) {
    const edges = Object.entries(element.edges).filter(([shell]) => shell.startsWith(series));
    const members = element.lines.filter(([, shell]) => shell.startsWith(series));
    if (members.length === 0) continue;
    const { vacancies: holes } = elementField(
      { symbol, element },
      Float64Array.of(Math.min(60, 1.5 * Math.max(...edges.map(([, edge]) => edge)))),
    );
    const photons = new Map(
      members.map(([line, shell, , branching]) => [
        line,
        holes.get(shell)![0]! * element.omega[shell]! * branching,
      ]),
    );
    result.set(series, { total: [...photons.values()].reduce((a, b) => a + b, 0), photons });
  }
  return result;
}
