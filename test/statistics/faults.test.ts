// Samplers that are wrong on purpose: the tests of the law must find them, or what they do must be too little for any
// test of that size.
import { describe, expect, test } from "vitest";
import { choosePasses } from "../../src/count-model.js";
import { expansion, normalArea } from "../twins/expansion.js";
import { poissonLaw } from "../twins/poisson-law.js";
import { SamplerTwin } from "../twins/sampler.js";
import { drawPixels, flat, normalized, spectrumLike } from "../unit/spectra.js";
import { goodnessOfFit, pooled } from "./chi-square.js";
import { pooledChannels } from "./moments.js";

const LEVEL = 1e-4;

/** How well a million photons in each pixel, drawn from one distribution, fit another. */
function fitBiased(drawn: Float64Array, claimed: Float64Array, pixels: number, poisson: boolean): number {
  const photons = 1_000_000;
  const passes = choosePasses(drawn.length, photons, photons, poisson);
  const counts = drawPixels(drawn, { photons, passes, poisson, pixels, seed: 5 });
  const sample = { counts, distribution: drawn, photons, poisson };
  const expected = claimed.map((p) => p * photons * pixels);
  return goodnessOfFit(pooledChannels(sample), expected, poisson ? 0 : 1);
}

describe.each([
  ["fixed", false],
  ["Poisson", true],
])("a biased sampler of %s counts", (_, poisson) => {
  const distribution = spectrumLike(100);

  test("is not confused with a sound one", () => {
    expect(fitBiased(distribution, distribution, 40, poisson)).toBeGreaterThan(LEVEL);
  });

  test("is caught where one channel is 1 % too likely", () => {
    const channel = 20;
    const biased = normalized(distribution.map((p, c) => (c === channel ? 1.01 * p : p)));
    expect(fitBiased(biased, distribution, 40, poisson)).toBeLessThan(LEVEL);
  });

  test("is caught where its table keeps only 10 bits", () => {
    const rounded = normalized(distribution.map((p) => Math.round(p * 2 ** 10) / 2 ** 10));
    expect(fitBiased(rounded, distribution, 4, poisson)).toBeLessThan(LEVEL);
  });
});

/** Counts of pixels of equal channels from a twin, as a histogram against their distribution. */
function fitTwin(mean: number, pixels: number, ignoreRest: boolean): number {
  const channels = 1000;
  const photons = channels * mean;
  const twin = new SamplerTwin(flat(channels), [photons], { ignoreRest });
  const { first, probabilities } = poissonLaw(mean);
  const seen = new Float64Array(probabilities.length);
  for (let pixel = 0; pixel < pixels; pixel++) {
    for (const count of twin.draw({ photons, poisson: true, pixel, key: [3, 0] }).counts)
      seen[count - first]++;
  }
  return goodnessOfFit(
    seen,
    probabilities.map((p) => p * channels * pixels),
  );
}

describe("a sampler that forgets what is cut off the light channels", () => {
  test.each([
    [0.9, 1000],
    [5, 300],
    [23.9, 300],
  ])("is caught by a thousand channels of mean %d in %i pixels", (mean, pixels) => {
    expect(fitTwin(mean, pixels, false)).toBeGreaterThan(LEVEL);
    expect(fitTwin(mean, pixels, true)).toBeLessThan(LEVEL);
  });
});

/** P(X <= k) where the expansion is rounded down and nothing is searched. */
function roundedBelow(mean: number, k: number, terms: 3 | 5): number {
  let [low, high] = [-6, 6];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (expansion(mean, middle, terms) < k + 1) low = middle;
    else high = middle;
  }
  return 0.5 + normalArea(low);
}

/** What `draws` draws would add to a chi-square, in its standard deviations. */
function effect(mean: number, draws: number, terms: 3 | 5): number {
  const law = poissonLaw(mean);
  const [from, to] = [-4.5, 4.5].map((w) => Math.floor(expansion(mean, w, terms)));
  const [right, wrong]: [number[], number[]] = [[], []];
  for (let k = from; k <= to; k++) {
    right.push((law.below(k) - law.below(k - 1)) * draws);
    wrong.push((roundedBelow(mean, k, terms) - roundedBelow(mean, k - 1, terms)) * draws);
  }
  const groups = pooled(wrong, right);
  const added = groups.reduce((sum, [o, e]) => sum + (o - e) ** 2 / e, 0);
  return added / Math.sqrt(2 * groups.length);
}

// It searches all the same: which counts are drawn must not hang on how an expansion is rounded.
describe("a sampler that rounds the quantile's expansion and never searches", () => {
  test("is not to be seen in a million draws, nor in a hundred million of mean 100 and above", () => {
    expect(effect(24, 1e6, 5)).toBeLessThan(0.01);
    for (const mean of [100, 5000, 1e6]) expect(effect(mean, 1e8, 5)).toBeLessThan(0.01);
  });

  test("is caught by ten million draws where it has fewer terms", () => {
    expect(effect(24, 1e7, 3)).toBeGreaterThan(20);
  });
});
