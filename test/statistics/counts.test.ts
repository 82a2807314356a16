// The law of the counts. Seeds are fixed; every test has a significance level of 1e-4, so a sound sampler fails none
// of these few hundred by chance, and faults.test.ts shows that a biased one fails.
import { describe, expect, test } from "vitest";
import { choosePasses } from "../../src/count-model.js";
import { buildRecord } from "../../src/kernels/sample.js";
import { poissonLaw } from "../twins/poisson-law.js";
import { naiveCounts, philoxUniforms } from "../twins/sampler.js";
import { drawPixels, flat, normalized, spectrumLike } from "../unit/spectra.js";
import { goodnessOfFit, sameLaw } from "./chi-square.js";
import { covariance, dispersion, pixelCovariance, pooledChannels, type Sample, totals } from "./moments.js";

const LEVEL = 1e-4;
/** Two-sided, of the standard normal; of the furthest of a dozen; of the furthest of a thousand. */
const [DEVIATION, OF_DOZEN, OF_THOUSAND] = [3.89, 4.45, 5.5];
const LAGS = [1, 2, 3, 4, 5, 6, 7, 8, 16, 32];

const SPECTRA: Record<string, Float64Array> = {
  flat: flat(64),
  "one heavy channel": normalized(Array.from({ length: 100 }, (_, c) => (c === 37 ? 891 : 1))),
  "spectrum-like": spectrumLike(1024),
  "one channel": Float64Array.from({ length: 8 }, (_, c) => Number(c === 3)),
  "two channels": Float64Array.of(0.7, 0.3),
};
const PHOTONS = [1, 7, 50, 217, 400, 1000, 10_000, 100_000, 1_000_000];

function sampleOf(distribution: Float64Array, photons: number, poisson: boolean, seed: number): Sample {
  const passes = choosePasses(distribution.length, photons, photons, poisson);
  const pixels = distribution.length > 500 ? 1000 : 4000;
  const counts = drawPixels(distribution, { photons, passes, poisson, pixels, seed });
  return { counts, distribution, photons, poisson };
}

/** Poisson numbers of one mean against their distribution. */
function fitPoisson(found: ArrayLike<number>, mean: number): number {
  const { first, probabilities } = poissonLaw(mean);
  const observed = new Float64Array(probabilities.length);
  for (let i = 0; i < found.length; i++) observed[found[i] - first]++;
  return goodnessOfFit(
    observed,
    probabilities.map((p) => p * found.length),
  );
}

describe.each([
  ["fixed", false],
  ["Poisson", true],
])("%s counts", (_, poisson) => {
  describe.each(Object.entries(SPECTRA))("of a spectrum, %s", (_, distribution) => {
    test.each(PHOTONS)("%i photons: totals, means, variances and covariances", (photons) => {
      const sample = sampleOf(distribution, photons, poisson, 5);
      const sums = totals(sample);
      if (poisson) expect(fitPoisson(sums, photons)).toBeGreaterThan(LEVEL);
      else expect(sums.every((sum) => sum === photons)).toBe(true);
      const pooled = pooledChannels(sample);
      expect(pooled.every((sum, c) => distribution[c] > 0 || sum === 0)).toBe(true);
      if (distribution.filter((p) => p > 0).length === 1) return;

      const expected = distribution.map((p) => p * photons * sums.length);
      expect(goodnessOfFit(pooled, expected, poisson ? 0 : 1)).toBeGreaterThan(LEVEL);
      const { together, furthest } = dispersion(sample);
      expect(together).toBeLessThan(DEVIATION);
      expect(furthest).toBeLessThan(OF_THOUSAND);
      const pairs = LAGS.flatMap((lag) => covariance(sample, lag)?.z ?? []);
      expect(Math.max(0, ...pairs, pixelCovariance(sample) ?? 0)).toBeLessThan(OF_DOZEN);
    });
  });
});

describe("these tests", () => {
  test("see the pairs of channels and pixels where photons are not few", () => {
    for (const poisson of [false, true]) {
      for (const spectrum of ["flat", "one heavy channel", "spectrum-like"]) {
        const sample = sampleOf(SPECTRA[spectrum], 1000, poisson, 5);
        expect(LAGS.every((lag) => covariance(sample, lag) !== undefined)).toBe(true);
        expect(pixelCovariance(sample)).toBeDefined();
      }
    }
  });

  test("would not take the one law for the other", () => {
    for (const photons of [50, 1000, 100_000]) {
      const two = sampleOf(SPECTRA["two channels"], photons, false, 5);
      expect(dispersion({ ...two, poisson: true }).furthest).toBeGreaterThan(OF_THOUSAND);
      const poissonTwo = sampleOf(SPECTRA["two channels"], photons, true, 5);
      expect(dispersion({ ...poissonTwo, poisson: false }).furthest).toBeGreaterThan(OF_THOUSAND);
      const pairs = sampleOf(flat(64), photons, false, 5);
      expect(covariance({ ...pairs, poisson: true }, 1)?.z).toBeGreaterThan(OF_DOZEN);
      expect(covariance(pairs, 1)?.expected).toBeLessThan(-5);
    }
  });
});

describe("a background", () => {
  const [distribution, other] = [spectrumLike(1024), flat(1024)];
  const passes = choosePasses(1024, 400, 400, false);

  test.each([0.3, 20, 400, 30_000])("of mean %d is Poisson, and independent of the counts", (mean) => {
    const background = { record: buildRecord(other, choosePasses(1024, mean, mean, true)), mean };
    const draws = { photons: 400, passes, poisson: false, pixels: 1000, seed: 6 };
    const own = drawPixels(distribution, draws);
    const sum = drawPixels(distribution, { ...draws, background });
    const counts = sum.map((count, i) => count - own[i]);
    const added: Sample = { counts, distribution: other, photons: mean, poisson: true };
    const sums = totals(added);
    expect(fitPoisson(sums, mean)).toBeGreaterThan(LEVEL);
    const expected = other.map((p) => p * mean * sums.length);
    expect(goodnessOfFit(pooledChannels(added), expected, 0)).toBeGreaterThan(LEVEL);
    expect(dispersion(added).together).toBeLessThan(DEVIATION);
    let [product, variance] = [0, 0];
    counts.forEach((count, i) => {
      const [a, b] = [400 * distribution[i % 1024], mean / 1024];
      product += (own[i] - a) * (count - b);
      variance += a * b;
    });
    expect(Math.abs(product) / Math.sqrt(variance)).toBeLessThan(DEVIATION);
  });
});

describe("the fast sampler and the naive one of Algorithm 4", () => {
  test.each([3, 64, 100, 1024])("have one law, %i channels", (channels) => {
    const distribution = spectrumLike(channels);
    const passes = choosePasses(channels, 400, 400, false);
    const draws = { photons: 400, passes, poisson: false, pixels: 200, seed: 21 };
    const fast = pooledChannels({ ...draws, counts: drawPixels(distribution, draws), distribution });
    const naive = naiveCounts(distribution, 400 * 200, philoxUniforms(22));
    expect(sameLaw(fast, naive)).toBeGreaterThan(LEVEL);
  });
});
