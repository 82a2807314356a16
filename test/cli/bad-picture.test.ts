import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import jpegJs from "jpeg-js";
import { describe, expect, it } from "vitest";
import { ihdr, joinChunks, makeRandom, pngChunks, writePng } from "../io/png-writer.js";
import { generateIn, mistake, temporaryFolder } from "./run-cli.js";

const folder = temporaryFolder();
const random = makeRandom(3);
const samples = Array.from({ length: 24 * 16 * 3 }, () => random() & 255);
const PICTURE = { width: 24, height: 16, depth: 8, colourType: 2, samples };
const png = writePng(PICTURE);
const half = (bytes: Uint8Array): Uint8Array => bytes.subarray(0, bytes.length >> 1);

function huge(side: number): Uint8Array {
  const [, data, end] = pngChunks(PICTURE);
  return joinChunks([ihdr({ ...PICTURE, width: side, height: side }), data, end]);
}

function wrongCrc(): Uint8Array {
  const changed = png.slice();
  // The last byte of the IHDR's CRC.
  changed[32] ^= 1;
  return changed;
}

const jpeg = jpegJs.encode({ width: 24, height: 16, data: Buffer.alloc(24 * 16 * 4, "ganx") }, 90).data;

const FILES: [file: string, bytes: Uint8Array | string, reason: RegExp][] = [
  ["empty.png", "", /empty/],
  ["text.png", "The painting is in the other folder.\n", /PNG, JPEG, TIFF or WebP picture, found text/],
  ["half.png", half(png), /cut short/],
  ["huge.png", huge(2 ** 31 - 1), /2147483647 x 2147483647/],
  ["too-many-pixels.png", huge(20_000), /20000 x 20000/],
  ["more-than-data.png", huge(5000), /PNG: /],
  ["crc.png", wrongCrc(), /CRC/],
  ["half.jpg", half(jpeg), /JPEG: .*cut short/],
  ["signature.png", png.subarray(0, 8), /cut short/],
  ["scan.png", Buffer.from("\x89HDF\r\n\x1a\n", "latin1"), /PNG, JPEG, TIFF or WebP picture/],
];

describe("ganx generate refuses a picture", () => {
  it.concurrent.each(FILES)("%s", async (file, bytes, reason) => {
    writeFileSync(join(folder, file), bytes);
    const run = await generateIn(folder, file);
    const line = mistake(run);
    expect(line).toContain(file);
    expect(line).toMatch(reason);
    expect(run.files).toEqual([]);
  });

  it.concurrent("that is not there", async () => {
    const run = await generateIn(folder, "nowhere.png");
    expect(mistake(run)).toBe("ganx: cannot read nowhere.png: no such file\n");
    expect(run.files).toEqual([]);
  });

  it.concurrent("below a file", async () => {
    writeFileSync(join(folder, "a-file"), "");
    expect(mistake(await generateIn(folder, "a-file/painting.png"))).toMatch(/cannot read a-file/);
  });

  it.concurrent("that is a folder", async () => {
    mkdirSync(join(folder, "pictures"));
    const run = await generateIn(folder, "pictures");
    expect(mistake(run)).toMatch(/pictures: it is a folder/);
    expect(run.files).toEqual([]);
  });

  it.concurrent("whose name has a line break, still in one line", async () => {
    expect(mistake(await generateIn(folder, "two\nlines.png"))).toMatch(/no such file/);
  });
});
