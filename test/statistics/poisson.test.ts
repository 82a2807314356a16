// The law of Poisson counts. Seeds are fixed; every test has a significance level of 1e-4, so a sound sampler fails none
// of these by chance, and the last test shows that a biased one fails.
import { describe, expect, test } from "vitest";
import { drawPoisson } from "../../src/kernels/poisson.js";
import { poissonTwin } from "../twins/poisson.js";
import { goodnessOfFit } from "./chi-square.js";

const LEVEL = 1e-4;
/** Two-sided, of the standard normal. */
const DEVIATION = 3.89;
const DRAWS = 300_000;
const MEANS = [0.01, 0.5, 3, 15.99, 16.01, 20, 400];

const draw = (mean: number, seed: number) => drawPoisson(new Float64Array(DRAWS).fill(mean), 0, seed);

/** Expected numbers of the counts 0, 1, ..., the last one with all above. */
function expectedNumbers(mean: number): number[] {
  const last = Math.ceil(mean + 12 * Math.sqrt(mean) + 12);
  const numbers: number[] = [];
  let logarithm = -mean;
  for (let k = 0; k <= last; k++) {
    numbers.push(DRAWS * Math.exp(logarithm));
    logarithm += Math.log(mean / (k + 1));
  }
  return numbers;
}

function histogram(counts: Uint32Array, length: number): number[] {
  const numbers = new Array<number>(length).fill(0);
  for (const count of counts) numbers[Math.min(count, length - 1)]++;
  return numbers;
}

describe.each(MEANS)("counts of mean %d", (mean) => {
  const counts = draw(mean, 20 + Math.ceil(mean));
  const average = counts.reduce((sum, count) => sum + count, 0) / DRAWS;
  const variance = counts.reduce((sum, count) => sum + (count - average) ** 2, 0) / DRAWS;

  test("fit the distribution", () => {
    const expected = expectedNumbers(mean);
    expect(goodnessOfFit(histogram(counts, expected.length), expected)).toBeGreaterThan(LEVEL);
  });

  test("have their mean", () => {
    expect(Math.abs(average - mean)).toBeLessThan(DEVIATION * Math.sqrt(mean / DRAWS));
  });

  test("have their variance", () => {
    expect(Math.abs(variance - mean)).toBeLessThan(DEVIATION * Math.sqrt((mean + 2 * mean ** 2) / DRAWS));
  });

  test("are independent of their neighbours, and of another seed's", () => {
    const correlation = (other: Uint32Array, lag: number): number => {
      let sum = 0;
      for (let i = lag; i < DRAWS; i++) sum += (counts[i] - mean) * (other[i - lag] - mean);
      return sum / (DRAWS - lag) / mean;
    };
    const limit = DEVIATION / Math.sqrt(DRAWS);
    for (const lag of [1, 2, 4, 1024]) expect(Math.abs(correlation(counts, lag))).toBeLessThan(limit);
    expect(Math.abs(correlation(draw(mean, 21 + Math.ceil(mean)), 0))).toBeLessThan(limit);
  });
});

test("a mean that is off by one in a hundred shows", () => {
  for (const mean of [3, 20, 400]) {
    const expected = expectedNumbers(mean);
    const counts = draw(mean * 1.01, 20 + Math.ceil(mean));
    expect(goodnessOfFit(histogram(counts, expected.length), expected)).toBeLessThan(LEVEL);
  }
});

describe("drawPoisson", () => {
  const SEED = 2 ** 40 + 12_345;
  const KEY = [12_345, 256] as const;
  const means = Float64Array.from({ length: 61 }, (_, i) => [0, 0.3, 5, 16, 16.5, 40, 1e-300, 333, 2][i % 9]);

  test.each([0, 1, 2 ** 32 - 30, 2 ** 32, 2 ** 40 - 7])("agrees with its twin from element %d", (first) => {
    for (let n = 0; n <= 17; n++) {
      const found = Array.from(drawPoisson(means.subarray(0, n), first, SEED));
      expect(found).toEqual(Array.from(means.subarray(0, n), (mean, i) => poissonTwin(mean, first + i, KEY)));
    }
    const found = Array.from(drawPoisson(means, first, SEED));
    expect(found).toEqual(Array.from(means, (mean, i) => poissonTwin(mean, first + i, KEY)));
  });

  test("does not depend on blocks", () => {
    const first = 2 ** 32 - 29;
    const whole = drawPoisson(means, first, SEED);
    for (let size = 1; size <= 17; size++) {
      for (let at = 0; at < means.length; at += size) {
        const block = drawPoisson(means.subarray(at, at + size), first + at, SEED);
        expect(Array.from(block)).toEqual(Array.from(whole.subarray(at, at + size)));
      }
    }
  });

  test("draws the largest mean", () => {
    const [count] = drawPoisson(Float64Array.of(1e6), 5, 1);
    expect(Math.abs(count - 1e6)).toBeLessThan(DEVIATION * 1000);
  });

  test.each([-1, Number.NaN, Number.POSITIVE_INFINITY, 1_000_001])("refuses a mean of %d", (bad) => {
    expect(() => drawPoisson(Float64Array.of(1, bad), 0, 0)).toThrow(
      expect.objectContaining({
        code: "INVALID_ARGUMENT",
        message: `means: expected numbers from 0 to 1000000, found ${bad} at index 1`,
      }),
    );
  });
});
