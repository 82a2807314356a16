import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { MATERIALS } from "../../src/data/materials.js";
import { massAttenuation } from "../../src/xray/mass-attenuation.js";
import { loadSubstanceTables, resolveSubstance, type Substance } from "../../src/xray/substance.js";

const golden: { elements: Record<string, [energyKeV: number, cm2PerG: number][]> } = JSON.parse(
  readFileSync(new URL("../golden/attenuation.json", import.meta.url), "utf8"),
);
const tables = await loadSubstanceTables();

describe("massAttenuation", () => {
  test.each(Object.keys(golden.elements))("%s is within 2 %% of xraylib away from edges", async (symbol) => {
    const rows = golden.elements[symbol]!;
    const found = await massAttenuation(
      { formula: symbol },
      rows.map(([energyKeV]) => energyKeV),
    );
    rows.forEach(([energyKeV, expected], i) => {
      expect(Math.abs(found[i]! / expected - 1), `${energyKeV} keV`).toBeLessThan(0.02);
    });
  });

  test("half of them are within 0.2 %", async () => {
    const errors: number[] = [];
    for (const [symbol, rows] of Object.entries(golden.elements)) {
      const found = await massAttenuation(
        { formula: symbol },
        rows.map(([energyKeV]) => energyKeV),
      );
      rows.forEach(([, expected], i) => {
        errors.push(Math.abs(found[i]! / expected - 1));
      });
    }
    expect(errors.length).toBeGreaterThan(900);
    expect(errors.sort((a, b) => a - b)[errors.length >> 1]).toBeLessThan(0.002);
  });

  test("of a mixture is the mean by mass", async () => {
    const energies = [1, 5, 20, 60];
    const [oil, white, both] = await Promise.all(
      [
        { material: "linseed_oil" },
        { material: "lead_white" },
        {
          mixture: [
            { substance: { material: "linseed_oil" }, massFraction: 0.2 },
            { substance: { formula: "Pb3(CO3)2(OH)2" }, massFraction: 0.8 },
          ],
        },
      ].map((substance) => massAttenuation(substance as Substance, energies)),
    );
    energies.forEach((_, i) => {
      expect(both![i]! / (0.2 * oil![i]! + 0.8 * white![i]!)).toBeCloseTo(1, 12);
    });
  });

  test.each([
    [{ formula: "Xx" }, /no X-ray data for element "Xx"/],
    [{ formula: "Pb(" }, /formula/],
    [{ massFractions: { Pb: 0.9 } }, /sum of 1, found 0.9/],
    [{ massFractions: { Pb: Number.NaN, O: 1 } }, /mass fraction of Pb/],
    [{ massFractions: [1] }, /massFractions as an object/],
    [{ material: "unobtainium" }, /no material "unobtainium"; there are lead_white /],
    [{ material: "constructor" }, /no material/],
    [{}, /expected one of massFractions, formula, material, mixture, found "none of them"/],
    [{ formula: "O", material: "chalk" }, /found "formula and material"/],
    [{ formula: 3 }, /a formula as a text, found 3/],
    [{ mixture: [] }, /at least one part/],
    [{ mixture: [{ substance: { formula: "O" }, massFraction: 0.5 }] }, /sum to 1, found 0.5/],
    [{ mixture: [{ substance: { formula: "O" }, massFraction: -1 }] }, /from 0 to 1, found -1/],
    [{ mixture: ["O"] }, /parts of a mixture/],
    [null, /expected an object/],
  ])("%j is refused", async (substance, message) => {
    const refused = { code: "INVALID_ARGUMENT", message: expect.stringMatching(message) };
    await expect(massAttenuation(substance as Substance, [10])).rejects.toMatchObject(refused);
  });

  test("mixtures of mixtures have an end", async () => {
    let substance: Substance = { formula: "O" };
    for (let i = 0; i < 20; i++) substance = { mixture: [{ substance, massFraction: 1 }] };
    await expect(massAttenuation(substance, [10])).rejects.toThrow(/depth of 10/);
  });

  test.each([[[0.4]], [[61]], [[Number.NaN]], [["ten"]]])("energies of %j are refused", async (energies) => {
    await expect(massAttenuation({ formula: "O" }, energies as number[])).rejects.toThrow(/0.5 to 60 keV/);
  });
});

describe("the materials", () => {
  test("are 76 pigments, 8 binders, 3 grounds, 6 supports and 6 others, each with an id of its own", () => {
    const count = (kind: string) => MATERIALS.filter((one) => one.kind === kind).length;
    expect(["pigment", "binder", "ground", "support", "other"].map(count)).toEqual([76, 8, 3, 6, 6]);
    expect(new Set(MATERIALS.map(({ id }) => id)).size).toBe(MATERIALS.length);
  });

  test.each(MATERIALS.map((one) => [one.id, one] as const))("%s is complete", (id, one) => {
    expect(id).toMatch(/^[A-Za-z0-9_]+$/);
    expect(one.phases.reduce((sum, [, fraction]) => sum + fraction, 0)).toBeCloseTo(1, 9);
    const { parts, densityGCm3 } = resolveSubstance({ material: id }, tables);
    expect(parts.reduce((sum, { massFraction }) => sum + massFraction, 0)).toBeCloseTo(1, 12);
    expect(densityGCm3).toBe(one.densityGCm3);
    expect(densityGCm3).toBeGreaterThan(0);
    if (one.kind !== "pigment") return;
    expect(one.name).toBeTruthy();
    expect(one.srgb!.every((value) => Number.isInteger(value) && value >= 0 && value <= 255)).toBe(true);
    const [from, to] = one.used!;
    if (from !== null && to !== null) expect(from).toBeLessThan(to);
  });

  // Elements by mass as reckoned elsewhere from the same phases.
  test.each([
    ["lithopone", { Ba: 0.41486, Zn: 0.19793, S: 0.19392, O: 0.19329 }],
    ["carmine", { O: 0.45989, C: 0.40638, N: 0.030872, Al: 0.01852, S: 0.0018034 }],
    ["parchment", { C: 0.4693, Ca: 0.03604, Cl: 0.0060658 }],
    ["gypsum", { O: 0.55756, Ca: 0.23278, S: 0.18624, H: 0.023418 }],
  ])("%s has the elements that it should", (id, expected) => {
    const { parts } = resolveSubstance({ material: id }, tables);
    for (const [symbol, fraction] of Object.entries(expected)) {
      const found = parts.find((part) => part.symbol === symbol)!.massFraction;
      expect(Math.abs(found / fraction - 1), symbol).toBeLessThan(1e-3);
    }
  });
});
