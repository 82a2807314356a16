// Photons from dwell time and the counts a second of an instrument.
import { expect, test } from "vitest";
import type { CountModel } from "../../src/count-model.js";
import { createScan } from "../../src/create-scan.js";
import { embeddedLibrary } from "../../src/embedded-library.js";
import { instrumentByName } from "../../src/instrument.js";
import { expectationsOf } from "../../src/library.js";
import { libraryFromJson } from "../../src/library-format.js";
import { libraryJson, pigmentJson } from "../library/fixtures.js";
import { blockPicture, sumOf } from "./picture.js";

const picture = blockPicture(40, 30, 3);
const library = await embeddedLibrary({ palette: ["azurite", "carmine", "manganese_black"] });
const instrument = instrumentByName("ag-fresco");
const options = { clusters: 3, delta: 0, seed: 4, threshold: 0.99, library, instrument };
const make = (counts: CountModel, changes: object = {}) =>
  createScan(picture, { ...options, ...changes, counts });
const withCurrent = (currentUA: number) => ({ ...instrument, tube: { ...instrument.tube, currentUA } });

test("a pixel's mean is its pigments' counts a second times the dwell, and its counts are Poisson", async () => {
  const scan = await make({ model: "dwell", dwellSeconds: 0.05 });
  const { abundances, labels, photons, recipe } = scan.truth;
  expect(recipe.counts).toEqual({ model: "dwell", dwellSeconds: 0.05, poisson: true });
  const rates = await Promise.all(library.pigments.map(expectationsOf(instrument)));
  const means = Array.from({ length: abundances.length / 3 }, (_, k) =>
    rates.reduce((sum, { countsPerSecond }, p) => sum + abundances[3 * k + p]! * countsPerSecond * 0.05, 0),
  );
  const pixels = scan.width * scan.height;
  for (let i = 0; i < pixels; i++) expect(photons![i]).toBe(Math.fround(means[labels[i]!]!));
  // Different pigments have different rates.
  expect(new Set(photons).size).toBeGreaterThan(1);
  // Totals of each colour within 4.5 standard deviations, one chance in 10^5 for each.
  const counts = scan.region({ x: 0, y: 0, width: scan.width, height: scan.height }).counts;
  const { channels } = scan.energyAxis;
  const [found, expected] = [means.map(() => 0), means.map(() => 0)];
  let squares = 0;
  for (let i = 0; i < pixels; i++) {
    const total = sumOf(counts.subarray(i * channels, (i + 1) * channels));
    found[labels[i]!]! += total;
    expected[labels[i]!]! += photons![i]!;
    squares += (total - photons![i]!) ** 2 / photons![i]!;
  }
  found.forEach((total, k) => {
    expect(Math.abs(total - expected[k]!)).toBeLessThan(4.5 * Math.sqrt(expected[k]!));
  });
  // Neither exact nor wider than Poisson: the chi-square of so many pixels, 4.5 deviations.
  expect(Math.abs(squares - pixels)).toBeLessThan(4.5 * Math.sqrt(2 * pixels));
});

test("twice the time is twice the photons; twice the current nearly so, less what dead time takes", async () => {
  const once = (await make({ model: "dwell", dwellSeconds: 0.05 })).truth.photons![0]!;
  const longer = (await make({ model: "dwell", dwellSeconds: 0.1 })).truth.photons![0]!;
  expect(longer / once).toBeCloseTo(2, 6);
  const at = async (currentUA: number): Promise<number> => {
    const counts = { model: "dwell", dwellSeconds: 0.05 } as const;
    return (await make(counts, { instrument: withCurrent(currentUA) })).truth.photons![0]!;
  };
  const [weak, stronger] = [await at(1), await at(2)];
  expect(stronger / weak).toBeLessThan(2);
  expect(stronger / weak).toBeGreaterThan(1.99);
});

test("a rate of its own still says the mean of all pixels", async () => {
  const scan = await make({ model: "dwell", dwellSeconds: 0.05, countRate: 4000 });
  expect(scan.truth.photons).toBeUndefined();
  expect(scan.truth.recipe.counts).toMatchObject({ model: "poisson", mean: 200 });
});

test("a measured spectrum has no counts a second", async () => {
  const measured = await libraryFromJson(libraryJson([pigmentJson()]), async () => ({
    energiesKeV: new Float64Array(0),
    counts: new Float64Array(0),
  }));
  await expect(make({ model: "dwell", dwellSeconds: 1 }, { library: measured })).rejects.toMatchObject({
    code: "INVALID_ARGUMENT",
    message: expect.stringMatching(
      /dwell: expected a count rate too, as pigment "Test white" has a measured/,
    ),
  });
});

test("more photons than a pixel may have are refused, not cut", async () => {
  await expect(make({ model: "dwell", dwellSeconds: 1e5 })).rejects.toMatchObject({
    code: "INVALID_ARGUMENT",
    message: expect.stringMatching(/dwell: expected at most 1000000 photons a pixel, found \d+ in 100000 s/),
  });
});
