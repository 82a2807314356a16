// What must hold of any stack.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { XRAY_ELEMENTS } from "../../src/data/xray-data.js";
import { massAttenuation } from "../../src/xray/mass-attenuation.js";
import { type FluorescenceLine, type Geometry, type ShermanBeam, sherman } from "../../src/xray/sherman.js";
import type { StackLayer } from "../../src/xray/stack.js";

const real = (min: number, max: number) => fc.double({ min, max, noNaN: true });

const massFractions = fc
  .dictionary(fc.constantFrom(...Object.keys(XRAY_ELEMENTS)), real(0.001, 1), { minKeys: 1, maxKeys: 6 })
  .map((parts) => {
    const sum = Object.values(parts).reduce((a, b) => a + b, 0);
    return Object.fromEntries(Object.entries(parts).map(([symbol, value]) => [symbol, value / sum]));
  });
const thicknesses = fc.oneof(real(0, 200), fc.constantFrom(0, 5e-324, 1e-12, 1e-3, 1e7, 1e300));
const layers: fc.Arbitrary<StackLayer> = fc.record({
  massFractions,
  densityGCm3: real(0.001, 22),
  thicknessUm: thicknesses,
});
const stacks: fc.Arbitrary<StackLayer[]> = fc
  .tuple(fc.array(layers, { minLength: 1, maxLength: 4 }), fc.boolean())
  .map(([stack, isInfinite]) => {
    if (!isInfinite) return stack;
    return stack.map((layer, j) => (j === stack.length - 1 ? { ...layer, thicknessUm: Infinity } : layer));
  });
const beams: fc.Arbitrary<Exclude<ShermanBeam, number>> = fc
  .array(fc.tuple(real(0.5, 60), real(0.01, 1)), { minLength: 1, maxLength: 6 })
  .map((rows) => ({
    energiesKeV: rows.map(([energy]) => energy),
    weights: rows.map(([, weight]) => weight),
  }));
const angles = fc.oneof(real(0.01, 90), fc.constantFrom(0.01, 45, 90));
const geometries: fc.Arbitrary<Geometry> = fc.record({ incidenceDeg: angles, takeOffDeg: angles });

const total = ({ primary, secondary }: FluorescenceLine): number => primary + secondary;

/** Expects the same lines, each within a fraction of its total. */
function expectSame(found: FluorescenceLine[], expected: FluorescenceLine[], tolerance: number): void {
  expect(found.length).toBe(expected.length);
  found.forEach((line, i) => {
    const other = expected[i]!;
    expect([line.element, line.line]).toEqual([other.element, other.line]);
    const scale = tolerance * total(other) + 1e-200;
    const label = `${line.element} ${line.line}: ${JSON.stringify(line)} is not ${JSON.stringify(other)}`;
    if (!(Math.abs(line.primary - other.primary) <= scale)) expect.fail(label);
    if (!(Math.abs(line.secondary - other.secondary) <= scale)) expect.fail(label);
  });
}

describe("sherman", () => {
  test("gives numbers of at least 0 for any stack, beam and angles", async () => {
    await fc.assert(
      fc.asyncProperty(stacks, beams, geometries, async (stack, beam, geometry) => {
        for (const line of await sherman(stack, beam, geometry)) {
          for (const value of [line.primary, line.secondary]) {
            if (!(value >= 0 && value < Infinity)) expect.fail(JSON.stringify(line));
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  test("the order in which elements are written does not matter", async () => {
    await fc.assert(
      fc.asyncProperty(massFractions, beams, async (parts, beam) => {
        const reversed = Object.fromEntries(Object.entries(parts).toReversed());
        const [one, other] = await Promise.all(
          [parts, reversed].map((written) =>
            sherman([{ massFractions: written, massThicknessGCm2: 0.01 }], beam),
          ),
        );
        expect(one).toEqual(other);
      }),
      { numRuns: 30 },
    );
  });

  test("splitting the beam changes nothing, nor does its order", async () => {
    await fc.assert(
      fc.asyncProperty(stacks, beams, real(0.1, 0.9), async (stack, { energiesKeV, weights }, share) => {
        const energies = Array.from(energiesKeV);
        const split = {
          energiesKeV: [...energies, ...energies.toReversed()],
          weights: [
            ...Array.from(weights, (weight) => weight * share),
            ...Array.from(weights, (weight) => weight * (1 - share)).toReversed(),
          ],
        };
        expectSame(await sherman(stack, split), await sherman(stack, { energiesKeV, weights }), 1e-10);
      }),
      { numRuns: 40 },
    );
  });

  test("two half layers are one whole", async () => {
    const halves = fc.tuple(layers, real(0.1, 0.9)).map(([layer, share]) => {
      const thicknessUm = Math.min(layer.thicknessUm!, 1e4);
      const parts = [share, 1 - share].map((part) => ({ ...layer, thicknessUm: thicknessUm * part }));
      return { whole: [{ ...layer, thicknessUm }], parts };
    });
    await fc.assert(
      fc.asyncProperty(halves, beams, async ({ whole, parts }, beam) => {
        const expected = await sherman(whole, beam);
        const found = await sherman(parts, beam);
        const n = expected.length;
        const joined = expected.map((line, i) => ({
          ...line,
          primary: found[i]!.primary + found[i + n]!.primary,
          secondary: found[i]!.secondary + found[i + n]!.secondary,
        }));
        const withoutSecondary = (lines: FluorescenceLine[]) =>
          lines.map((line) => ({ ...line, secondary: 0 }));
        expectSame(withoutSecondary(joined), withoutSecondary(expected), 1e-9);
        // Cells differ: 0.5 % of a line.
        expectSame(joined, expected, 5e-3);
      }),
      { numRuns: 60 },
    );
  });

  test("a thin layer emits in proportion to its thickness", async () => {
    await fc.assert(
      fc.asyncProperty(massFractions, beams, async (parts, beam) => {
        const [thin, thinner] = await Promise.all(
          [2e-9, 1e-9].map((massThicknessGCm2) =>
            sherman([{ massFractions: parts, massThicknessGCm2 }], beam),
          ),
        );
        thin!.forEach((line, i) => {
          if (total(line) > 0) expect(Math.abs(total(thinner![i]!) / total(line) - 0.5)).toBeLessThan(2e-4);
        });
      }),
      { numRuns: 40 },
    );
  });

  test("an infinite layer is a very thick one, and infinite thickness the closed form", async () => {
    await fc.assert(
      fc.asyncProperty(massFractions, real(1, 60), geometries, async (parts, energyKeV, geometry) => {
        const [infinite, thick] = await Promise.all(
          [Infinity, 1e6].map((massThicknessGCm2) =>
            sherman([{ massFractions: parts, massThicknessGCm2 }], energyKeV, geometry),
          ),
        );
        expectSame(thick!, infinite!, 1e-12);
        // I (mu(E) / sin1 + mu(line) / sin2) sin1 is the same for all lines of a shell, but for their branching.
        const sine = (angle: number): number => Math.sin((angle * Math.PI) / 180);
        const muOut = await massAttenuation(
          { massFractions: parts },
          infinite!.map((line) => line.energyKeV),
        );
        const [muIn] = await massAttenuation({ massFractions: parts }, [energyKeV]);
        const firsts = new Map<string, number>();
        infinite!.forEach((line, i) => {
          if (line.primary === 0) return;
          const { lines } = XRAY_ELEMENTS[line.element]!;
          const branching = lines.find(([name, shell]) => name === line.line && shell === line.shell)![3];
          const chi = muIn! / sine(geometry.incidenceDeg) + muOut[i]! / sine(geometry.takeOffDeg);
          const made = (line.primary * chi * sine(geometry.incidenceDeg)) / branching;
          const key = `${line.element} ${line.shell}`;
          const first = firsts.get(key) ?? made;
          firsts.set(key, first);
          expect(Math.abs(made / first - 1), key).toBeLessThan(1e-9);
        });
      }),
      { numRuns: 40 },
    );
  });

  test("what lies below an infinite or very thick layer is not seen", async () => {
    const lines = await sherman(
      [
        { material: "lead_white", thicknessUm: 1e7 },
        { material: "chalk", thicknessUm: 100 },
      ],
      30,
    );
    for (const line of lines.filter(({ layer }) => layer === 1)) expect(total(line)).toBeLessThan(1e-100);
  });

  test("a layer of thickness 0 emits nothing and hides nothing", async () => {
    const gold: StackLayer = { material: "gold_leaf", thicknessUm: 0 };
    const chalk: StackLayer = { material: "chalk", thicknessUm: 50 };
    const lines = await sherman([gold, chalk], 25);
    for (const line of lines.filter(({ layer }) => layer === 0)) expect(total(line)).toBe(0);
    const alone = await sherman([chalk], 25);
    // Gold's lines are followed too, with cells to suit them.
    expectSame(
      lines.filter(({ layer }) => layer === 1),
      alone,
      1e-4,
    );
  });

  test("has the lines of layers, elements and shells as the tables have them", async () => {
    const lines = await sherman(
      [
        { formula: "PbO", densityGCm3: 9, thicknessUm: 3 },
        { material: "chalk", thicknessUm: 9 },
      ],
      20,
    );
    expect(lines[0]).toEqual({
      layer: 0,
      element: "O",
      shell: "K",
      line: "Ka1",
      energyKeV: 0.5249,
      primary: expect.any(Number),
      secondary: expect.any(Number),
    });
    const names = [0, 1].map(
      (layer) => new Set(lines.filter((one) => one.layer === layer).map((one) => one.element)),
    );
    expect(names).toEqual([new Set(["O", "Pb"]), new Set(["O", "Ca"])]);
    for (const { element, line, shell, energyKeV } of lines) {
      expect(
        XRAY_ELEMENTS[element]!.lines.some(
          (one) => one[0] === line && one[1] === shell && one[2] === energyKeV,
        ),
      ).toBe(true);
    }
  });

  test.each<[unknown, unknown, unknown, RegExp]>([
    [[], 20, undefined, /a stack of 1 to 100 layers/],
    ["chalk", 20, undefined, /a stack of 1 to 100 layers/],
    [[{ material: "chalk" }], 20, undefined, /^layer 1: expected thicknessUm of at least 0, found undefined/],
    [[{ material: "chalk", thicknessUm: -1 }], 20, undefined, /thicknessUm of at least 0, found -1/],
    [[{ material: "chalk", thicknessUm: Number.NaN }], 20, undefined, /thicknessUm of at least 0, found NaN/],
    [[{ formula: "PbO", thicknessUm: 1 }], 20, undefined, /^layer 1: densityGCm3 is missing; only named/],
    [[{ material: "chalk", thicknessUm: 1, densityGCm3: 0 }], 20, undefined, /densityGCm3 above 0/],
    [
      [{ material: "chalk", thicknessUm: 1, thickness_um: 2 }],
      20,
      undefined,
      /no more than .*found "thickness_um"/,
    ],
    [[{ material: "chalk", thicknessUm: 1, massThicknessGCm2: 2 }], 20, undefined, /found "both"/],
    [
      [
        { material: "chalk", thicknessUm: Infinity },
        { material: "chalk", thicknessUm: 1 },
      ],
      20,
      undefined,
      /^layer 1: expected a finite thicknessUm, as layers lie below/,
    ],
    [[{ material: "chalk", thicknessUm: 1 }, null], 20, undefined, /^layer 2: expected an object/],
    [[{ material: "chalk", thicknessUm: 1 }], 0.4, undefined, /0.5 to 60 keV/],
    [[{ material: "chalk", thicknessUm: 1 }], "20", undefined, /an energy in keV or several/],
    [
      [{ material: "chalk", thicknessUm: 1 }],
      { energiesKeV: [], weights: [] },
      undefined,
      /1 to 100000 energies/,
    ],
    [
      [{ material: "chalk", thicknessUm: 1 }],
      { energiesKeV: [5], weights: [1, 2] },
      undefined,
      /found 1 and 2/,
    ],
    [
      [{ material: "chalk", thicknessUm: 1 }],
      { energiesKeV: [5], weights: [-1] },
      undefined,
      /weights of at least 0/,
    ],
    [[{ material: "chalk", thicknessUm: 1 }], { energiesKeV: [5], weights: [0] }, undefined, /sum above 0/],
    [
      [{ material: "chalk", thicknessUm: 1 }],
      20,
      { incidenceDeg: 0, takeOffDeg: 45 },
      /incidenceDeg: expected an angle/,
    ],
    [
      [{ material: "chalk", thicknessUm: 1 }],
      20,
      { incidenceDeg: 45, takeOffDeg: 91 },
      /takeOffDeg: expected an angle/,
    ],
  ])("refuses %j, %j, %j", async (stack, beam, geometry, message) => {
    const call = sherman(stack as StackLayer[], beam as ShermanBeam, geometry as Geometry | undefined);
    await expect(call).rejects.toMatchObject({
      code: "INVALID_ARGUMENT",
      message: expect.stringMatching(message),
    });
  });
});
