import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type SpectrumMetrics,
  type SpectrumMetricVariants,
  spectrumMetrics,
  spectrumMetricVariants,
} from "../../src/analysis/spectrum-metrics.js";
import golden from "../golden/spectrum-metrics.json" with { type: "json" };
import { spectrumMetricsTwin } from "../twins/metric.js";

type Name = keyof SpectrumMetrics | keyof SpectrumMetricVariants;

const all = (a: ArrayLike<number>, b: ArrayLike<number>): Record<Name, number> => {
  return { ...spectrumMetrics(a, b), ...spectrumMetricVariants(a, b) };
};

/** Least and largest value. */
const BOUNDS: Record<Name, [number, number]> = {
  correlation: [0, 2],
  cosine: [0, 1],
  jensenShannon: [0, Math.sqrt(Math.LN2)],
  chebyshev: [0, 1],
  brayCurtis: [0, 1],
  chiSquare: [0, 1],
  bhattacharyyaCoefficient: [0, 1],
  bhattacharyyaDistance: [0, Number.POSITIVE_INFINITY],
  hellinger: [0, 1],
  pearson: [-1, 1],
  chiSquareUnhalved: [0, 2],
  chiSquarePearson: [0, Number.POSITIVE_INFINITY],
  bhattacharyyaRoot: [0, 1],
  hellingerSquared: [0, 1],
};
const NAMES = Object.keys(BOUNDS) as Name[];
const ALIKE: Name[] = ["bhattacharyyaCoefficient", "pearson"];
const SYMMETRIC = NAMES.filter((name) => name !== "chiSquarePearson");

/** Of the second order in a small difference, so that rounding of the first order counts with their square root. */
const SQUARES: Name[] = [
  "correlation",
  "cosine",
  "chiSquare",
  "bhattacharyyaDistance",
  "chiSquareUnhalved",
  "chiSquarePearson",
  "hellingerSquared",
];

const value = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 400 }) },
  { weight: 3, arbitrary: fc.double({ min: 1e-6, max: 10, noNaN: true }) },
  { weight: 1, arbitrary: fc.double({ min: 0, max: Number.MAX_VALUE, noNaN: true }) },
);
const spectrum = (n: number): fc.Arbitrary<number[]> =>
  fc.array(value, { minLength: n, maxLength: n }).filter((values) => values.some((x) => x > 0));
const pairs = fc.integer({ min: 1, max: 40 }).chain((n) => fc.tuple(spectrum(n), spectrum(n)));

describe("spectrumMetrics", () => {
  test.each(golden.pairs.filter(({ scipy }) => scipy))(
    "agrees with SciPy: $name",
    ({ name: pair, a, b, scipy }) => {
      const found = all(a, b);
      for (const [name, expected] of Object.entries(scipy ?? {})) {
        const error = Math.abs(found[name as Name] - expected);
        // SciPy's own rounding counts where the spectra are nearly equal: it subtracts from 1, or under the root.
        const slack = pair.startsWith("nearly equal") ? (name === "jensenShannon" ? 1e-8 : 4e-16) : 1e-16;
        expect(error, name).toBeLessThanOrEqual(1e-12 * expected + slack);
      }
    },
  );

  test.each(golden.pairs)("agrees with arithmetic of 60 digits: $name", ({ name: pair, a, b, exact }) => {
    const found = all(a, b);
    // What rounding of the values leaves of a small difference; whole numbers are not rounded.
    const slack = pair.startsWith("nearly equal, off") ? 2e-16 : 0;
    for (const [name, expected] of Object.entries(exact)) {
      const rounding = slack * (SQUARES.includes(name as Name) ? Math.sqrt(expected) : 1);
      const error = Math.abs(found[name as Name] - expected);
      expect(error, name).toBeLessThanOrEqual(1e-13 * Math.abs(expected) + rounding + 1e-31);
    }
  });

  test("agrees with its twin at every length", () => {
    for (let n = 1; n <= 1000; n += n < 17 ? 1 : 983) {
      const a = Float64Array.from({ length: n }, (_, i) => ((i * 7 + 3) % 11) + 0.25);
      const b = Float64Array.from({ length: n }, (_, i) => ((i * 5 + 1) % 13) + 0.5);
      const found = all(a, b);
      for (const [name, expected] of Object.entries(spectrumMetricsTwin(a, b))) {
        expect(Math.abs(found[name as Name] - expected), `${name}, ${n}`).toBeLessThan(
          3e-15 * (1 + expected),
        );
      }
    }
  });

  test("every distance of a spectrum to itself is 0, exactly", () => {
    fc.assert(
      fc.property(pairs, ([a]) => {
        const found = all(a, a.slice());
        for (const name of NAMES) expect(found[name], name).toBe(ALIKE.includes(name) ? 1 : 0);
      }),
      { seed: 1, numRuns: 1000 },
    );
  });

  test("is symmetric, exactly", () => {
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        const [forth, back] = [all(a, b), all(b, a)];
        for (const name of SYMMETRIC) expect(forth[name], name).toBe(back[name]);
      }),
      { seed: 2, numRuns: 1000 },
    );
  });

  test("stays within its bounds", () => {
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        const found = all(a, b);
        for (const name of NAMES) {
          const [low, high] = BOUNDS[name];
          expect(found[name], name).toBeGreaterThanOrEqual(low);
          expect(found[name], name).toBeLessThanOrEqual(high);
        }
      }),
      { seed: 3, numRuns: 2000 },
    );
  });

  test("hellinger squared is 1 - the coefficient", () => {
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        const { hellinger, bhattacharyyaCoefficient } = spectrumMetrics(a, b);
        expect(Math.abs(hellinger ** 2 - (1 - bhattacharyyaCoefficient))).toBeLessThan(3e-16);
      }),
      { seed: 4, numRuns: 1000 },
    );
  });

  test("exposure plays no part", () => {
    const ordinary = fc.array(fc.double({ min: 1e-9, max: 10, noNaN: true }), { minLength: 9, maxLength: 9 });
    const factor = fc.double({ min: 0.001, max: 1000, noNaN: true });
    fc.assert(
      fc.property(ordinary, ordinary, factor, (a, b, f) => {
        const scaled = b.map((x) => x * f);
        const [once, again] = [spectrumMetrics(a, b), spectrumMetrics(a, scaled)];
        for (const name of Object.keys(once) as (keyof SpectrumMetrics)[]) {
          const error = Math.abs(once[name] - again[name]);
          expect(error, name).toBeLessThan(1e-13);
        }
      }),
      { seed: 5, numRuns: 500 },
    );
  });

  test("counts of one shape are at distance 0 whatever the exposure", () => {
    const counts = [0, 3, 17, 400, 1, 0, 5];
    const tripled = counts.map((n) => 3 * n);
    const found = all(counts, tripled);
    for (const name of NAMES) {
      if (name === "correlation" || name === "cosine") expect(found[name]).toBeLessThan(1e-30);
      else expect(found[name], name).toBe(ALIKE.includes(name) ? 1 : 0);
    }
  });

  test("disjoint spectra are as far as can be", () => {
    const found = all([1, 2, 0, 0], [0, 0, 5, 4]);
    expect(found.bhattacharyyaCoefficient).toBe(0);
    expect(found.bhattacharyyaDistance).toBe(Number.POSITIVE_INFINITY);
    expect(found.chiSquarePearson).toBe(Number.POSITIVE_INFINITY);
    expect(found.hellinger).toBe(1);
    expect(found.brayCurtis).toBe(1);
    expect(found.chiSquare).toBe(1);
    expect(found.cosine).toBeCloseTo(1, 15);
    expect(found.jensenShannon).toBeCloseTo(Math.sqrt(Math.LN2), 15);
  });

  test("a spectrum without variance has correlation 0 with its like and 1 with others", () => {
    expect(spectrumMetrics([2, 2, 2], [0.1, 0.1, 0.1]).correlation).toBe(0);
    expect(spectrumMetrics([2, 2, 2], [1, 2, 3]).correlation).toBe(1);
    expect(spectrumMetrics([1, 2, 3], [2, 2, 2]).correlation).toBe(1);
    expect(spectrumMetrics([7], [0.3]).correlation).toBe(0);
    expect(spectrumMetricVariants([7], [0.3]).pearson).toBe(1);
    expect(spectrumMetricVariants([1, 2, 3], [2, 2, 2]).pearson).toBe(0);
  });

  test("opposite slopes are anticorrelated", () => {
    expect(spectrumMetrics([0, 1, 2], [4, 2, 0]).correlation).toBeCloseTo(2, 15);
    expect(spectrumMetricVariants([0, 1, 2], [4, 2, 0]).pearson).toBeCloseTo(-1, 15);
  });

  test("takes any arrays of numbers, and leaves them alone", () => {
    const counts = Uint16Array.of(1, 2, 3);
    expect(spectrumMetrics(counts, [1, 2, 3]).brayCurtis).toBe(0);
    expect(Array.from(counts)).toEqual([1, 2, 3]);
  });

  test.each([
    [[], [1], "a: expected a spectrum of at least 1 channel, found none"],
    [undefined, [1], "a: expected a spectrum of at least 1 channel, found undefined"],
    [3, [1], "a: expected a spectrum of at least 1 channel, found 3"],
    ["12", [1], 'a: expected a spectrum of at least 1 channel, found "12"'],
    [[1], null, "b: expected a spectrum of at least 1 channel, found null"],
    [[1, -1], [1, 1], "a: expected finite numbers >= 0, found -1 in channel 1"],
    [[1, 1], [Number.NaN, 1], "b: expected finite numbers >= 0, found NaN in channel 0"],
    [[1, Number.POSITIVE_INFINITY], [1, 1], "a: expected finite numbers >= 0, found Infinity in channel 1"],
    [["1"], [1], 'a: expected finite numbers >= 0, found "1" in channel 0'],
    [[0, 0], [1, 1], "a: expected a channel above 0, found 2 zeros"],
    [[1, 1], [1, 1, 1], "expected spectra of as many channels, found 2 and 3"],
  ])("refuses %j and %j", (a, b, message) => {
    for (const metrics of [spectrumMetrics, spectrumMetricVariants]) {
      expect(() => metrics(a as number[], b as number[])).toThrow(
        expect.objectContaining({ code: "INVALID_ARGUMENT", message }),
      );
    }
  });
});
