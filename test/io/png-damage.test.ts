import { deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { decodeImage } from "../../src/io/decode-image.js";
import { refusal } from "./expect-error.js";
import { type Chunk, filteredBytes, ihdr, joinChunks, pngChunks, writePng } from "./png-writer.js";

const PICTURE = { width: 3, height: 2, depth: 8, colourType: 0, samples: [1, 2, 3, 4, 5, 6] };
const [HEADER, DATA, END] = pngChunks(PICTURE);
const PALETTE_PICTURE = { ...PICTURE, colourType: 3, palette: new Uint8Array(21) };

function chunk(type: string, length = 0): Chunk {
  return { type, data: new Uint8Array(length) };
}

function withHeader(changes: Record<number, number>): Uint8Array {
  const data = HEADER.data.slice();
  for (const [at, value] of Object.entries(changes)) data[Number(at)] = value;
  return joinChunks([{ type: "IHDR", data }, DATA, END]);
}

function withData(data: Uint8Array): Uint8Array {
  return joinChunks([HEADER, { type: "IDAT", data }, END]);
}

describe("decodeImage refuses a PNG", () => {
  it("cut short at any byte", async () => {
    const file = writePng(PICTURE);
    for (let length = 1; length < file.length; length++) {
      expect(await refusal(file.subarray(0, length))).toMatch(/^PNG: the file ends at byte \d+, .*cut short/);
    }
  });

  it("with any one byte changed", async () => {
    const file = writePng(PICTURE);
    for (let at = 4; at < file.length; at++) {
      const changed = file.slice();
      changed[at] ^= 0x10;
      await refusal(changed);
    }
  });

  it("whose CRC is wrong, and says where", async () => {
    const file = writePng(PICTURE);
    file[45] ^= 1;
    expect(await refusal(file)).toMatch(
      /^PNG: chunk IDAT at byte 33 has CRC [0-9a-f]{8}, expected [0-9a-f]{8}: the file/,
    );
  });

  it("whose line ends were changed on the way", async () => {
    const file = writePng(PICTURE);
    expect(await refusal(Uint8Array.from([...file.subarray(0, 4), ...file.subarray(5)]))).toMatch(
      /transfer as text/,
    );
  });

  it.each([
    ["no width", { 3: 0 }, /at least 1, found 0 x 2/],
    ["no height", { 7: 0 }, /at least 1, found 3 x 0/],
    [
      "a width of 2^31 - 1",
      { 0: 0x7f, 1: 255, 2: 255, 3: 255 },
      /2147483647 x 2 pixels are more than supported/,
    ],
    ["a width of 2^32 - 1", { 0: 255, 1: 255, 2: 255, 3: 255 }, /4294967295 x 2 pixels/],
    ["too many pixels", { 1: 1, 5: 1 }, /65539 x 65538 pixels are more than supported/],
    ["a side that is too long", { 1: 16 }, /1048579 x 2 pixels are more than supported/],
    ["more pixels than its data can hold", { 2: 30, 6: 30 }, /bytes of compressed data cannot hold the/],
    ["colour type 5", { 9: 5 }, /colour type 0, 2, 3, 4 or 6, found 5/],
    ["3 bits", { 8: 3 }, /colour type 0 allows 1, 2, 4, 8, 16 bits a sample, found 3/],
    ["4-bit RGB", { 8: 4, 9: 2 }, /colour type 2 allows 8, 16 bits a sample, found 4/],
    ["16-bit palette", { 8: 16, 9: 3 }, /colour type 3 allows 1, 2, 4, 8 bits a sample, found 16/],
    ["another compression", { 10: 1 }, /compression method 0, found 1/],
    ["another filter method", { 11: 64 }, /filter method 0, found 64/],
    ["another interlacing", { 12: 2 }, /interlace method 0 or 1, found 2/],
  ])("with %s", async (_, changes, message) => {
    expect(await refusal(withHeader(changes as Record<number, number>))).toMatch(message);
  });

  it.each<[string, Chunk[], RegExp]>([
    ["without IHDR", [DATA, END], /IHDR as the first chunk, found IDAT/],
    ["whose IHDR is late", [chunk("gAMA", 4), HEADER, DATA, END], /IHDR as the first chunk, found gAMA/],
    ["with an IHDR of 12 bytes", [chunk("IHDR", 12), DATA, END], /IHDR chunk of 13 bytes, found 12/],
    ["with two IHDR", [HEADER, HEADER, DATA, END], /chunk IHDR at byte 33 is not known/],
    ["without picture data", [HEADER, END], /expected picture data/],
    ["without IEND", [HEADER, DATA], /cut short/],
    ["with scattered IDAT", [HEADER, DATA, chunk("tEXt", 4), DATA, END], /does not follow the other IDAT/],
    [
      "with an unknown critical chunk",
      [HEADER, chunk("ABCD"), DATA, END],
      /chunk ABCD at byte 33 is not known/,
    ],
    [
      "with a chunk type of digits",
      [HEADER, chunk("12cd"), DATA, END],
      /four letters of a chunk type at byte 37/,
    ],
    ["with a second PLTE", [HEADER, chunk("PLTE", 3), chunk("PLTE", 3), DATA, END], /second of its kind/],
    [
      "with a late PLTE",
      [HEADER, DATA, chunk("PLTE", 3), END],
      /PLTE at byte \d+ comes after the picture data/,
    ],
    ["with half a PLTE entry", [HEADER, chunk("PLTE", 4), DATA, END], /has 4 bytes, expected 3 to 768 by 3/],
    ["with 257 PLTE entries", [HEADER, chunk("PLTE", 771), DATA, END], /has 771 bytes/],
    ["with an empty PLTE", [HEADER, chunk("PLTE"), DATA, END], /has 0 bytes/],
    [
      "with a wrong grey tRNS",
      [HEADER, chunk("tRNS", 6), DATA, END],
      /tRNS at byte 33 has 6 bytes, expected 2/,
    ],
    [
      "with a late tRNS",
      [HEADER, DATA, chunk("tRNS", 2), END],
      /tRNS at byte \d+ comes after the picture data/,
    ],
    ["with a second tRNS", [HEADER, chunk("tRNS", 2), chunk("tRNS", 2), DATA, END], /second of its kind/],
    [
      "with tRNS before PLTE",
      [ihdr(PALETTE_PICTURE), chunk("tRNS", 1), DATA, END],
      /no palette \(PLTE\) before it/,
    ],
    ["without a palette", [ihdr(PALETTE_PICTURE), DATA, END], /IDAT at byte 33 has no palette/],
  ])("%s", async (_, chunks, message) => {
    expect(await refusal(joinChunks(chunks))).toMatch(message);
  });

  it("whose tRNS is longer than its palette", async () => {
    const transparency = new Uint8Array(8);
    expect(await refusal(writePng({ ...PALETTE_PICTURE, transparency }))).toMatch(
      /has 8 bytes, expected 1 to 7/,
    );
  });

  it("whose pixels point beyond the palette", async () => {
    const palette = new Uint8Array(18);
    expect(await refusal(writePng({ ...PALETTE_PICTURE, palette }))).toMatch(
      /palette index 6, but the palette ends at 5/,
    );
  });

  it("whose data are not a sound zlib stream", async () => {
    const raw = filteredBytes(PICTURE);
    const changed = Uint8Array.from(deflateSync(raw, { level: 0 }));
    changed[changed.length - 6] ^= 1;
    const broken = [
      new Uint8Array(30),
      gzipSync(raw),
      deflateRawSync(raw),
      changed,
      DATA.data.subarray(0, -2),
    ];
    for (const data of broken) expect(await refusal(withData(data))).toMatch(/^PNG: the compressed data/);
  });

  it("whose data are too few or too many", async () => {
    const raw = filteredBytes(PICTURE);
    expect(await refusal(withData(deflateSync(raw.subarray(1))))).toMatch(/hold only 7 of the 8 bytes/);
    expect(await refusal(withData(deflateSync(Buffer.concat([raw, raw]))))).toMatch(
      /hold more than the 8 bytes/,
    );
  });

  it("whose data are a bomb, before they are unpacked", async () => {
    const bomb = withData(deflateSync(new Uint8Array(1 << 28)));
    const start = performance.now();
    expect(await refusal(bomb)).toMatch(/hold more than the 8 bytes/);
    expect(performance.now() - start).toBeLessThan(500);
  });

  it("with an unknown row filter", async () => {
    const raw = filteredBytes(PICTURE);
    raw[4] = 5;
    expect(await refusal(withData(deflateSync(raw)))).toMatch(/row filter of type 0 to 4, found 5/);
  });

  it("but not for bytes after the zlib stream, as other readers", async () => {
    const data = Uint8Array.from([...DATA.data, 0, 0, 0]);
    expect((await decodeImage(withData(data))).rgb).toEqual((await decodeImage(writePng(PICTURE))).rgb);
  });
});
