import { beforeAll, describe, expect, test } from "vitest";
import { sourceOf } from "../../src/analysis/cube-source.js";
import { type ExtractOptions, extractPigment } from "../../src/analysis/extract-pigment.js";
import { createScan } from "../../src/create-scan.js";
import { embeddedLibrary } from "../../src/embedded-library.js";
import { DEFAULT_INSTRUMENT } from "../../src/instrument.js";
import { libraryToJson, parseInlineLibrary, pigmentDistribution } from "../../src/library.js";
import { meanColor } from "../../src/mean-color.js";
import type { Scan } from "../../src/scan.js";
import { goodnessOfFit } from "../statistics/chi-square.js";

const WIDTH = 60;
const HEIGHT = 40;

/** Halves of azurite and red lead, each in its own colour, and their scan of 300 photons a pixel. */
async function twoPigments(): Promise<{ scan: Scan; rgb: Uint8Array }> {
  const { pigments } = await embeddedLibrary({ palette: ["azurite", "red_lead"] });
  const rgb = new Uint8Array(WIDTH * HEIGHT * 3);
  for (let i = 0; i < WIDTH * HEIGHT; i++) {
    const { srgb } = pigments[i % WIDTH < WIDTH / 2 ? 0 : 1]!;
    srgb.forEach((value, c) => {
      rgb[3 * i + c] = value;
    });
  }
  const image = { width: WIDTH, height: HEIGHT, rgb };
  const library = { name: "two", pigments };
  return {
    scan: await createScan(image, { library, clusters: 2, counts: 300, threshold: 0.9, seed: 5 }),
    rgb,
  };
}

let scan: Scan;
let image: { width: number; height: number; rgb: Uint8Array };
beforeAll(async () => {
  const { rgb, ...made } = await twoPigments();
  scan = made.scan;
  image = { width: WIDTH, height: HEIGHT, rgb };
});

describe("what was put in comes out", () => {
  test.each([
    ["azurite", 0],
    ["red_lead", WIDTH / 2],
  ])("%s from the pixels of its label", async (id, x) => {
    const { pigments } = await embeddedLibrary();
    const put = pigments.find((one) => one.id === id)!;
    const label = scan.truth.labels[x]!;
    const mask = scan.truth.labels.map((one) => (one === label ? 1 : 0));
    const found = await extractPigment(scan, { name: `${id} (here)`, mask, image });
    expect(found.pixels).toBe((WIDTH * HEIGHT) / 2);
    expect(found.counts).toBe(300 * found.pixels);
    const { pigment } = found;
    expect(pigment.id).toBe(`${id}_here`);
    expect(pigment.source).toBe(
      `extracted from scan, mask: 1200 pixels, 360000 counts in all; colour: mean in linear light of the registered picture`,
    );
    // Colours: those of the picture, which is the palette's.
    pigment.srgb.forEach((value, c) => {
      expect(value).toBeCloseTo(put.srgb[c]!, 6);
      expect(value).toBeCloseTo(scan.palette[label]!.rgb[c]!, 6);
    });
    // Counts: multinomial of the pigment's own distribution; a wrong one would be told.
    const { counts } = pigment.spectrum;
    const expected = (await pigmentDistribution(put, DEFAULT_INSTRUMENT)).map(
      (share) => share * found.counts,
    );
    expect(goodnessOfFit(counts, expected)).toBeGreaterThan(1e-3);
    const other = pigments.find((one) => one.id !== id && (one.id === "azurite" || one.id === "red_lead"))!;
    const wrong = (await pigmentDistribution(other, DEFAULT_INSTRUMENT)).map((share) => share * found.counts);
    expect(goodnessOfFit(counts, wrong)).toBeLessThan(1e-6);
    expect(found.peakError).toBeCloseTo(1 / Math.sqrt(Math.max(...counts)), 12);
  });

  test("and makes scans again", async () => {
    const rectangle = { x: 5, y: 5, width: 20, height: 20 };
    const { pigment } = await extractPigment(scan, { name: "blue", region: rectangle, image });
    const library = await parseInlineLibrary(libraryToJson({ name: "own", pigments: [pigment] }));
    expect(library.pigments[0]).toEqual(pigment);
    const again = await createScan(image, { library, clusters: 2, counts: 100, seed: 1 });
    const total = again.totalSpectrum();
    const sum = pigment.spectrum.counts.reduce((a, b) => a + b, 0);
    const share = (100 * WIDTH * HEIGHT) / sum;
    expect(
      goodnessOfFit(
        total,
        pigment.spectrum.counts.map((value) => value * share),
      ),
    ).toBeGreaterThan(1e-3);
  });

  test("a rectangle and its mask give the same, in one band or in several", async () => {
    const region = { x: 20, y: 10, width: 25, height: 12 };
    const mask = Float32Array.from({ length: WIDTH * HEIGHT }, (_, i) => {
      const [x, y] = [i % WIDTH, Math.floor(i / WIDTH)];
      return x >= 20 && x < 45 && y >= 10 && y < 22 ? 0.5 : 0;
    });
    const byRegion = await extractPigment(scan, { name: "a", region, srgb: [1, 2, 3] });
    const byMask = await extractPigment(scan, { name: "a", mask, srgb: [1, 2, 3] });
    expect(byMask.pigment.spectrum).toEqual(byRegion.pigment.spectrum);
    const wide = Uint16Array.from({ length: 3 * 2 * 65_000 }, (_, i) => i % 3);
    const energyAxis = { offsetKeV: 0, gainKeV: 0.001, channels: 65_000 };
    const many = sourceOf({ width: 3, height: 2, energyAxis, counts: wide });
    const all = { x: 0, y: 0, width: 3, height: 2 };
    const { pigment, counts } = await extractPigment(many, { name: "a", region: all, srgb: [1, 2, 3] });
    expect(counts).toBe(wide.reduce((sum, value) => sum + value, 0));
    expect(pigment.spectrum.counts[1]).toBe(
      [0, 1, 2, 3, 4, 5].reduce((sum, i) => sum + wide[i * 65_000 + 1]!, 0),
    );
  });

  test("a scan over wavelength gives a spectrum over wavelength", async () => {
    const energyAxis = { offsetKeV: 400, gainKeV: 10, channels: 3, quantity: "wavelength" as const };
    const cube = sourceOf({ width: 1, height: 1, energyAxis, counts: Uint8Array.of(1, 2, 3) });
    const region = { x: 0, y: 0, width: 1, height: 1 };
    const { pigment } = await extractPigment(cube, { name: "a", region, srgb: [1, 2, 3] });
    expect(pigment.spectrum).toEqual({
      energiesKeV: Float64Array.of(400, 410, 420),
      counts: Float64Array.of(1, 2, 3),
      quantity: "wavelength",
    });
  });
});

test("colours are averaged in linear light", () => {
  // Half black and half white is sRGB 188, not 128 (IEC 61966-2-1).
  const [r, g, b] = meanColor(Uint8Array.of(0, 10, 255, 255, 10, 255), [0, 1]);
  expect(r).toBeCloseTo(187.52, 1);
  expect([g, b]).toEqual([10, 255]);
});

describe("refuses", () => {
  const region = { x: 0, y: 0, width: 2, height: 2 };
  const srgb = [1, 2, 3] as const;
  test.each<[string, Partial<ExtractOptions>, RegExp]>([
    ["no pixels", { srgb }, /either a region or a mask/],
    ["two ways to say the pixels", { region, mask: [], srgb }, /either a region or a mask/],
    ["no colour", { region }, /either an image or srgb/],
    ["a colour of two", { region, srgb: [1, 2] as never }, /srgb: expected three numbers/],
    ["a mask of another size", { mask: [1, 2], srgb }, /mask: expected 60 x 40 values, found 2/],
    [
      "an empty mask",
      { mask: new Uint8Array(WIDTH * HEIGHT), srgb },
      /mask: expected pixels that are chosen/,
    ],
    [
      "a rectangle outside",
      { region: { ...region, x: 59 }, srgb },
      /width: expected a whole number from 1 to 1/,
    ],
    ["no name", { region, srgb, name: " " }, /name: expected 1 to 200 characters/],
    ["a name without letters for an id", { region, srgb, name: "青" }, /of which none can be made/],
    ["a bad id", { region, srgb, id: "A b" }, /id: expected one such as "azurite_folio_32", found "A b"/],
    [
      "a picture of another size",
      { region, image: { width: 1, height: 1, rgb: new Uint8Array(3) } },
      /image: expected 60 x 40 pixels, those of the scan, found 1 x 1; register/,
    ],
  ])("%s", async (_, options, message) => {
    await expect(extractPigment(scan, { name: "a", ...options })).rejects.toMatchObject({
      code: "INVALID_ARGUMENT",
      message: expect.stringMatching(message),
    });
  });

  test("pixels without counts, and counts that are none", async () => {
    const energyAxis = { offsetKeV: 0, gainKeV: 1, channels: 2 };
    const cube = (...counts: number[]) =>
      sourceOf({ width: 1, height: 1, energyAxis, counts: Float64Array.from(counts) });
    const one = { name: "a", region: { x: 0, y: 0, width: 1, height: 1 }, srgb };
    await expect(extractPigment(cube(0, 0), one)).rejects.toThrow(/expected counts at the chosen pixels/);
    await expect(extractPigment(cube(1, -1), one)).rejects.toMatchObject({ code: "INVALID_FILE" });
    await expect(extractPigment(cube(1, Number.NaN), one)).rejects.toMatchObject({ code: "INVALID_FILE" });
    await expect(extractPigment(cube(1, 1), { ...one, signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: "ABORTED",
    });
  });
});
