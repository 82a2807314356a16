import { describe, expect, it } from "vitest";
import { GanxError } from "../../src/errors.js";
import { type DecodeImageOptions, decodeImage } from "../../src/io/decode-image.js";
import { refusal } from "./expect-error.js";
import { writePng } from "./png-writer.js";

const latin1 = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

describe("decodeImage", () => {
  it.each([
    ["GIF", "GIF89a\x01\x00"],
    ["BMP", "BM\x46\0\0\0\0\0\0\0\x36\0\0\0"],
    ["PDF", "%PDF-1.7\n"],
    ["HDF5", "\x89HDF\r\n\x1a\n"],
    ["AVIF", "\0\0\0\x20ftypavif"],
    ["HEIC", "\0\0\0\x20ftypheic"],
    ["JPEG 2000", "\0\0\0\x0cjP  \r\n\x87\n"],
  ])("names a %s file", async (name, start) => {
    const message = await refusal(latin1(start));
    expect(message).toBe(
      `image: expected a PNG, JPEG, TIFF or WebP picture, found a ${name} file, which is not supported; convert the picture to PNG`,
    );
  });

  it("names text, also in UTF-8 cut in the middle of a letter", async () => {
    const text = "ä".repeat(200);
    for (const content of ["hello\n", "<svg></svg>", `a${text}`, text]) {
      expect(await refusal(new TextEncoder().encode(content))).toMatch(
        /expected a PNG, JPEG, TIFF or WebP picture, found text/,
      );
    }
  });

  it("shows the first bytes of anything else", async () => {
    expect(await refusal(Uint8Array.of(0, 1, 0xab, 3, 4))).toMatch(/starts with the bytes 00 01 ab 03;/);
    expect(await refusal(Uint8Array.of(0xff))).toMatch(/starts with the bytes ff;/);
  });

  it("names an empty file", async () => {
    expect(await refusal(new Uint8Array(0))).toBe(
      "image: the file is empty; expected a PNG, JPEG, TIFF or WebP picture",
    );
  });

  it.each([
    [-1, 0, 0],
    [0, 256, 0],
    [0, 0, Number.NaN],
    [0, 0, 1.5],
    [0, 0],
    [0, 0, 0, 0],
    ["0", 0, 0],
    [Symbol("x"), 0, 0],
    new Array(3),
    "#fff",
    7,
  ])("refuses the alphaBackground %o", async (...values) => {
    const background = values.length === 1 ? values[0] : values;
    const options = { alphaBackground: background } as unknown as DecodeImageOptions;
    const png = writePng({ width: 1, height: 1, depth: 8, colourType: 0, samples: [1] });
    const found = await decodeImage(png, options).catch((error) => error);
    expect(found).toBeInstanceOf(GanxError);
    expect(found.message).toMatch(/^alphaBackground: expected three whole numbers 0\.\.255, found /);
    expect(found.code).toBe("INVALID_ARGUMENT");
  });

  it.each([undefined, null, "text", 5, new ArrayBuffer(4), [1, 2]])("refuses %o as bytes", async (value) => {
    await expect(decodeImage(value as unknown as Uint8Array)).rejects.toMatchObject({
      name: "GanxError",
      code: "INVALID_ARGUMENT",
    });
  });

  it("reads shared memory and leaves the file as it was", async () => {
    const png = writePng({ width: 2, height: 1, depth: 8, colourType: 0, samples: [1, 2] });
    const shared = new Uint8Array(new SharedArrayBuffer(png.length));
    shared.set(png);
    expect([...(await decodeImage(shared)).rgb]).toEqual([1, 1, 1, 2, 2, 2]);
    expect(shared).toEqual(png);
  });
});
