import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { XRAY_ELEMENTS } from "../../src/data/xray-data.js";
import { GanxError } from "../../src/errors.js";
import { constituents } from "../../src/xray/composition.js";
import { parseFormula } from "../../src/xray/formula.js";

const atoms = (formula: string) => Object.fromEntries(parseFormula(formula));

describe("parseFormula", () => {
  test.each([
    ["HgS", { Hg: 1, S: 1 }],
    ["Pb3(CO3)2(OH)2", { Pb: 3, C: 2, O: 8, H: 2 }],
    ["CuCO3*2H2O", { Cu: 1, C: 1, O: 5, H: 4 }],
    ["CaSO4·0.5H2O", { Ca: 1, S: 1, O: 4.5, H: 1 }],
    ["C32H50N9O12S0.05", { C: 32, H: 50, N: 9, O: 12, S: 0.05 }],
    ["K[Fe(C(N)2)3]2", { K: 1, Fe: 2, C: 6, N: 12 }],
    ["CO", { C: 1, O: 1 }],
    ["Co", { Co: 1 }],
  ])("%s", (formula, expected) => {
    expect(atoms(formula)).toEqual(expected);
  });

  test.each([
    "",
    " ",
    "hg",
    "Pb)",
    "(Pb",
    "()",
    "Pb()2",
    "Pb0",
    "Pb-1",
    "2",
    "H2O*",
    "H2O.",
    "Pb3(CO3]2",
    "Hg S",
    "A".repeat(2000),
    "(".repeat(50),
    "Pb99999999",
  ])("%j is refused", (formula) => {
    expect(() => parseFormula(formula)).toThrow(GanxError);
    expect(() => parseFormula(formula)).toThrow(/^formula .{1,80}: expected .+ at position \d+, found /);
  });

  test("any text gives atoms above 0 or one clean error", () => {
    const text = fc.oneof(
      fc.string({ maxLength: 30 }),
      fc.string({ unit: fc.constantFrom(..."PbCuOHS0123456789.()[]{}*· "), maxLength: 40 }),
    );
    fc.assert(
      fc.property(text, (formula) => {
        try {
          const found = [...parseFormula(formula).values()];
          expect(found.length).toBeGreaterThan(0);
          expect(found.every((n) => n > 0 && Number.isFinite(n))).toBe(true);
        } catch (error) {
          expect(error).toMatchObject({ code: "INVALID_LIBRARY" });
          expect((error as Error).message).not.toContain("\n");
        }
      }),
      { seed: 3, numRuns: 3000 },
    );
  });

  test("what is written is read", () => {
    const symbol = fc.constantFrom(...Object.keys(XRAY_ELEMENTS));
    const formula = fc.dictionary(symbol, fc.integer({ min: 1, max: 99 }), { minKeys: 1, maxKeys: 6 });
    fc.assert(
      fc.property(formula, fc.integer({ min: 1, max: 9 }), (parts, times) => {
        const text = Object.entries(parts)
          .map(([element, n]) => `${element}${n === 1 ? "" : n}`)
          .join("");
        const expected = Object.fromEntries(
          Object.entries(parts).map(([element, n]) => [element, n * times]),
        );
        expect(atoms(`(${text})${times}`)).toEqual(expected);
        expect(atoms(`${times}${text}`)).toEqual(expected);
      }),
      { seed: 4, numRuns: 500 },
    );
  });
});

describe("constituents", () => {
  const fractions = (formula: string) =>
    Object.fromEntries(
      constituents({ formula }, XRAY_ELEMENTS).map((part) => [part.symbol, part.massFraction]),
    );

  test("gives mass fractions from molar masses", () => {
    const { Hg, S } = fractions("HgS");
    expect(Hg).toBeCloseTo(0.86219, 4);
    expect(S).toBeCloseTo(0.13781, 4);
  });

  test("does not depend on the order of writing", () => {
    expect(constituents({ formula: "PbCO3" }, XRAY_ELEMENTS)).toEqual(
      constituents({ formula: "O3CPb" }, XRAY_ELEMENTS),
    );
    expect(constituents({ massFractions: { O: 0.3, Fe: 0.7 } }, XRAY_ELEMENTS)).toEqual(
      constituents({ massFractions: { Fe: 0.7, O: 0.3 } }, XRAY_ELEMENTS),
    );
  });

  test.each([
    [{ formula: "Xx2" }, /no X-ray data for element "Xx"/],
    [{ massFractions: { Unobtainium: 1 } }, /no X-ray data/],
    [{ massFractions: { toString: 1 } }, /no X-ray data/],
    [{ massFractions: { Pb: 80, O: 20 } }, /sum of 1, found 100/],
    [{ massFractions: {} }, /sum of 1, found 0/],
    [{ massFractions: { Pb: 1.5, O: -0.5 } }, /mass fraction of O/],
    [{ massFractions: { Pb: Number.NaN } }, /found NaN/],
  ])("%j is refused", (composition, message) => {
    expect(() => constituents(composition as never, XRAY_ELEMENTS)).toThrow(message);
  });
});
