// The count models as they reach a scan. The laws themselves are tested in test/statistics/.
import { describe, expect, test } from "vitest";
import type { Background } from "../../src/background.js";
import { bytesOfCounts, type CountModel } from "../../src/count-model.js";
import { createScan, type ScanOptions } from "../../src/create-scan.js";
import type { RgbImage } from "../../src/image.js";
import { resampleSpectrum } from "../../src/library.js";
import type { Scan } from "../../src/scan.js";
import { goodnessOfFit } from "../statistics/chi-square.js";
import { blockPicture, flatPicture, sumOf } from "./picture.js";

const [WIDTH, HEIGHT] = [12, 7];
const picture = blockPicture(WIDTH, HEIGHT, 3);
const small = { clusters: 3, delta: 0, seed: 4 };

const make = (options: ScanOptions, image: RgbImage = picture) => createScan(image, { ...small, ...options });
const whole = (scan: Scan) => scan.region({ x: 0, y: 0, width: scan.width, height: scan.height }).counts;

function totals(scan: Scan): number[] {
  const { channels } = scan.energyAxis;
  const counts = whole(scan);
  return Array.from({ length: scan.width * scan.height }, (_, i) =>
    sumOf(counts.subarray(i * channels, (i + 1) * channels)),
  );
}

/** A map that differs from pixel to pixel, and holds 0. */
function mapOf(most: number, width = WIDTH, height = HEIGHT) {
  const last = width * height - 1;
  const values = Float32Array.from({ length: last + 1 }, (_, i) => Math.floor((most * ((i * 31) % 84)) / 83));
  return { width, height, values };
}

const MODELS: [string, number | CountModel][] = [
  ["a number", 777],
  ["fixed", { model: "fixed", photons: 5 }],
  ["poisson", { model: "poisson", mean: 250.5 }],
  ["a mean of 0", { model: "poisson", mean: 0 }],
  ["dwell", { model: "dwell", dwellSeconds: 0.25, countRate: 4000 }],
  ["luminosity", { model: "luminosity", dark: 30, light: 3000 }],
  ["luminosity, poisson", { model: "luminosity", dark: 900.5, light: 0, poisson: true }],
  ["map", { model: "map", map: mapOf(2000) }],
  ["map, poisson", { model: "map", map: mapOf(500), poisson: true }],
];
const BACKGROUNDS: [string, Background | undefined][] = [
  ["no background", undefined],
  ["a flat background", { mean: 40.5, spectrum: "flat" }],
];

describe.each(BACKGROUNDS)("with %s", (_, background) => {
  test.each(MODELS)("one pixel, a tile and slabs are parts of one cube: %s", async (_, counts) => {
    const scan = await make({ counts, background });
    const { channels } = scan.energyAxis;
    const cube = whole(scan);
    const pixel = (x: number, y: number) => {
      const start = (y * WIDTH + x) * channels;
      return cube.slice(start, start + channels);
    };
    for (let y = 0; y < HEIGHT; y++) {
      for (let x = 0; x < WIDTH; x++) {
        expect(Buffer.from(scan.spectrum(x, y).buffer).equals(Buffer.from(pixel(x, y).buffer))).toBe(true);
      }
    }
    const tile = scan.region({ x: 5, y: 2, width: 4, height: 3 });
    for (let i = 0; i < 12; i++) {
      const found = tile.counts.slice(i * channels, (i + 1) * channels);
      const expected = pixel(5 + (i % 4), 2 + Math.floor(i / 4));
      expect(Buffer.from(found.buffer).equals(Buffer.from(expected.buffer))).toBe(true);
    }
    for (const rows of [1, 3, HEIGHT, 100]) {
      const parts: Buffer[] = [];
      for await (const slab of scan.slabs({ rows })) parts.push(Buffer.from(slab.counts.buffer));
      expect(Buffer.concat(parts).equals(Buffer.from(cube.buffer))).toBe(true);
    }
    expect(sumOf(scan.totalSpectrum())).toBe(sumOf(cube));
  });

  test.each(MODELS)("the recipe is plain JSON: %s", async (_, counts) => {
    const { recipe, photons, background: distribution } = (await make({ counts, background })).truth;
    expect(JSON.parse(JSON.stringify(recipe))).toEqual(recipe);
    const differs = typeof counts === "object" && (counts.model === "map" || counts.model === "luminosity");
    expect(photons !== undefined).toBe(differs);
    expect(photons?.length).toBe(differs ? WIDTH * HEIGHT : undefined);
    expect(distribution !== undefined).toBe(background !== undefined);
    expect("background" in recipe).toBe(background !== undefined);
  });
});

describe("photons of a pixel", () => {
  test.each([0, 1, 5, 400, 65_536, 1_000_000])("are exactly %i where a map says so", async (photons) => {
    const map = { ...mapOf(1), values: new Float32Array(WIDTH * HEIGHT).fill(photons) };
    const scan = await make({ counts: { model: "map", map } });
    expect(totals(scan)).toEqual(Array(WIDTH * HEIGHT).fill(photons));
  });

  test("are exactly those of a map in which they differ", async () => {
    const map = mapOf(100_000);
    const scan = await make({ counts: { model: "map", map } });
    expect(totals(scan)).toEqual(Array.from(map.values));
    expect(scan.truth.photons).toEqual(map.values);
    map.values.fill(1);
    expect(scan.truth.photons).not.toEqual(map.values);
  });

  // Dispersion over the pixels, two-sided at 1e-4.
  test.each<[string, CountModel, (scan: Scan, i: number) => number]>([
    ["poisson", { model: "poisson", mean: 321.5 }, () => 321.5],
    ["dwell", { model: "dwell", dwellSeconds: 2, countRate: 45 }, () => 90],
    [
      "luminosity",
      { model: "luminosity", dark: 100, light: 20_000, poisson: true },
      (scan, i) => scan.truth.photons?.[i] ?? 0,
    ],
    [
      "map",
      { model: "map", map: mapOf(5000, 60, 40), poisson: true },
      (scan, i) => scan.truth.photons?.[i] ?? 0,
    ],
  ])("scatter as Poisson numbers, %s", async (_, counts, meanOf) => {
    const scan = await make({ counts }, blockPicture(60, 40, 5));
    const { channels } = scan.energyAxis;
    const means = Array.from({ length: 2400 }, (_, i) => meanOf(scan, i));
    let [statistic, variance] = [0, 0];
    totals(scan).forEach((total, i) => {
      if (means[i] === 0) expect(total).toBe(0);
      if (means[i] < 1) return;
      statistic += (total - means[i]) ** 2 / means[i] - 1;
      variance += 2 + 1 / means[i];
    });
    expect(Math.abs(statistic) / Math.sqrt(variance)).toBeLessThan(3.89);

    const cube = whole(scan);
    const expected = new Float64Array(scan.palette.length * channels);
    const observed = new Float64Array(expected.length);
    for (let i = 0; i < cube.length; i++) {
      const pixel = Math.floor(i / channels);
      const at = scan.truth.labels[pixel] * channels + (i % channels);
      observed[at] += cube[i];
      expected[at] += means[pixel] * scan.truth.expected[at];
    }
    expect(goodnessOfFit(observed, expected, 0)).toBeGreaterThan(1e-4);
  });
});

describe("bytes of a count", () => {
  test.each<[number, boolean, number, 2 | 4]>([
    [400, false, 0, 2],
    [60_000, false, 0, 2],
    [65_536, false, 0, 4],
    [1_000_000, false, 0, 4],
    [60_000, true, 0, 2],
    [65_000, true, 0, 4],
    [400, false, 60_000, 2],
    [400, false, 65_000, 4],
    [0, true, 0, 2],
  ])("%i photons, poisson %s, background %i: %i", (most, poisson, background, bytes) => {
    expect(bytesOfCounts(most, poisson, background)).toBe(bytes);
  });

  test("are chosen by the brightest pixel, and the type of the counts follows", async () => {
    for (const [most, type, bytes] of [
      [60_000, Uint16Array, 2],
      [70_000, Uint32Array, 4],
    ] as const) {
      const scan = await make({ counts: { model: "map", map: mapOf(most) } });
      expect(scan.countBytes).toBe(bytes);
      expect(scan.spectrum(0, 0)).toBeInstanceOf(type);
      expect(Math.max(...totals(scan))).toBe(most);
    }
  });
});

/** Relative luminance, from the definition. */
function luminance(rgb: ArrayLike<number>): number {
  const linear = Array.from(rgb, (value) => {
    const v = value / 255;
    return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
}

describe("luminosity", () => {
  const ramp = { width: 256, height: 1, rgb: Uint8Array.from({ length: 768 }, (_, i) => Math.floor(i / 3)) };

  test.each([
    [50, 5000],
    [5000, 50],
    [0, 1_000_000],
    [7, 7],
  ])("gives %i photons where black to %i where white, on a ramp of greys", async (dark, light) => {
    const scan = await make({ counts: { model: "luminosity", dark, light } }, ramp);
    const photons = Array.from(scan.truth.photons ?? []);
    expect(totals(scan)).toEqual(photons);
    expect([photons[0], photons[255]]).toEqual([dark, light]);
    photons.forEach((found, grey) => {
      const exact = dark + (light - dark) * luminance([grey, grey, grey]);
      expect(Number.isInteger(found)).toBe(true);
      // Half from rounding, and the luminance is kept as a 32-bit float.
      expect(Math.abs(found - exact)).toBeLessThanOrEqual(0.5 + 1e-3 + 2e-7 * Math.abs(light - dark));
    });
  });

  test("weighs the colours", async () => {
    for (const color of [
      [255, 0, 0],
      [0, 255, 0],
      [0, 0, 255],
      [180, 40, 90],
    ]) {
      const counts = { model: "luminosity", dark: 0, light: 10_000 } as const;
      const scan = await make({ counts }, flatPicture(1, 1, color));
      expect(Math.abs((scan.truth.photons?.[0] ?? 0) - 10_000 * luminance(color))).toBeLessThan(2);
    }
  });

  test("are means, not rounded, where they are Poisson", async () => {
    const scan = await make({ counts: { model: "luminosity", dark: 1.25, light: 10, poisson: true } }, ramp);
    expect(scan.truth.photons?.[0]).toBe(1.25);
    expect(scan.truth.photons?.[128]).toBeCloseTo(1.25 + 8.75 * luminance([128, 128, 128]), 5);
  });
});

describe("dwell times count rate", () => {
  test("is the Poisson model of their product; the recipe tells both", async () => {
    const dwell = await make({ counts: { model: "dwell", dwellSeconds: 0.5, countRate: 1200 } });
    const poisson = await make({ counts: { model: "poisson", mean: 600 } });
    expect(Buffer.from(whole(dwell).buffer).equals(Buffer.from(whole(poisson).buffer))).toBe(true);
    expect(dwell.truth.recipe.counts).toEqual({
      model: "poisson",
      mean: 600,
      dwellSeconds: 0.5,
      countRate: 1200,
    });
    expect(poisson.truth.recipe.counts).toEqual({ model: "poisson", mean: 600 });
  });
});

describe("a background", () => {
  test("adds to the counts and leaves them as they are", async () => {
    const own = await make({});
    const with_ = await make({ background: { mean: 25, spectrum: "flat" } });
    expect(with_.truth.expected).toEqual(own.truth.expected);
    const [a, b] = [whole(own), whole(with_)];
    expect(b.every((count, i) => count >= a[i])).toBe(true);
    // Standard error sqrt(25 * 84); 5 of them.
    expect(Math.abs(sumOf(b) - sumOf(a) - 25 * WIDTH * HEIGHT)).toBeLessThan(230);
    const none = await make({ background: { mean: 0, spectrum: "flat" } });
    expect(Buffer.from(whole(none).buffer).equals(Buffer.from(a.buffer))).toBe(true);
  });

  test("has the distribution that is given: flat, a spectrum brought onto the axis, weights", async () => {
    const flat = await make({ background: { mean: 9, spectrum: "flat" } });
    const { channels } = flat.energyAxis;
    expect(channels).toBe(1024);
    expect(flat.truth.background).toEqual(new Float64Array(channels).fill(1 / channels));
    expect(flat.truth.recipe.background).toEqual({ mean: 9, spectrum: "flat" });

    const spectrum = {
      energiesKeV: Float64Array.from({ length: 90 }, (_, i) => 1 + i * 0.3),
      counts: Float64Array.from({ length: 90 }, (_, i) => Math.exp(-i / 20)),
    };
    const measured = await make({ background: { mean: 9, spectrum } });
    const resampled = resampleSpectrum(spectrum, measured.energyAxis);
    const sum = sumOf(resampled);
    measured.truth.background?.forEach((p, c) => {
      expect(Math.abs(p - resampled[c] / sum)).toBeLessThan(1e-15);
    });
    expect(measured.truth.recipe.background).toEqual({ mean: 9, spectrum: "given" });

    const weights = Float64Array.from({ length: channels }, (_, c) => (c === 700 ? 3 : c === 5 ? 1 : 0));
    const given = await make({
      counts: { model: "poisson", mean: 0 },
      background: { mean: 800, spectrum: weights },
    });
    expect(given.truth.background?.[700]).toBe(0.75);
    const total = given.totalSpectrum();
    expect(total.every((count, c) => weights[c] > 0 || count === 0)).toBe(true);
    // 84 pixels of 600 and 200; 5 standard errors.
    expect(Math.abs(total[700] - 84 * 600)).toBeLessThan(5 * Math.sqrt(84 * 600));
    expect(Math.abs(total[5] - 84 * 200)).toBeLessThan(5 * Math.sqrt(84 * 200));
    weights.fill(1);
    expect(given.truth.background?.[700]).toBe(0.75);
  });
});

describe("bad input is an INVALID_ARGUMENT", () => {
  const map = mapOf(9);
  const changed = (at: number, value: number) => {
    const values = map.values.slice();
    values[at] = value;
    return { model: "map" as const, map: { ...map, values } };
  };
  const spectrum = (counts: number[]) => ({
    energiesKeV: Float64Array.of(1, 2, 3),
    counts: Float64Array.from(counts),
  });

  test.each<[string, ScanOptions, RegExp]>([
    ["no such model", { counts: { model: "rain" } as never }, /counts: expected .* found "rain"/],
    ["fixed: 2.5", { counts: { model: "fixed", photons: 2.5 } }, /counts\.photons.*whole number.*2\.5/],
    ["fixed: 0", { counts: { model: "fixed", photons: 0 } }, /counts\.photons.* from 1 to 1000000, found 0/],
    ["poisson: -1", { counts: { model: "poisson", mean: -1 } }, /counts\.mean.*found -1/],
    ["poisson: NaN", { counts: { model: "poisson", mean: Number.NaN } }, /counts\.mean.*found NaN/],
    ["poisson: 1e7", { counts: { model: "poisson", mean: 1e7 } }, /counts\.mean.*found 10000000/],
    [
      "dwell: too much",
      { counts: { model: "dwell", dwellSeconds: 1e3, countRate: 1e6 } },
      /dwell times count rate.*found 1000000000/,
    ],
    [
      "dwell: no rate",
      { counts: { model: "dwell", dwellSeconds: 1, countRate: null } as never },
      /count rate.*found null/,
    ],
    ["luminosity: -3", { counts: { model: "luminosity", dark: -3, light: 9 } }, /counts\.dark.*found -3/],
    [
      "luminosity: no light",
      { counts: { model: "luminosity", dark: 3 } as never },
      /counts\.light.*found undefined/,
    ],
    [
      "map: none",
      { counts: { model: "map" } as never },
      /count map: expected a width and height of at least 1/,
    ],
    [
      "map: turned",
      { counts: { model: "map", map: { ...map, width: HEIGHT, height: WIDTH } } },
      /expected the size of the picture, 12 x 7, found 7 x 12/,
    ],
    [
      "map: too short",
      { counts: { model: "map", map: { ...map, values: map.values.slice(1) } } },
      /expected a Float32Array of 84 values, found 83/,
    ],
    ["map: NaN", { counts: changed(13, Number.NaN) }, /found NaN at row 1, column 1/],
    ["map: -1", { counts: changed(11, -1) }, /found -1 at row 0, column 11/],
    ["map: too much", { counts: changed(83, 2e6) }, /from 0 to 1000000, found 2000000 at row 6, column 11/],
    ["map: 2.5", { counts: changed(12, 2.5) }, /expected whole numbers.*found 2\.5 at row 1, column 0/],
    ["background: -1", { background: { mean: -1, spectrum: "flat" } }, /background\.mean.*found -1/],
    [
      "background: no spectrum",
      { background: { mean: 1 } as never },
      /background: expected.*found undefined/,
    ],
    [
      "background: another word",
      { background: { mean: 1, spectrum: "round" as never } },
      /background: expected "flat".*found "round"/,
    ],
    [
      "background: a plain array",
      { background: { mean: 1, spectrum: [1, 2] as never } },
      /background: expected "flat".*found an array of 2/,
    ],
    [
      "background: too few weights",
      { background: { mean: 1, spectrum: new Float64Array(9) } },
      /background: expected 1024 weights.*found 9/,
    ],
    [
      "background: a weight of NaN",
      { background: { mean: 1, spectrum: new Float64Array(1024).fill(Number.NaN, 7) } },
      /weights of at least 0, found NaN in channel 7/,
    ],
    [
      "background: nothing",
      { background: { mean: 1, spectrum: new Float64Array(1024) } },
      /found a sum of 0/,
    ],
    [
      "background: endless",
      { background: { mean: 1, spectrum: new Float64Array(1024).fill(1e308) } },
      /found a sum of Infinity/,
    ],
    [
      "background: below 0",
      { background: { mean: 1, spectrum: spectrum([1, -5, 3]) } },
      /found -5 at position 2/,
    ],
  ])("%s", async (_, options, reason) => {
    const failure = await make(options).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({ code: "INVALID_ARGUMENT", message: expect.stringMatching(reason) });
  });

  test("but Poisson maps take means", async () => {
    const scan = await make({ counts: { ...changed(12, 2.5), poisson: true } });
    expect(scan.truth.photons?.[12]).toBe(2.5);
  });
});
