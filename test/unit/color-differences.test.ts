import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cosineSimilarity, deltaE76, deltaE94, deltaE2000 } from "../../src/color.js";
import {
  cosineTwin,
  deltaE76Twin,
  deltaE94Twin,
  deltaE2000Twin,
  hueTwin,
  type Triple,
} from "../twins/delta-e.js";

/** A reproducible stream of numbers from 0 to 1. */
function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function colors(n: number, seed: number): Float64Array {
  const next = numbers(seed);
  return Float64Array.from({ length: 3 * n }, (_, i) => (i % 3 === 0 ? 100 * next() : 256 * next() - 128));
}

const at = (values: Float64Array, i: number): Triple => [
  values[3 * i]!,
  values[3 * i + 1]!,
  values[3 * i + 2]!,
];

/**
 * Whether rounding decides the branch of the formula: hues within a hair of opposite, or a mean hue of a hair from 0,
 * where the rotation term ends.
 */
function onTheEdge([, a1, b1]: Triple, [, a2, b2]: Triple): boolean {
  const h1 = hueTwin(a1, b1);
  const h2 = hueTwin(a2, b2);
  const sum = (h1 + h2) % 360;
  return Math.abs(Math.abs(h1 - h2) - 180) < 1e-9 || Math.min(sum, 360 - sum) < 1e-9;
}

const real = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const lab: fc.Arbitrary<Triple> = fc.tuple(real(0, 100), real(-128, 128), real(-128, 128));
const near = (found: number, expected: number, tolerance: number) => {
  if (!(Math.abs(found - expected) <= tolerance)) expect.fail(`found ${found}, not ${expected}`);
};

describe("deltaE2000", () => {
  const TOLERANCE = 1e-10;

  test("agrees with its twin over all of CIELAB", () => {
    const n = 200_000;
    const a = colors(n, 1);
    const b = colors(n, 2);
    const found = deltaE2000(a, b);
    let furthest = 0;
    for (let i = 0; i < n; i++) {
      if (onTheEdge(at(a, i), at(b, i))) continue;
      furthest = Math.max(furthest, Math.abs(found[i]! - deltaE2000Twin(at(a, i), at(b, i))));
    }
    expect(furthest).toBeLessThan(TOLERANCE);
  });

  test("agrees with its twin on any pair", () => {
    fc.assert(
      fc.property(lab, lab, (a, b) => {
        fc.pre(!onTheEdge(a, b));
        near(deltaE2000(a, b), deltaE2000Twin(a, b), TOLERANCE);
      }),
      { seed: 1, numRuns: 5000 },
    );
  });

  test("agrees with its twin on colours that are nearly equal", () => {
    const step = real(-1, 1);
    fc.assert(
      fc.property(lab, step, step, step, fc.integer({ min: -14, max: 0 }), (a, x, y, z, exponent) => {
        const scale = 10 ** exponent;
        const b: Triple = [a[0] + scale * x, a[1] + scale * y, a[2] + scale * z];
        fc.pre(!onTheEdge(a, b));
        // The twin subtracts hues in degrees: it is the one that is off by 1e-13.
        near(deltaE2000(a, b), deltaE2000Twin(a, b), 1e-12 + 1e-11 * scale);
      }),
      { seed: 2, numRuns: 5000 },
    );
  });

  test("agrees with its twin around 275 degrees, where chroma and hue are mixed", () => {
    const next = numbers(3);
    const color = (): Triple => {
      const h = ((275 + 60 * (next() - 0.5)) * Math.PI) / 180;
      const c = 128 * next();
      return [100 * next(), c * Math.cos(h), c * Math.sin(h)];
    };
    for (let i = 0; i < 20_000; i++) {
      const [a, b] = [color(), color()];
      near(deltaE2000(a, b), deltaE2000Twin(a, b), TOLERANCE);
    }
  });

  test("takes greys, on one side or both, exactly grey or nearly", () => {
    const chroma = fc.constantFrom(0, -0, 1e-320, 1e-170, 1e-20, -1e-16, -1e-9, 1e-6);
    const grey = fc.tuple(real(0, 100), chroma, chroma);
    fc.assert(
      fc.property(lab, grey, grey, (color, first, second) => {
        for (const [a, b] of [[first, color] as const, [color, first] as const, [first, second] as const]) {
          if (!onTheEdge(a, b)) near(deltaE2000(a, b), deltaE2000Twin(a, b), TOLERANCE);
        }
      }),
      { seed: 4, numRuns: 3000 },
    );
  });

  test("finds no hue where there is no chroma", () => {
    const next = numbers(10);
    for (let i = 0; i < 2000; i++) {
      const color: Triple = [100 * next(), 200 * next() - 100, 200 * next() - 100];
      for (const grey of [[50, 0, 0] as const, [50, -0, 1e-320] as const, [50, 0, -1e-200] as const]) {
        near(deltaE2000(grey, color), deltaE2000Twin([50, 0, 0], color), TOLERANCE);
        near(deltaE2000(color, grey), deltaE2000Twin(color, [50, 0, 0]), TOLERANCE);
      }
    }
  });

  test("takes for the mean of opposite hues the one 90 degrees after the smaller", () => {
    // Whole numbers, so that the hues are opposite to the last bit; the smaller one on either side.
    const next = numbers(5);
    for (let i = 0; i < 2000; i++) {
      const [x, y] = [Math.floor(20 * next()) - 10, Math.floor(20 * next()) - 10];
      const [k, m] = [1 + Math.floor(10 * next()), 1 + Math.floor(10 * next())];
      if (x === 0 && y === 0) continue;
      const a: Triple = [40, k * x, k * y];
      const b: Triple = [60, -m * x, -m * y];
      const [low, high] = y > 0 || (y === 0 && x > 0) ? [a, b] : [b, a];
      // A hair less than opposite in the formula: the second colour is turned towards the first.
      const turned: Triple = [high[0], high[1] - 1e-11 * high[2], high[2] + 1e-11 * high[1]];
      const back: Triple = [high[0], high[1] + 1e-11 * high[2], high[2] - 1e-11 * high[1]];
      const expected = [turned, back].filter((color) => {
        const dh = hueTwin(color[1], color[2]) - hueTwin(low[1], low[2]);
        return dh > 0 && dh < 180;
      });
      expect(expected).toHaveLength(1);
      const wanted = low === a ? deltaE2000Twin(a, expected[0]!) : deltaE2000Twin(expected[0]!, b);
      near(deltaE2000(a, b), wanted, 1e-8);
      near(deltaE2000(b, a), wanted, 1e-8);
    }
  });

  test("changes from one side of the discontinuities to the other as its twin does", () => {
    const next = numbers(6);
    for (let i = 0; i < 5000; i++) {
      const h = 2 * Math.PI * next();
      const [c1, c2] = [100 * next(), 100 * next()];
      const side = i % 2 === 0 ? 1e-7 : -1e-7;
      // Opposite hues, and hues that lie evenly around 0.
      const other = i % 4 < 2 ? h + Math.PI + side : -h + side;
      const a: Triple = [50, c1 * Math.cos(h), c1 * Math.sin(h)];
      const b: Triple = [55, c2 * Math.cos(other), c2 * Math.sin(other)];
      if (onTheEdge(a, b)) continue;
      near(deltaE2000(a, b), deltaE2000Twin(a, b), TOLERANCE);
    }
  });

  test("is symmetric, and 0 for equal colours alone", () => {
    fc.assert(
      fc.property(lab, lab, (a, b) => {
        expect(deltaE2000(a, a)).toBe(0);
        near(deltaE2000(a, b), deltaE2000(b, a), TOLERANCE);
      }),
      { seed: 7, numRuns: 2000 },
    );
  });

  test("refuses numbers that are no colours", () => {
    const message = /^deltaE2000: expected finite numbers from -1000 to 1000, found 1000.5 at index 4$/;
    const bad = Float64Array.of(0, 0, 0, 0, 1000.5, 0);
    expect(() => deltaE2000(new Float64Array(6), bad)).toThrow(message);
    expect(() => deltaE2000(bad, new Float64Array(6))).toThrow(message);
    expect(Number.isFinite(deltaE2000([1000, 1000, 1000], [-1000, -1000, -1000]))).toBe(true);
  });
});

describe("all differences", () => {
  test.each([
    ["deltaE76", deltaE76, deltaE76Twin],
    ["deltaE94", deltaE94, deltaE94Twin],
    ["deltaE2000", deltaE2000, deltaE2000Twin],
    ["cosineSimilarity", cosineSimilarity, cosineTwin],
  ] as const)("%s takes many as it takes one, at every length", (_, compare, twin) => {
    const most = 10_001;
    const a = colors(most, 8);
    const b = colors(most, 9);
    const all = compare(a, b);
    for (const n of [...Array(18).keys(), 127, 128, 129, 4095, 4096, 4097, 8193, most]) {
      const found = compare(a.subarray(0, 3 * n), b.subarray(0, 3 * n));
      expect(found).toHaveLength(n);
      expect(Buffer.compare(Buffer.from(found.buffer), Buffer.from(all.buffer, 0, 8 * n))).toBe(0);
    }
    for (let i = 0; i < most; i += 97) {
      expect(compare(at(a, i), at(b, i))).toBe(all[i]);
      near(all[i]!, twin(at(a, i), at(b, i)), 1e-10);
    }
  });

  test("write into an array that is given, and nothing beside it", () => {
    const buffer = new Float64Array(12).fill(7);
    const out = buffer.subarray(1, 10);
    expect(deltaE76(colors(9, 1), colors(9, 2), out)).toBe(out);
    expect(Array.from(out)).toEqual(Array.from(deltaE76(colors(9, 1), colors(9, 2))));
    expect([buffer[0], buffer[10], buffer[11]]).toEqual([7, 7, 7]);
    expect(() => deltaE76(colors(9, 1), colors(9, 2), new Float64Array(8))).toThrow(
      /^deltaE76: expected a Float64Array of 9 for the result, found one of 8$/,
    );
    expect(() => deltaE76(colors(9, 1), colors(9, 2), [] as never)).toThrow(/found object$/);
  });

  test("name the first value that is no number, wherever it is", () => {
    for (const index of [0, 5, 12_287, 12_288, 12_300, 29_999]) {
      const bad = colors(10_000, 3);
      bad[index] = Number.NaN;
      expect(() => cosineSimilarity(colors(10_000, 4), bad)).toThrow(
        expect.objectContaining({
          code: "INVALID_ARGUMENT",
          message: expect.stringContaining(`found NaN at index ${index}`),
        }),
      );
    }
  });
});
