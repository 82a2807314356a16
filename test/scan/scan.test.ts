import { beforeAll, describe, expect, test } from "vitest";
import { createScan } from "../../src/create-scan.js";
import { parseLine } from "../../src/lines.js";
import type { Scan } from "../../src/scan.js";
import { blockPicture, flatPicture, sumOf } from "./picture.js";

const picture = blockPicture(50, 33, 6);
let scan: Scan;
beforeAll(async () => {
  scan = await createScan(picture, { seed: 7 });
});

/** Typed arrays compared as bytes: the runner's own comparison is slow on millions of values. */
const bytes = (values: ArrayBufferView): Buffer =>
  Buffer.from(values.buffer, values.byteOffset, values.byteLength);
const same = (a: ArrayBufferView, b: ArrayBufferView): boolean => bytes(a).equals(bytes(b));

const whole = (of: Scan) => of.region({ x: 0, y: 0, width: of.width, height: of.height });

describe("a scan", () => {
  test("has exactly the photons asked for in every pixel", () => {
    const { counts, channels } = whole(scan);
    for (let pixel = 0; pixel < 50 * 33; pixel++) {
      const row = counts.subarray(pixel * channels, (pixel + 1) * channels);
      expect(sumOf(row)).toBe(400);
    }
  });

  test("gives the same counts as one pixel, a region, slabs of any height and the whole cube", async () => {
    const { counts, channels } = whole(scan);
    for (const [x, y] of [
      [0, 0],
      [49, 32],
      [17, 20],
    ]) {
      const start = (y * 50 + x) * channels;
      expect(scan.spectrum(x, y)).toEqual(counts.slice(start, start + channels));
    }
    const part = scan.region({ x: 13, y: 5, width: 7, height: 4 });
    for (let row = 0; row < 4; row++) {
      const start = ((5 + row) * 50 + 13) * channels;
      expect(part.counts.slice(row * 7 * channels, (row + 1) * 7 * channels)).toEqual(
        counts.slice(start, start + 7 * channels),
      );
    }
    for (const rows of [1, 8, 33, 100]) {
      let y = 0;
      for await (const slab of scan.slabs({ rows })) {
        expect(slab.y).toBe(y);
        const start = y * 50 * channels;
        expect(same(slab.counts, counts.slice(start, start + slab.counts.length))).toBe(true);
        y += slab.height;
      }
      expect(y).toBe(33);
    }
  });

  test("line maps and the total spectrum are sums of the counts", () => {
    const { counts, channels } = whole(scan);
    const { energyKeV } = parseLine("Ca Ka");
    const { offsetKeV, gainKeV } = scan.energyAxis;
    const windowKeV = 0.3;
    const map = scan.lineMap("Ca Ka", { windowKeV });
    const total = new Float64Array(channels);
    const expected = new Float32Array(map.length);
    counts.forEach((n, i) => {
      const energy = offsetKeV + (i % channels) * gainKeV;
      total[i % channels] += n;
      if (Math.abs(energy - energyKeV) <= windowKeV / 2) expected[Math.floor(i / channels)] += n;
    });
    expect(map).toEqual(expected);
    expect(scan.totalSpectrum()).toEqual(total);
    expect(scan.lineMaps(["Pb La", "Ca Ka"], { windowKeV })[1]).toEqual(map);
  });

  test("is the same for the same seed and another for another seed", async () => {
    const again = await createScan(picture, { seed: 7 });
    expect(same(whole(again).counts, whole(scan).counts)).toBe(true);
    expect(again.truth).toEqual(scan.truth);
    const other = await createScan(picture, { seed: 8 });
    expect(same(whole(other).counts, whole(scan).counts)).toBe(false);
  });

  test("keeps the truth", () => {
    const { truth, palette } = scan;
    const { channels } = scan.energyAxis;
    expect(truth.labels).toHaveLength(50 * 33);
    expect(Math.max(...truth.labels)).toBe(palette.length - 1);
    expect(palette.reduce((sum, { pixels }) => sum + pixels, 0)).toBe(50 * 33);
    for (let k = 0; k < palette.length; k++) {
      const row = truth.expected.subarray(k * channels, (k + 1) * channels);
      expect(row.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
      const parts = truth.abundances.subarray(k * truth.pigments.length, (k + 1) * truth.pigments.length);
      expect(parts.reduce((sum, a) => sum + a, 0)).toBeCloseTo(1, 12);
      expect(palette[k].rgb).toEqual(Array.from(truth.palette.subarray(k * 3, k * 3 + 3)));
    }
    expect(palette.map(({ pixels }) => pixels)).toEqual(
      palette.map(({ pixels }) => pixels).sort((a, b) => b - a),
    );
    expect(truth.image).toEqual(picture.rgb);
    expect(truth.recipe.seed).toBe(7);
    expect(JSON.parse(JSON.stringify(truth.recipe))).toMatchObject({
      counts: { model: "fixed", photons: 400 },
    });
  });
});

describe.each([
  ["1 x 1", flatPicture(1, 1, [200, 30, 40])],
  ["one colour", flatPicture(9, 5, [50, 90, 150])],
  ["pure black", flatPicture(6, 4, [0, 0, 0])],
  ["two pixels", { width: 2, height: 1, rgb: Uint8Array.of(0, 0, 0, 255, 255, 255) }],
  ["black beside colour", blockPicture(40, 3, 2)],
  ["grey", blockPicture(256, 1, 1)],
])("an odd picture, %s", (_, image) => {
  test.each(["deltaE2000", "deltaE94", "deltaE76", "cosine"] as const)(
    "has counts everywhere, %s",
    async (metric) => {
      const odd = await createScan(image, { metric, counts: 33 });
      const { counts } = whole(odd);
      expect(sumOf(counts)).toBe(33 * image.width * image.height);
      for (const { mixture } of odd.palette) expect(mixture.length).toBeGreaterThan(0);
    },
  );
});

describe("black", () => {
  test.each(["deltaE2000", "cosine"] as const)("is explained by a black pigment, %s", async (metric) => {
    const black = await createScan(flatPicture(3, 3, [0, 0, 0]), { metric, threshold: 0.8 });
    expect(black.palette[0].mixture[0].id).toBe("bone_black");
  });
});

describe("bad input", () => {
  test.each([
    [{ counts: 0 }],
    [{ counts: -1 }],
    [{ counts: 1e12 }],
    [{ counts: 1.5 }],
    [{ counts: Number.NaN }],
    [{ seed: -1 }],
    [{ seed: 2 ** 53 }],
    [{ threshold: 1.5 }],
    [{ threshold: Number.NaN }],
    [{ clusters: 0 }],
    [{ metric: "deltaE" as never }],
    [{ kmeans: "quick" as never }],
    [{ clusterSpace: "hsv" as never }],
  ])("is an INVALID_ARGUMENT: %o", async (options) => {
    await expect(createScan(picture, options)).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
  });

  test.each([
    [{ width: 0, height: 1, rgb: new Uint8Array(0) }],
    [{ width: 2, height: 2, rgb: new Uint8Array(11) }],
    [{ width: 1e6, height: 1e6, rgb: new Uint8Array(0) }],
    [{ width: 1.5, height: 2, rgb: new Uint8Array(9) }],
  ])("is an INVALID_IMAGE: $width x $height", async (image) => {
    await expect(createScan(image)).rejects.toMatchObject({ code: "INVALID_IMAGE" });
  });

  test.each([
    [() => scan.spectrum(50, 0)],
    [() => scan.spectrum(0, -1)],
    [() => scan.spectrum(0.5, 0)],
    [() => scan.region({ x: 0, y: 0, width: 51, height: 1 })],
    [() => scan.region({ x: 0, y: 30, width: 1, height: 4 })],
    [() => scan.lineMap("Pb Qx")],
    [() => scan.lineMap("Pb Ka")],
    [() => scan.lineMap("Pb La", { windowKeV: 0 })],
  ])("of a scan's methods is an INVALID_ARGUMENT: %s", (call) => {
    expect(call).toThrow(expect.objectContaining({ code: "INVALID_ARGUMENT" }));
  });

  test("an aborted signal stops the work", async () => {
    await expect(createScan(picture, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: "ABORTED",
    });
    const slabs = scan.slabs({ rows: 4, signal: AbortSignal.abort() });
    await expect(slabs.next()).rejects.toMatchObject({ code: "ABORTED" });
  });
});
