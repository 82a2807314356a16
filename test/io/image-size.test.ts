import { describe, expect, test } from "vitest";
import { decodeImage } from "../../src/io/decode-image.js";
import { imageSize } from "../../src/io/image-size.js";
import { FIXTURE_HEIGHT, FIXTURE_WIDTH, JPEG_FIXTURES } from "./jpeg-fixtures.js";
import { ihdr, joinChunks, pngChunks, writePng } from "./png-writer.js";

const PICTURE = { width: 3, height: 2, depth: 8, colourType: 0, samples: [1, 2, 3, 4, 5, 6] };

/** A frame header of 8 x 8 pixels and one component. */
const FRAME = [0xff, 0xc0, 0, 11, 8, 0, 8, 0, 8, 1, 1, 0x11, 0];
const jpeg = (...bytes: number[]) => Uint8Array.from([0xff, 0xd8, ...bytes, 0xff, 0xd9]);

describe("imageSize", () => {
  test("is that of the decoded picture", () => {
    expect(imageSize(writePng(PICTURE))).toEqual({ kind: "PNG", width: 3, height: 2 });
    for (const { name, file } of JPEG_FIXTURES) {
      const found = imageSize(new Uint8Array(Buffer.from(file, "base64")));
      expect(found, name).toEqual({ kind: "JPEG", width: FIXTURE_WIDTH, height: FIXTURE_HEIGHT });
    }
  });

  test("is what the header says, whatever follows and however large", () => {
    const header = ihdr({ ...PICTURE, width: 4_000_000_000, height: 3_000_000_000 });
    expect(imageSize(joinChunks([header]))).toEqual({ kind: "PNG", width: 4e9, height: 3e9 });
    const comment = [0xff, 0xfe, 0, 4, 1, 2];
    expect(imageSize(jpeg(...comment, ...FRAME))).toMatchObject({ width: 8, height: 8 });
  });

  test.each([
    ["nothing", new Uint8Array(0), /found an empty file/],
    ["text", new TextEncoder().encode("not a picture"), /found text/],
    ["a GIF", new TextEncoder().encode("GIF89a"), /a GIF file/],
    ["a PNG without a header", joinChunks(pngChunks(PICTURE).slice(1)), /expected IHDR, 13 bytes long/],
    ["a PNG cut short", writePng(PICTURE).subarray(0, 20), /cut short/],
    ["a JPEG without a frame", jpeg(0xff, 0xfe, 0, 2), /expected a frame header before the end/],
    ["a JPEG whose frame is too short", jpeg(0xff, 0xc0, 0, 6, 8, 0, 8, 0), /frame header is too short/],
    ["a JPEG with only tables", jpeg(0xff, 0xc4, 0, 2), /expected a frame header before the end/],
  ])("refuses %s", (_, bytes, message) => {
    expect(() => imageSize(bytes)).toThrow(expect.objectContaining({ code: "INVALID_IMAGE" }));
    expect(() => imageSize(bytes)).toThrow(message);
  });
});

describe("pictures of very many parts are refused before what is kept of each fills memory:", () => {
  const decode = async (bytes: Uint8Array) => decodeImage(bytes);

  test.each([
    ["APP1", [0xff, 0xe1, 0, 2]],
    ["DHT", [0xff, 0xc4, 0, 2]],
    ["DRI", [0xff, 0xdd, 0, 4, 0, 0]],
  ])("a JPEG of %s segments", async (_, segment) => {
    const bytes = jpeg(...FRAME, ...Array.from({ length: 10_000 }, () => segment).flat());
    await expect(decode(bytes)).rejects.toThrow(/more than 10000 segments/);
  });

  test("a PNG of nearly empty IDAT chunks", async () => {
    const [header, , end] = pngChunks(PICTURE);
    const empty = { type: "IDAT", data: new Uint8Array(1) };
    const bytes = joinChunks([header, ...new Array(11_000).fill(empty), end]);
    await expect(decode(bytes)).rejects.toThrow(/more than \d+ chunks in 143045 bytes/);
  });
});
