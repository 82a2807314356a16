// The distribution of the counts of single channels, into the far tails: millions of draws of channels of one mean,
// against the probabilities of the law. Seeds are fixed; the significance level of every test is 1e-4.
import { describe, expect, test } from "vitest";
import { choosePasses } from "../../src/count-model.js";
import { poissonLaw } from "../twins/poisson-law.js";
import { drawPixels, normalized } from "../unit/spectra.js";
import { goodnessOfFit } from "./chi-square.js";

const LEVEL = 1e-4;
/** Of a normal number, two-sided: of one, and of the furthest of four. */
const OF_FOUR = 4.22;

interface Case {
  readonly mean: number;
  /** Channels of that mean; their number is that of the pixels' draws. */
  readonly channels: number;
  readonly pixels: number;
  /** Mean of as many other channels between them, which keep the pass worth while; default none. */
  readonly between?: number;
}

const CASES: readonly Case[] = [
  { mean: 0.05, channels: 500, pixels: 4000, between: 0.9 },
  { mean: 0.9, channels: 1000, pixels: 2000 },
  { mean: 5, channels: 1000, pixels: 2000 },
  { mean: 23.9, channels: 1000, pixels: 1500 },
  { mean: 24.1, channels: 1000, pixels: 1500 },
  { mean: 100, channels: 1000, pixels: 1000 },
  { mean: 5000, channels: 100, pixels: 5000 },
  // Quiet: too few photons in eight channels to draw them one by one.
  { mean: 0.02, channels: 3000, pixels: 1000 },
];

function distributionOf({ mean, channels, between }: Case): { distribution: Float64Array; photons: number } {
  // Quiet channels stand beside a loud one.
  const means = Array.from({ length: channels }, () => (between ? [mean, between] : [mean])).flat();
  if (mean === 0.02) means.push(600);
  return { distribution: normalized(means), photons: Math.round(means.reduce((a, b) => a + b, 0)) };
}

/** Counts of the channels of the mean, as a histogram. */
function histogram(one: Case, poisson: boolean, seed: number): Float64Array {
  const { distribution, photons } = distributionOf(one);
  const { length } = distribution;
  const passes = choosePasses(length, photons, photons, poisson);
  expect(passes.length).toBeGreaterThan(0);
  const seen = new Float64Array(100_000);
  // In parts, for the memory.
  for (let first = 0; first < one.pixels; first += 500) {
    const pixels = Math.min(500, one.pixels - first);
    const counts = drawPixels(distribution, { photons, passes, poisson, pixels, seed, first });
    for (let i = 0; i < counts.length; i++) {
      const channel = i % length;
      if (one.between ? channel % 2 === 0 : channel < one.channels) seen[counts[i]]++;
    }
  }
  return seen;
}

/** Probabilities of a binomial number, from its mode outwards. */
function binomial(n: number, p: number, length: number): Float64Array {
  const out = new Float64Array(length);
  const mode = Math.floor((n + 1) * p);
  out[mode] = 1;
  for (let k = mode; k > 0; k--) out[k - 1] = out[k] * ((k * (1 - p)) / ((n - k + 1) * p));
  for (let k = mode + 1; k < length; k++) out[k] = out[k - 1] * (((n - k + 1) * p) / (k * (1 - p)));
  return normalized(out);
}

function poissonProbabilities(mean: number, length: number): Float64Array {
  const { first, probabilities } = poissonLaw(mean);
  return Float64Array.from({ length }, (_, k) => probabilities[k - first] ?? 0);
}

/** Draws beyond the last counts that leave so much of a tail, in standard errors. */
function tailDeviations(seen: Float64Array, probabilities: Float64Array, draws: number): number[] {
  const order = [...probabilities.keys()];
  return [order, order.toReversed()].flatMap((counts) =>
    [2 ** -8, 2e-4].flatMap((most) => {
      let [expected, found] = [0, 0];
      for (const k of counts) {
        if (expected + probabilities[k] > most) break;
        expected += probabilities[k];
        found += seen[k];
      }
      // With 50 draws or more the number is as good as normal.
      return expected * draws < 50 ? [] : [Math.abs(found - expected * draws) / Math.sqrt(expected * draws)];
    }),
  );
}

describe.each([
  ["fixed counts are binomial", false],
  ["Poisson counts are Poisson", true],
])("%s", (_, poisson) => {
  test.each(CASES)("mean $mean, $channels channels, $pixels pixels", (one) => {
    const { distribution, photons } = distributionOf(one);
    const seen = histogram(one, poisson, 31);
    const draws = one.channels * one.pixels;
    const length = Math.ceil(one.mean + 30 * Math.sqrt(one.mean) + 30);
    const p = distribution[0];
    const probabilities = poisson ? poissonProbabilities(photons * p, length) : binomial(photons, p, length);
    expect(seen.subarray(length).every((n) => n === 0)).toBe(true);
    const expected = probabilities.map((value) => value * draws);
    expect(goodnessOfFit(seen.subarray(0, length), expected)).toBeGreaterThan(LEVEL);
    expect(Math.max(0, ...tailDeviations(seen, probabilities, draws))).toBeLessThan(OF_FOUR);
    expect(one.mean < 20 || tailDeviations(seen, probabilities, draws).length >= 3).toBe(true);
  });
});
