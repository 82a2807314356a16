// Secondary fluorescence against integrals that share nothing with it but the atomic data.
import { describe, expect, test } from "vitest";
import { primaryLines } from "../../src/kernels/fluorescence.js";
import { secondaryFluorescence } from "../../src/xray/secondary.js";
import type { StackLayer } from "../../src/xray/stack.js";
import { secondaryTwin } from "../twins/fluorescence.js";
import { type Case, caseOf, monochromatic } from "./fields.js";

/** Primary photons of a line at the top of its layer. */
function primaryAt({ field, photons, sines }: Case, layer: number, l: number): number {
  const { fractions, muBeam, muLines, massThickness } = field.layers[layer]!;
  const { shell, rate } = field.lines[l]!;
  const rates = field.shells[shell]!.byBeam.map(
    (holes, i) => fractions[shell]! * holes * photons[layer]![i]!,
  );
  const muOut = muLines[l]! / sines.out;
  return rate * primaryLines([rates], muBeam, [{ shell: 0, muOut }], massThickness, sines.in)[0]!;
}

const PAIRS: [string, StackLayer[], number, [number, number]][] = [
  [
    "titanium white on cadmium red",
    [
      { material: "titanium_white_rutile", thicknessUm: 10 },
      { formula: "CdS0.6Se0.4", densityGCm3: 5, thicknessUm: 15 },
    ],
    20,
    [45, 45],
  ],
  [
    "gold leaf on ochre",
    [
      { material: "gold_leaf", thicknessUm: 0.2 },
      { material: "yellow_ochre", thicknessUm: 30 },
    ],
    16,
    [65, 35],
  ],
  [
    "steel on brass",
    [
      { massFractions: { Fe: 0.72, Cr: 0.18, Ni: 0.1 }, densityGCm3: 7.9, thicknessUm: 8 },
      { massFractions: { Cu: 0.7, Zn: 0.3 }, densityGCm3: 8.5, thicknessUm: 60 },
    ],
    12,
    [30, 80],
  ],
  [
    "nothing between azurite and chalk",
    [
      { material: "azurite", thicknessUm: 20 },
      { material: "verdigris", thicknessUm: 0 },
      { material: "chalk", thicknessUm: 100 },
    ],
    25,
    [45, 45],
  ],
];

describe("secondaryFluorescence", () => {
  test.each(PAIRS)("%s agrees with its twin within 0.15 % of each line", (_, stack, energyKeV, angles) => {
    const one = caseOf(stack, monochromatic(energyKeV), angles);
    const found = secondaryFluorescence(one.field, one.photons, one.sines);
    const expected = secondaryTwin(one.field, one.photons, one.sines, 60);
    let compared = 0;
    stack.forEach((_, j) => {
      one.field.lines.forEach(({ siegbahn, energyKeV: lineKeV }, l) => {
        const total = primaryAt(one, j, l) + expected[j]![l]!;
        // Softer lines come from less than a micrometre, for which the twin has too few cells.
        if (!(total > 1e-9 && lineKeV > 1)) return;
        compared += expected[j]![l]! > 0.01 * total ? 1 : 0;
        const error = Math.abs(found[j]![l]! - expected[j]![l]!) / total;
        if (!(error < 1.5e-3))
          expect.fail(`layer ${j} ${siegbahn}: ${found[j]![l]} is not ${expected[j]![l]}`);
      });
    });
    expect(compared).toBeGreaterThan(5);
  });

  // T. Shiraiwa, N. Fujino, Jpn. J. Appl. Phys. 5 (1966) 886:
  // 1/2 / (a + b) (ln(1 + a/u) / a + ln(1 + b/u) / b), a and b the slant attenuations of beam and line, u the source's.
  test.each([
    ["brass", { massFractions: { Cu: 0.7, Zn: 0.3 } }, 12],
    ["steel", { massFractions: { Fe: 0.72, Cr: 0.18, Ni: 0.1 } }, 20],
    [
      "a trace of copper and tin in oil",
      { massFractions: { C: 0.78, H: 0.11, O: 0.105, Cu: 0.003, Sn: 0.002 } },
      32,
    ],
    ["umber", { material: "burnt_umber" }, 30],
  ])("infinite %s meets the closed form within 0.3 % of each line", (_, substance, energyKeV) => {
    const one = caseOf([{ ...substance, thicknessUm: Infinity }], monochromatic(energyKeV), [60, 40]);
    const { field, sines } = one;
    const { fractions, muBeam, muLines } = field.layers[0]!;
    const a = muBeam[0]! / sines.in;
    const [found] = secondaryFluorescence(field, one.photons, sines);
    let largest = 0;
    field.lines.forEach(({ shell, rate, siegbahn }, l) => {
      const b = muLines[l]! / sines.out;
      const expected = field.lines.reduce((sum, source, k) => {
        const holes = field.shells[source.shell]!.byBeam[0]! * fractions[source.shell]!;
        const density = (holes * source.rate) / sines.in;
        const u = muLines[k]!;
        const spread = (0.5 / (a + b)) * (Math.log1p(a / u) / a + Math.log1p(b / u) / b);
        return sum + density * spread * field.shells[shell]!.byLines[k]! * fractions[shell]! * rate;
      }, 0);
      const total = expected + primaryAt(one, 0, l);
      if (!(total > 1e-9)) return;
      largest = Math.max(largest, expected / total);
      const error = Math.abs(found![l]! - expected) / total;
      if (!(error < 3e-3)) expect.fail(`${siegbahn}: ${found![l]} is not ${expected}, of ${total}`);
    });
    expect(largest).toBeGreaterThan(0.05);
  });

  test("is nothing where no line excites another", () => {
    const { field, photons, sines } = caseOf([{ formula: "Ca", thicknessUm: Infinity }], monochromatic(20));
    const [found] = secondaryFluorescence(field, photons, sines);
    field.lines.forEach(({ siegbahn }, l) => {
      if (siegbahn.startsWith("K")) expect(found![l]).toBe(0);
    });
  });
});
