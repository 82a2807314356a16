import { describe, expect, test } from "vitest";
import { cosineSimilarity, deltaE76, deltaE94, deltaE2000, labToSrgb, srgbToLab } from "../../src/color.js";
import golden from "../golden/color.json" with { type: "json" };

const flat = (rows: number[][]): Float64Array => Float64Array.from(rows.flat());
const furthest = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Math.max(...Array.from(a, (value, i) => Math.abs(value - b[i])));

describe("srgbToLab", () => {
  test("agrees with scikit-image", () => {
    expect(furthest(srgbToLab(flat(golden.rgb)), flat(golden.lab))).toBeLessThan(1e-9);
  });

  test("converts one colour as it converts many", () => {
    const [r, g, b] = golden.rgb[40];
    expect(srgbToLab([r, g, b])).toEqual(Array.from(srgbToLab(Float64Array.of(r, g, b))));
  });

  test("is undone by labToSrgb", () => {
    expect(furthest(labToSrgb(srgbToLab(flat(golden.rgb))), flat(golden.rgb))).toBeLessThan(1e-3);
  });

  test("takes whole numbers from its table as it takes others", () => {
    const next = (value: number) => value + 2 ** -40;
    for (let value = 0; value < 256; value++) {
      const [whole, other] = [value, next(value)].map((v) => srgbToLab([v, 255 - value, v]));
      expect(furthest(whole!, other!)).toBeLessThan(1e-9);
    }
    // Just outside of the table.
    for (const value of [-1, 256, 2 ** 32, 2 ** 33 + 7]) {
      expect(furthest(srgbToLab([value, 5, 7]), srgbToLab([value * (1 + 2 ** -50), 5, 7]))).toBeLessThan(
        1e-3,
      );
    }
  });

  test("handles every length from 0 to 17", () => {
    for (let n = 0; n <= 17; n++) {
      expect(furthest(srgbToLab(flat(golden.rgb.slice(0, n))), flat(golden.lab.slice(0, n)))).toBeLessThan(
        1e-9,
      );
    }
  });
});

describe("colour differences", () => {
  const { lab1, lab2 } = golden.pairs;

  test.each([
    ["deltaE76", deltaE76, golden.pairs.deltaE76],
    ["deltaE94", deltaE94, golden.pairs.deltaE94],
    ["deltaE2000", deltaE2000, golden.pairs.deltaE2000],
  ] as const)("%s agrees with scikit-image", (_, difference, expected) => {
    expect(furthest(difference(flat(lab1), flat(lab2)), expected)).toBeLessThan(1e-9);
  });

  test("deltaE2000 gives Sharma's 34 pairs", () => {
    const { lab1: a, lab2: b, deltaE } = golden.sharma;
    expect(deltaE).toHaveLength(34);
    const found = deltaE2000(flat(a), flat(b));
    // The table is rounded to four decimals.
    expect(furthest(found, deltaE)).toBeLessThan(5.001e-5);
  });

  test("deltaE94 takes its first colour as the reference", () => {
    expect(deltaE94([50, 40, 0], [50, 10, 20])).not.toBeCloseTo(deltaE94([50, 10, 20], [50, 40, 0]), 3);
  });

  test("one pair gives a number", () => {
    expect(deltaE76([0, 0, 0], [100, 0, 0])).toBe(100);
    expect(deltaE2000([50, 2.6772, -79.7751], [50, 0, -82.7485])).toBeCloseTo(2.0425, 4);
  });
});

describe("cosineSimilarity", () => {
  test("is 1 for parallel, 0 for orthogonal and for null vectors", () => {
    expect(cosineSimilarity([10, 20, 30], [20, 40, 60])).toBeCloseTo(1, 12);
    expect(cosineSimilarity([1, 0, 0], [0, 1, 0])).toBe(0);
    expect(cosineSimilarity([0, 0, 0], [200, 10, 10])).toBe(0);
  });
});

describe("bad input", () => {
  test.each([
    [() => srgbToLab([1, 2] as never)],
    [() => srgbToLab([Number.NaN, 0, 0])],
    [() => srgbToLab(new Float64Array(4))],
    [() => srgbToLab(undefined as never)],
    [() => deltaE76(new Float64Array(3), new Float64Array(6))],
  ])("is an INVALID_ARGUMENT: %s", (call) => {
    expect(call).toThrow(expect.objectContaining({ code: "INVALID_ARGUMENT" }));
  });
});
