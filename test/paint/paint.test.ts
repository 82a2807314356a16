import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { layerOfPaint, type Paint } from "../../src/xray/paint.js";
import { resolveStack } from "../../src/xray/stack.js";
import { loadSubstanceTables, resolveSubstance, type Substance } from "../../src/xray/substance.js";

const tables = await loadSubstanceTables();
const BASE: Paint = {
  pigments: [{ material: "lead_white", share: 1 }],
  binder: "linseed_oil",
  pigmentVolumeConcentration: 0.4,
  thicknessUm: 50,
};
const densityOf = (material: string): number => resolveSubstance({ material }, tables).densityGCm3!;
const fractions = (substance: Substance) =>
  Object.fromEntries(
    resolveSubstance(substance, tables).parts.map(({ symbol, massFraction }) => [symbol, massFraction]),
  );
const expectSame = (found: Record<string, number>, expected: Record<string, number>): void => {
  expect(Object.keys(found)).toEqual(Object.keys(expected));
  for (const [symbol, fraction] of Object.entries(expected)) {
    expect(found[symbol], symbol).toBeCloseTo(fraction, 12);
  }
};

describe("a paint", () => {
  test("is pigment and binder by volume", () => {
    const { densityGCm3, thicknessUm, ...mixture } = layerOfPaint(BASE, tables);
    expect(thicknessUm).toBe(50);
    expect(densityGCm3).toBeCloseTo(0.4 * 6.8 + 0.6 * 0.93, 12);
    const lead = fractions({ material: "lead_white" }).Pb!;
    expect(fractions(mixture).Pb).toBeCloseTo((lead * 0.4 * 6.8) / (0.4 * 6.8 + 0.6 * 0.93), 12);
  });

  test("of a concentration of 1 is its pigment, of 0 its binder", () => {
    const pure = layerOfPaint({ ...BASE, pigmentVolumeConcentration: 1 }, tables);
    expect(pure.densityGCm3).toBeCloseTo(6.8, 12);
    expectSame(fractions(pure), fractions({ material: "lead_white" }));
    const binder = layerOfPaint({ ...BASE, pigmentVolumeConcentration: 0 }, tables);
    expect(binder.densityGCm3).toBeCloseTo(0.93, 12);
    expectSame(fractions(binder), fractions({ material: "linseed_oil" }));
  });

  test("has its pigments by mass or by volume, whichever is said", () => {
    const pigments = [
      { material: "vermilion", share: 0.25 },
      { material: "chalk", share: 0.75 },
    ];
    const rest = { ...BASE, pigments, pigmentVolumeConcentration: 1 };
    const byMass = layerOfPaint({ ...rest, sharesBy: "mass" }, tables);
    const [hg, ca] = [fractions({ material: "vermilion" }).Hg!, fractions({ material: "chalk" }).Ca!];
    expect(fractions(byMass).Hg).toBeCloseTo(0.25 * hg, 12);
    expect(fractions(byMass).Ca).toBeCloseTo(0.75 * ca, 12);
    expect(byMass.densityGCm3).toBeCloseTo(1 / (0.25 / 8.1 + 0.75 / 2.71), 12);
    const byVolume = layerOfPaint({ ...rest, sharesBy: "volume" }, tables);
    expect(byVolume.densityGCm3).toBeCloseTo(0.25 * 8.1 + 0.75 * 2.71, 12);
    expect(fractions(byVolume).Hg).toBeCloseTo((hg * 0.25 * 8.1) / (0.25 * 8.1 + 0.75 * 2.71), 12);
  });

  test("of any pigments has fractions that sum to 1, those of its parts, and a density between theirs", () => {
    const ids = ["azurite", "vermilion", "chalk", "indigo", "gold_leaf", "smalt"];
    const weights = fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 1, maxLength: 6 });
    const binders = fc.constantFrom("linseed_oil", "egg_yolk", "gum_arabic");
    const by = fc.constantFrom("mass" as const, "volume" as const);
    const run = (raw: number[], binder: string, pvc: number, sharesBy: "mass" | "volume"): void => {
      const sum = raw.reduce((a, b) => a + b, 0);
      const pigments = raw.map((weight, i) => ({ material: ids[i]!, share: weight / sum }));
      const paint = { ...BASE, pigments, binder, pigmentVolumeConcentration: pvc, sharesBy };
      const layer = layerOfPaint(paint, tables);
      const parts = "mixture" in layer ? layer.mixture : [];
      expect(parts.reduce((total, { massFraction }) => total + massFraction, 0)).toBeCloseTo(1, 12);
      const known = [binder, ...pigments.map(({ material }) => material)].map(densityOf);
      expect(layer.densityGCm3).toBeGreaterThanOrEqual(Math.min(...known) * (1 - 1e-12));
      expect(layer.densityGCm3).toBeLessThanOrEqual(Math.max(...known) * (1 + 1e-12));
      // What 1 um of the film weighs is what its parts weigh.
      const volume = parts.reduce((total, { massFraction }, i) => {
        const density = i < pigments.length ? densityOf(pigments[i]!.material) : densityOf(binder);
        return total + (massFraction * layer.densityGCm3!) / density;
      }, 0);
      expect(volume).toBeCloseTo(1, 12);
    };
    fc.assert(fc.property(weights, binders, fc.double({ min: 0, max: 1, noNaN: true }), by, run), {
      numRuns: 200,
      seed: 5,
    });
  });

  test("weighs its density times its thickness", () => {
    const layer = layerOfPaint(BASE, tables);
    expect(resolveStack([layer], tables)[0]!.massThickness).toBeCloseTo(layer.densityGCm3! * 50e-4, 14);
  });

  test.each<[string, object, RegExp]>([
    ["no pigments", { pigments: [] }, /at least one pigment/],
    ["an unknown pigment", { pigments: [{ material: "lead_wite", share: 1 }] }, /no material "lead_wite"/],
    ["an unknown binder", { binder: "oil" }, /no material "oil"/],
    ["half a mixture", { pigments: [{ material: "chalk", share: 0.5 }] }, /sum to 1, found 0\.5/],
    ["a negative share", { pigments: [{ material: "chalk", share: -1 }] }, /share of 0 to 1, found -1/],
    ["a formula without density", { pigments: [{ formula: "PbO", share: 1 }] }, /densityGCm3.*found "none"/],
    [
      "a concentration in percent",
      { pigmentVolumeConcentration: 40 },
      /pigmentVolumeConcentration.*found 40/,
    ],
    ["a thickness below 0", { thicknessUm: -1 }, /thicknessUm of 0 to 1000000, found -1/],
    ["an endless thickness", { thicknessUm: Number.POSITIVE_INFINITY }, /thicknessUm.*found Infinity/],
    ["shares by colour", { sharesBy: "colour" }, /sharesBy to be mass or volume, found "colour"/],
    ["a pigment's unknown key", { pigments: [{ material: "chalk", share: 1, x: 1 }] }, /only the keys.*"x"/],
  ])("with %s is refused in one line", (_, changes, reason) => {
    const make = () => layerOfPaint({ ...BASE, ...changes } as Paint, tables);
    expect(make).toThrow(expect.objectContaining({ code: "INVALID_ARGUMENT" }));
    expect(make).toThrow(reason);
    expect(make).not.toThrow(/\n/);
  });
});
