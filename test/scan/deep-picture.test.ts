// Scans of pictures of 16 bits: as of 8 where that is all they hold, and made again from their files.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import { createScan, type ScanOptions } from "../../src/create-scan.js";
import { hashImage, sha256 } from "../../src/hash.js";
import { resampleNearest } from "../../src/hidden-picture.js";
import { type RgbImage, to8Bits } from "../../src/image.js";
import { decodeImage } from "../../src/io/decode-image.js";
import { walkPngChunks } from "../../src/io/png/chunks.js";
import { readHdf5 } from "../../src/io/read-hdf5.js";
import { findDifference, recreateScan } from "../../src/io/regenerate.js";
import { readDirectory } from "../../src/io/tiff/directory.js";
import { writeHdf5 } from "../../src/io/write-hdf5.js";
import { loadCore } from "../../src/kernels/core.js";
import { PICTURE_FILES } from "../io/picture-files.js";
import { type Chunk, joinChunks, writePng } from "../io/png-writer.js";
import { blockPicture } from "./picture.js";

await loadCore();
const folder = mkdtempSync(join(tmpdir(), "ganx-deep-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const OPTIONS: ScanOptions = { clusters: 4, delta: 1, seed: 5, counts: 50 };
const shallow = blockPicture(24, 10, 4);

/** The same picture with something of its own below the eighth bit. */
function deepen({ width, height, rgb }: RgbImage): RgbImage {
  const rgb16 = Uint16Array.from(rgb, (value, i) => Math.min(65_535, 257 * value + ((i * 37) % 120)));
  return { width, height, rgb: to8Bits(rgb16), rgb16 };
}

function asPng({ width, height, rgb, rgb16 }: RgbImage, depth: 8 | 16): Uint8Array {
  const samples = depth === 8 ? [...rgb] : [...(rgb16 ?? Uint16Array.from(rgb, (value) => 257 * value))];
  return writePng({ width, height, depth, colourType: 2, samples });
}

/** A PNG with one chunk more, after its header. */
function withChunk(png: Uint8Array, type: string, data: Uint8Array): Uint8Array {
  const [header, ...rest]: Chunk[] = [...walkPngChunks(png)];
  return joinChunks([header, { type, data }, ...rest]);
}

test("a picture saved at 8 and at 16 bits gives the same scan", async () => {
  const [eight, sixteen] = [
    await createScan(await decodeImage(asPng(shallow, 8)), OPTIONS),
    await createScan(await decodeImage(asPng(shallow, 16)), OPTIONS),
  ];
  expect(sixteen.truth).toEqual(eight.truth);
  expect(sixteen.truth.image16).toBeUndefined();
  const whole = { x: 0, y: 0, width: 24, height: 10 };
  expect(sixteen.region(whole).counts).toEqual(eight.region(whole).counts);
  // So does one whose 16 bits are handed over as they are.
  const given = { ...shallow, rgb16: Uint16Array.from(shallow.rgb, (value) => 257 * value) };
  expect((await createScan(given, OPTIONS)).truth).toEqual(eight.truth);
});

test("so does one with transparency, or in another colour space", async () => {
  const half = [...shallow.rgb].flatMap((value, i) => (i % 3 === 2 ? [value, (i * 5) % 256] : [value]));
  const saved = (depth: 8 | 16, colourType: 2 | 6): Uint8Array => {
    const samples = colourType === 6 ? half : [...shallow.rgb];
    const scale = depth === 16 ? 257 : 1;
    return writePng({ width: 24, height: 10, depth, colourType, samples: samples.map((v) => v * scale) });
  };
  const clear = await decodeImage(saved(16, 6));
  expect(clear).toEqual(await decodeImage(saved(8, 6)));
  expect(clear.alphaBackground).toEqual([255, 255, 255]);
  const tiff = PICTURE_FILES.find(({ name }) => name === "tiff of ProPhoto");
  const profile = readDirectory(tiff?.file ?? new Uint8Array(0)).data(34_675);
  const inProPhoto = (depth: 8 | 16): Uint8Array => {
    const data = Uint8Array.from([80, 0, 0, ...deflateSync(profile ?? new Uint8Array(0))]);
    return withChunk(saved(depth, 2), "iCCP", data);
  };
  const wide = await decodeImage(inProPhoto(16));
  expect(wide.colorSpace).toBe("ROMM RGB");
  expect(wide).toEqual(await decodeImage(inProPhoto(8)));
});

test("what is below the eighth bit decides the palette and is kept in the truth", async () => {
  const deep = await decodeImage(asPng(deepen(shallow), 16));
  const scan = await createScan(deep, OPTIONS);
  const { truth } = scan;
  expect(truth.image).toEqual(deep.rgb);
  expect(truth.image16).toEqual(deep.rgb16);
  expect(truth.recipe.image.sha256).toBe(hashImage(deep));
  expect(truth.palette).not.toEqual((await createScan({ ...deep, rgb16: undefined }, OPTIONS)).truth.palette);
  deep.rgb16?.fill(0);
  expect(truth.image16).not.toEqual(deep.rgb16);
});

test("its hash is that of its 16 bits, the low byte first", () => {
  const image = { width: 1, height: 1, rgb: Uint8Array.of(1, 2, 3), rgb16: Uint16Array.of(258, 514, 772) };
  expect(hashImage(image)).toBe(sha256("1x1x16:", Uint8Array.of(2, 1, 2, 2, 4, 3)));
});

test("a scan of 16 bits comes again from its file, also over a hidden picture of 16 bits", async () => {
  const visible = deepen(shallow);
  const hidden = deepen(blockPicture(12, 5, 3));
  const cases: [string, ScanOptions][] = [
    ["plain.h5", OPTIONS],
    ["hidden.h5", { ...OPTIONS, clusters: 3, mixing: "paint", hidden }],
  ];
  for (const [name, options] of cases) {
    const path = join(folder, name);
    const scan = await createScan(visible, options);
    await writeHdf5(scan, path);
    const stored = await readHdf5(path);
    try {
      expect(stored.truth().image16).toEqual(visible.rgb16);
      expect(stored.truth().hidden?.image16).toEqual(options.hidden && resampleNearest(hidden, 24, 10).rgb16);
      expect(await findDifference(await recreateScan(stored), stored)).toBeUndefined();
    } finally {
      stored.close();
    }
  }
});

test.each<[string, Partial<Record<"rgb16", unknown>>, RegExp]>([
  ["too few", { rgb16: new Uint16Array(3) }, /expected a Uint16Array of 720 16-bit sRGB values, found 3/],
  ["of another type", { rgb16: new Uint8Array(720) }, /expected a Uint16Array of 720 .*found 720/],
  [
    "of another picture",
    { rgb16: new Uint16Array(720).fill(40_000) },
    /expected rgb to be rgb16 \/ 257, rounded/,
  ],
])("16-bit samples that are %s are refused", async (_, more, message) => {
  const image = { ...shallow, ...more } as RgbImage;
  await expect(createScan(image, OPTIONS)).rejects.toThrow(message);
});
