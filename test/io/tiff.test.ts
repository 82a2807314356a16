import { deflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { decodeImage } from "../../src/io/decode-image.js";
import { refusal } from "./expect-error.js";
import { PICTURE_FILES } from "./picture-files.js";
import { tiffFields, writeTiff } from "./tiff-writer.js";

const SAMPLES = Uint8Array.from({ length: 6 * 4 * 3 }, (_, i) => (i * 7) & 255);
const fileOf = (name: string): Uint8Array => PICTURE_FILES.find((entry) => entry.name === name)!.file;

function tiff(more: Parameters<typeof tiffFields>[3] = {}, data: Uint8Array = SAMPLES): Uint8Array {
  return writeTiff(tiffFields(6, 4, 3, more), data);
}

function floats(...values: number[]): Uint8Array {
  return new Uint8Array(Float32Array.from(values).buffer);
}

const float = (value: number): Uint8Array =>
  writeTiff(tiffFields(1, 1, 1, { 258: 32, 339: 3 }), floats(value));

/** Sixteen strips that lie in the same place. */
const OVERLAPPING = writeTiff(
  tiffFields(6, 16, 1, { 278: 1, 273: new Array(16).fill(8), 279: new Array(16).fill(200) }),
  SAMPLES,
);

describe("decodeImage on TIFF", () => {
  it("reads what the writer of these tests writes", async () => {
    expect((await decodeImage(tiff())).rgb).toEqual(SAMPLES);
  });

  it("reads a strip whose length is not said", async () => {
    const fields = tiffFields(6, 4, 3);
    const bytes = writeTiff(fields, SAMPLES);
    // The last field, StripByteCounts, becomes one that nobody reads.
    const view = new DataView(bytes.buffer);
    view.setUint16(10 + 12 * fields.length + 12, 60_000, true);
    expect(view.getUint16(10 + 12 * (fields.length + 1), true)).toBe(60_000);
    expect((await decodeImage(bytes)).rgb).toEqual(SAMPLES);
  });

  it("does not look at what a strip holds beyond its rows", async () => {
    for (const [compression, data] of [
      [1, [...SAMPLES, 9, 9, 9]],
      [8, [...deflateSync(Uint8Array.from([...SAMPLES, 9, 9, 9]))]],
    ] as const) {
      expect((await decodeImage(tiff({ 259: compression }, Uint8Array.from(data)))).rgb).toEqual(SAMPLES);
    }
  });

  it("takes floating point of 0 to 1 only", async () => {
    expect((await decodeImage(float(1))).rgb).toEqual(Uint8Array.of(255, 255, 255));
    expect((await decodeImage(float(0.3))).rgb16).toEqual(new Uint16Array(3).fill(19_661));
    for (const value of [1.5, -0.1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(await refusal(float(value))).toMatch(/^TIFF: expected floating point samples of 0 to 1, found/);
    }
  });

  it.each<[string, Uint8Array, RegExp]>([
    ["no pixels", tiff({ 256: 0 }), /at least 1, found 0 x 4/],
    ["too many pixels", tiff({ 256: 20_000, 257: 20_000 }), /20000 x 20000 pixels are more than supported/],
    ["too long a side", tiff({ 256: 2_000_000, 257: 1 }), /2000000 x 1 pixels are more than supported/],
    ["more pixels than data", tiff({ 256: 5000, 257: 5000, 278: 5000 }), /strip 0 has 72 bytes, too few/],
    ["a strip cut short", tiff({ 279: 71 }), /strip 0 has 71 bytes, too few for its 72: cut short/],
    ["a strip outside", tiff({ 279: 73 }), /strip 0 lies at byte \d+ and has 73 bytes, but the file ends/],
    ["a strip too few", tiff({ 278: 2 }), /expected the places of 2 strips, found 1/],
    ["strips that overlap", OVERLAPPING, /its strips have 3200 bytes, more than the file: damaged/],
    ["CCITT", tiff({ 259: 4 }), /compression CCITT group 4 is not read/],
    ["old JPEG", tiff({ 259: 6 }), /compression old-style JPEG is not read/],
    ["Zstandard", tiff({ 259: 50_000 }), /compression Zstandard is not read/],
    ["an unknown compression", tiff({ 259: 12_345 }), /compression of number 12345 is not read/],
    ["CIELAB", tiff({ 262: 8 }), /CIELAB are not read; save it as RGB/],
    ["YCbCr without JPEG", tiff({ 262: 6 }), /YCbCr without JPEG is not read/],
    ["unknown colours", tiff({ 262: 77 }), /colours of number 77 are not read/],
    ["other inks", writeTiff(tiffFields(6, 3, 4, { 262: 5, 332: 2 }), SAMPLES), /other inks than CMYK/],
    ["unlike depths", tiff({ 258: [8, 8, 5] }), /samples of different depths/],
    ["32 bits", tiff({ 258: [32, 32, 32] }), /32 bits a sample are not read; save it as 8 or 16/],
    ["64-bit floats", tiff({ 258: [64, 64, 64], 339: 3 }), /64 bits a sample in floating point are not read/],
    ["signed samples", tiff({ 339: 2 }), /signed samples are not read/],
    ["too few samples", tiff({ 277: 2 }), /at least 3 samples a pixel of such colours, found 2/],
    ["too many samples", tiff({ 277: 100 }), /1 to 64 samples a pixel, found 100/],
    ["reversed bits", tiff({ 266: 2 }), /FillOrder 2/],
    ["an unknown predictor", tiff({ 259: 5, 317: 4 }), /predictor 4 with 8 bits a sample is not read/],
    [
      "a palette without colours",
      writeTiff(tiffFields(6, 4, 1, { 262: 3 }), SAMPLES),
      /colour map of 3 x 256/,
    ],
    [
      "a tile too large",
      tiff({ 322: 9000, 323: 9000, 324: 8, 325: 9 }),
      /too large; save it in smaller ones/,
    ],
    ["tiles of no size", tiff({ 322: 0, 323: 16, 324: 8, 325: 9 }), /strips or tiles of 1 to/],
    [
      "LZW that ends early",
      tiff({ 259: 5 }, Uint8Array.of(0x80, 0, 0x40, 0x40)),
      /LZW of before|too early|a code of/,
    ],
    [
      "PackBits that ends early",
      tiff({ 259: 32_773 }, Uint8Array.of(2, 1, 2, 3)),
      /strip 0 are damaged \(they end too early/,
    ],
    ["Deflate that is none", tiff({ 259: 8 }, SAMPLES), /strip 0 are damaged \(zlib status -3/],
    ["Deflate that ends early", tiff({ 259: 8 }, deflateSync(SAMPLES).subarray(0, 30)), /they end too early/],
    ["Deflate of too little", tiff({ 259: 8 }, deflateSync(SAMPLES.subarray(0, 50))), /they end too early/],
    [
      "JPEG with an extra sample",
      writeTiff(tiffFields(6, 3, 4, { 262: 2, 259: 7 }), SAMPLES),
      /JPEG within TIFF/,
    ],
    ["JPEG that is none", tiff({ 259: 7 }), /^TIFF: in strip 0: expected the file to start with ff d8/],
  ])("refuses %s", async (_, bytes, message) => {
    expect(await refusal(bytes)).toMatch(message);
  });

  it("refuses files cut short anywhere", async () => {
    for (const name of ["tiff rgb8 LZW", "tiff rgb16 deflate tiles", "tiff rgb8 tiles", "tiff JPEG strips"]) {
      const bytes = fileOf(name);
      // libtiff writes the directory last, tifffile the data.
      for (let length = 4; length < bytes.length; length += 1 + (length >> 5)) {
        expect(await refusal(bytes.subarray(0, length)), `${name} ${length}`).toMatch(/^TIFF: /);
      }
    }
  });

  it("refuses damage that Deflate's checksum shows", async () => {
    const bytes = fileOf("tiff rgb8 deflate").slice();
    bytes[200] ^= 4;
    expect(await refusal(bytes)).toMatch(
      /^TIFF: the compressed data of strip \d are damaged \(zlib status -3\)/,
    );
  });

  it("ends at a chain of directories without end", async () => {
    const bytes = tiff();
    const fields = tiffFields(6, 4, 3).length + 2;
    new DataView(bytes.buffer).setUint32(10 + 12 * fields, 8, true);
    expect((await decodeImage(bytes)).notes).toEqual(["the first of its 2 pages was read"]);
  });
});
