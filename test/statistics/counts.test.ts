// The law of the counts. Seeds are fixed; every test has a significance level of 1e-4, so a sound sampler fails none
// of these dozens by chance, and the last tests show that a biased one fails.
import { beforeAll, describe, expect, test } from "vitest";
import { createScan } from "../../src/create-scan.js";
import { buildAliasTables, drawCounts, newCounts } from "../../src/kernels/sample.js";
import type { Scan } from "../../src/scan.js";
import { blockPicture } from "../scan/picture.js";
import { naiveCounts, philoxUniforms } from "../twins/sampler.js";
import { goodnessOfFit, sameLaw } from "./chi-square.js";

const LEVEL = 1e-4;

let scan: Scan;
let counts: ArrayLike<number>;
beforeAll(async () => {
  scan = await createScan(blockPicture(120, 100, 5), { seed: 11, clusters: 5, delta: 0 });
  counts = scan.region({ x: 0, y: 0, width: 120, height: 100 }).counts;
});

/** Counts of `pixels` pixels of one distribution, pooled; and the sum of squares of each channel. */
function draw(distribution: Float64Array, photons: number, pixels: number, seed: number) {
  const channels = distribution.length;
  const tables = buildAliasTables(distribution, channels);
  const total = new Float64Array(channels);
  const squares = new Float64Array(channels);
  /** Of the first two channels. */
  let product = 0;
  const labels = new Uint8Array(1);
  const row = newCounts(channels, photons);
  for (let first = 0; first < pixels; first++) {
    drawCounts(row, tables, { first, stride: 1, width: 1, rows: 1, labels }, photons, seed);
    for (let c = 0; c < channels; c++) {
      total[c] += row[c];
      squares[c] += row[c] * row[c];
    }
    product += row[0] * row[1];
  }
  return { total, squares, product };
}

/** A spectrum-like distribution: background and a few peaks. */
function spectrumLike(channels: number): Float64Array {
  const values = new Float64Array(channels).map(
    (_, c) => 1 / (1 + c) + (c % Math.ceil(channels / 5) === 3 ? 0.5 : 0),
  );
  const sum = values.reduce((a, b) => a + b, 0);
  return values.map((value) => value / sum);
}

describe("the counts of a scan", () => {
  test("pooled over each colour they fit the expected spectrum", () => {
    const { channels } = scan.energyAxis;
    for (let k = 0; k < scan.palette.length; k++) {
      const observed = new Float64Array(channels);
      scan.truth.labels.forEach((label, pixel) => {
        if (label === k) for (let c = 0; c < channels; c++) observed[c] += counts[pixel * channels + c];
      });
      const photons = 400 * scan.palette[k].pixels;
      const expected = scan.truth.expected.subarray(k * channels, (k + 1) * channels).map((p) => p * photons);
      expect(goodnessOfFit(observed, expected)).toBeGreaterThan(LEVEL);
    }
  });
});

describe.each([
  [1, 20_000],
  [7, 20_000],
  [400, 5000],
  [10_000, 300],
  [1_000_000, 12],
])("%i photons in %i pixels", (photons, pixels) => {
  const distribution = spectrumLike(100);
  const { total, squares } = draw(distribution, photons, pixels, 5);

  test("have the expected means", () => {
    expect(total.reduce((a, b) => a + b)).toBe(photons * pixels);
    expect(
      goodnessOfFit(
        total,
        distribution.map((p) => p * photons * pixels),
      ),
    ).toBeGreaterThan(LEVEL);
  });

  test("have the variance of a multinomial", () => {
    for (let c = 0; c < distribution.length; c++) {
      const p = distribution[c];
      const mean = photons * p;
      const variance = mean * (1 - p);
      if (mean * pixels < 100) continue;
      // About the true mean; its own standard error follows from the binomial's fourth moment.
      const found = squares[c] / pixels - 2 * mean * (total[c] / pixels) + mean * mean;
      const error = Math.sqrt((2 * variance ** 2 + variance * (1 - 6 * p * (1 - p))) / pixels);
      expect(Math.abs(found - variance) / error).toBeLessThan(5);
    }
  });
});

test("heavy channels have the negative covariance of a multinomial", () => {
  const [p, q] = [0.5, 0.3];
  const pixels = 5000;
  const { total, product } = draw(Float64Array.of(p, q, 0.2), 400, pixels, 8);
  const covariance = product / pixels - (total[0] / pixels) * (total[1] / pixels);
  // Of a product of two nearly normal variables: var = var1 var2 + cov^2.
  const error = Math.sqrt((400 * p * (1 - p) * 400 * q * (1 - q) + (400 * p * q) ** 2) / pixels);
  expect(Math.abs(covariance + 400 * p * q) / error).toBeLessThan(4);
  // Independent channels, which have none, would be far outside.
  expect((400 * p * q) / error).toBeGreaterThan(20);
});

describe("the fast sampler and the naive one of Algorithm 4", () => {
  test.each([3, 64, 100, 1024])("have one law, %i channels", (channels) => {
    const distribution = spectrumLike(channels);
    const fast = draw(distribution, 400, 200, 21).total;
    const naive = naiveCounts(distribution, 400 * 200, philoxUniforms(22));
    expect(sameLaw(fast, naive)).toBeGreaterThan(LEVEL);
  });
});

describe("a biased sampler", () => {
  /** One channel 1 % too likely. */
  const biased = (distribution: Float64Array, channel: number): Float64Array => {
    const out = distribution.map((p, c) => (c === channel ? 1.01 * p : p));
    const sum = out.reduce((a, b) => a + b, 0);
    return out.map((p) => p / sum);
  };

  test("is caught by the test of means", () => {
    const distribution = spectrumLike(100);
    const { total } = draw(biased(distribution, 3), 1_000_000, 12, 5);
    expect(
      goodnessOfFit(
        total,
        distribution.map((p) => p * 12e6),
      ),
    ).toBeLessThan(LEVEL);
  });

  test("is caught when its table keeps only 10 bits of each threshold", () => {
    const distribution = spectrumLike(100);
    const rounded = distribution.map((p) => Math.round(p * 128 * 8) / (128 * 8));
    const sum = rounded.reduce((a, b) => a + b, 0);
    const { total } = draw(
      rounded.map((p) => p / sum),
      1_000_000,
      4,
      5,
    );
    expect(
      goodnessOfFit(
        total,
        distribution.map((p) => p * 4e6),
      ),
    ).toBeLessThan(LEVEL);
  });
});
