import jpegJs from "jpeg-js";
import { describe, expect, it } from "vitest";
import { decodeImage } from "../../src/io/decode-image.js";
import { readJpegParts } from "../../src/io/jpeg/guard.js";
import { decodePlanes } from "../../src/io/jpeg/planes.js";
import { decodeOrRefuse, refusal } from "./expect-error.js";
import { ARITHMETIC_JPEG, FIXTURE_HEIGHT, FIXTURE_WIDTH, JPEG_FIXTURES } from "./jpeg-fixtures.js";
import { makeRandom } from "./png-writer.js";

function fromBase64(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, "base64"));
}

function fixture(name: string): Uint8Array {
  return fromBase64(JPEG_FIXTURES.find((entry) => entry.name === name)!.file);
}

/** Where each segment starts: `[marker, at, end]`; entropy-coded data belong to no segment. */
function segments(file: Uint8Array): [number, number, number][] {
  const found: [number, number, number][] = [];
  for (let at = 2; at < file.length - 2; ) {
    if (file[at] !== 0xff || file[at + 1] === 0 || (file[at + 1] & 0xf8) === 0xd0) {
      at++;
      continue;
    }
    const end = at + 2 + file[at + 2] * 256 + file[at + 3];
    found.push([file[at + 1], at, end]);
    at = end;
  }
  return found;
}

function find(file: Uint8Array, marker: number): [number, number] {
  const [, at, end] = segments(file).find(([found]) => found === marker)!;
  return [at, end];
}

function splice(file: Uint8Array, from: number, to: number, ...bytes: number[]): Uint8Array {
  return Uint8Array.from([...file.subarray(0, from), ...bytes, ...file.subarray(to)]);
}

function changed(file: Uint8Array, at: number, value: number): Uint8Array {
  return splice(file, at, at + 1, value);
}

const INKS = ["cmyk", "ycck"];
const SOF0 = 0xc0;
const SOS = 0xda;
const DRI = 0xdd;
const APP0 = 0xe0;
const APP14 = 0xee;

describe("decodeImage on JPEG", () => {
  it.each(JPEG_FIXTURES)("decodes $name as libjpeg does", async ({ file, rgb }) => {
    const decoded = await decodeImage(fromBase64(file));
    const expected = fromBase64(rgb);
    expect([decoded.width, decoded.height]).toEqual([FIXTURE_WIDTH, FIXTURE_HEIGHT]);
    expect(decoded.rgb.length).toBe(expected.length);
    const differences = expected.map((value, i) => Math.abs(value - decoded.rgb[i]));
    expect(Math.max(...differences)).toBeLessThanOrEqual(3);
    expect(differences.reduce((sum, value) => sum + value, 0) / differences.length).toBeLessThan(0.5);
  });

  it.each([
    [1, 1],
    [7, 3],
    [8, 8],
    [33, 17],
  ])("decodes a file of %i x %i by another encoder", async (width, height) => {
    const data = new Uint8Array(width * height * 4).map(
      (_, i) => [40, 120, 200, 255][i % 4] + ((i >> 4) % 9),
    );
    const decoded = await decodeImage(new Uint8Array(jpegJs.encode({ width, height, data }, 95).data));
    expect([decoded.width, decoded.height]).toEqual([width, height]);
    const worst = Math.max(...decoded.rgb.map((v, i) => Math.abs(v - data[Math.floor(i / 3) * 4 + (i % 3)])));
    expect(worst).toBeLessThan(9);
  });

  // jpeg-js stretches every plane to the size of the picture; what it is given says nothing of colours.
  it.each(JPEG_FIXTURES.filter(({ name }) => !INKS.includes(name)))(
    "finds the same samples in $name as jpeg-js",
    async ({ file }) => {
      const { frame, segments: parts } = readJpegParts(fromBase64(file));
      const ends = [Uint8Array.of(0xff, 0xd8), ...parts, Uint8Array.of(0xff, 0xd9)];
      const { data } = jpegJs.decode(Buffer.concat(ends), {
        useTArray: true,
        formatAsRGBA: false,
        colorTransform: false,
      });
      const planes = decodePlanes(frame, parts);
      for (let i = 0; i < FIXTURE_WIDTH * FIXTURE_HEIGHT; i++) {
        const [x, y] = [i % FIXTURE_WIDTH, Math.floor(i / FIXTURE_WIDTH)];
        for (const [c, { samples, stride, coarserX, coarserY }] of planes.entries()) {
          expect(samples[Math.floor(y / coarserY) * stride + Math.floor(x / coarserX)]).toBe(data[3 * i + c]);
        }
      }
    },
  );

  it.each(INKS)("turns %s into colours as jpeg-js does", async (name) => {
    const bytes = fixture(name);
    const colorTransform = name === "ycck";
    const { data } = jpegJs.decode(bytes, { useTArray: true, formatAsRGBA: false, colorTransform });
    expect(Buffer.compare((await decodeImage(bytes)).rgb, data)).toBe(0);
  });

  it("decodes strong contrasts of many sizes to the samples of jpeg-js", async () => {
    const random = makeRandom(3);
    for (const [width, height, quality] of [
      [64, 48, 100],
      [40, 40, 30],
      [17, 90, 5],
    ]) {
      const data = new Uint8Array(width * height * 4).map(() => random() & 255);
      const file = new Uint8Array(jpegJs.encode({ width, height, data }, quality).data);
      const { frame, segments: parts } = readJpegParts(file);
      const bare = Buffer.concat([Uint8Array.of(0xff, 0xd8), ...parts, Uint8Array.of(0xff, 0xd9)]);
      const theirs = jpegJs.decode(bare, { useTArray: true, formatAsRGBA: false, colorTransform: false });
      for (const [c, { samples, stride }] of decodePlanes(frame, parts).entries()) {
        for (let i = 0; i < width * height; i++) {
          expect(samples[Math.floor(i / width) * stride + (i % width)]).toBe(theirs.data[3 * i + c]);
        }
      }
    }
  });

  it("needs no Buffer", async () => {
    const file = fixture("ycc420");
    const expected = await decodeImage(file);
    const { Buffer } = globalThis;
    try {
      Reflect.set(globalThis, "Buffer", undefined);
      expect((await decodeImage(file)).rgb).toEqual(expected.rgb);
    } finally {
      globalThis.Buffer = Buffer;
    }
  });

  it("ignores comments, unknown application data, fill bytes and what comes after the end", async () => {
    const file = fixture("ycc420");
    const extra = splice(file, 2, 2, 0xff, 0xfe, 0, 4, 9, 9, 0xff, 0xff, 0xff, 0xe1, 0, 4, 0xff, 0xd9);
    const tail = splice(extra, extra.length, extra.length, 1, 2, 3);
    expect((await decodeImage(tail)).rgb).toEqual((await decodeImage(file)).rgb);
  });

  it("takes the colours of three components from JFIF, then Adobe, then their numbers", async () => {
    const rgb = fixture("rgb");
    const plain = (await decodeImage(rgb)).rgb;
    const [at, end] = find(rgb, APP14);
    const withoutAdobe = splice(rgb, at, end);
    expect((await decodeImage(withoutAdobe)).rgb).toEqual(plain);
    const jfif = [0xff, 0xe0, 0, 7, 0x4a, 0x46, 0x49, 0x46, 0];
    expect((await decodeImage(splice(rgb, 2, 2, ...jfif))).rgb).not.toEqual(plain);
    expect((await decodeImage(changed(rgb, end - 1, 1))).rgb).not.toEqual(plain);
    const ycc = fixture("ycc444");
    expect((await decodeImage(splice(ycc, ...find(ycc, APP0)))).rgb).toEqual((await decodeImage(ycc)).rgb);
  });

  it("refuses a file cut at any byte", async () => {
    for (const { file } of JPEG_FIXTURES) {
      const bytes = fromBase64(file);
      for (let length = 2; length < bytes.length; length++) {
        expect(await refusal(bytes.subarray(0, length))).toMatch(
          /^JPEG: the file ends at byte \d+ without an end marker/,
        );
      }
    }
  });

  it("refuses a file that lacks a part of its compressed data", async () => {
    const file = fixture("ycc422");
    const start = find(file, SOS)[1];
    expect(await refusal(splice(file, start, file.length - 2))).toMatch(
      /^JPEG: the scan at byte \d+ does not fit/,
    );
    expect(await refusal(splice(file, file.length - 20, file.length - 2))).toMatch(/restart markers|damaged/);
    for (const name of ["ycc444", "grey", "progressive"]) {
      const bytes = fixture(name);
      expect(await refusal(splice(bytes, find(bytes, SOS)[1] + 4, bytes.length - 2))).toMatch(/damaged/);
    }
  });

  it("refuses a file without some of its restart markers or with them in disorder", async () => {
    const file = fixture("ycc422");
    const at = file.findIndex((byte, i) => byte === 0xff && file[i + 1] === 0xd1);
    expect(await refusal(splice(file, at, at + 2))).toMatch(/expected restart marker 1 at byte \d+, found 2/);
    const interval = find(file, DRI)[1] - 1;
    expect(await refusal(changed(file, interval, 2))).toMatch(/5 restart markers, expected 2/);
  });

  it.each<[string, string, number, number, number, RegExp]>([
    ["no height", "grey", SOF0, 6, 0, /at least 1, found 19 x 0/],
    ["no width", "grey", SOF0, 8, 0, /at least 1, found 0 x 18/],
    [
      "a size beyond its data",
      "grey",
      SOF0,
      5,
      60,
      /does not fit the picture \(only \d+ bytes for \d+ blocks\)/,
    ],
    ["12 bits", "grey", SOF0, 4, 12, /expected 8 bits a sample, found 12; convert/],
    ["a component too many", "grey", SOF0, 9, 2, /the frame header has 9 bytes/],
    ["a sampling factor of 0", "ycc444", SOF0, 11, 0x10, /sampling factors 1 to 4, found 1 x 0/],
    [
      "fractional sampling",
      "ycc420",
      SOF0,
      14,
      0x31,
      /sampling factors 2 x 2 beside 3 x 2 are not read; convert/,
    ],
    ["two components of one number", "ycc444", SOF0, 13, 1, /two colour components are numbered 1/],
    ["a lossless process", "grey", SOF0, 1, 0xc3, /found one lossless; convert/],
    ["an arithmetic-coded process", "grey", SOF0, 1, 0xc9, /found one arithmetic-coded; convert/],
    ["a hierarchical process", "grey", SOF0, 1, 0xc5, /found one hierarchical; convert/],
    ["a scan of no components", "grey", SOS, 4, 0, /does not fit the picture \(its header\)/],
    ["a scan of a component that is not there", "grey", SOS, 5, 9, /\(its component number 9\)/],
    ["a scan of an impossible range", "progressive", SOS, 12, 5, /\(its range of coefficients\)/],
    ["a scan before the frame", "grey", SOF0, 1, 0xe5, /a scan starts at byte \d+ before the frame header/],
    ["a segment of length 1", "grey", SOF0, 3, 1, /has length 1, expected 2 or more/],
    ["a segment too long", "grey", SOF0, 2, 99, /without an end marker/],
    ["a segment too short", "grey", APP0, 3, 14, /expected a marker \(ff\) at byte \d+, found/],
    [
      "a table cut short",
      "grey",
      0xdb,
      3,
      66,
      /table in the segment at byte \d+ is incomplete|expected a marker/,
    ],
    ["a table that runs over", "grey", 0xc4, 5, 200, /table in the segment at byte \d+ is incomplete/],
    ["an unknown marker", "grey", SOF0, 1, 0xf7, /unknown marker ff f7/],
    ["a marker out of place", "grey", SOF0, 1, 0xd0, /unexpected marker ff d0 at byte \d+/],
  ])("refuses a file with %s", async (_, name, marker, offset, value, message) => {
    const file = fixture(name);
    const at = find(file, marker)[0] + offset;
    expect(await refusal(changed(file, at, value))).toMatch(message);
  });

  it("refuses arithmetic coding by its name", async () => {
    expect(await refusal(fromBase64(ARITHMETIC_JPEG))).toMatch(
      /found one arithmetic-coded; convert the picture to PNG/,
    );
  });

  it("refuses quantisation that changes between scans", async () => {
    const file = fixture("separateScans");
    const [at, end] = find(file, 0xdb);
    const second = segments(file).filter(([marker]) => marker === SOS)[1][1];
    expect(await refusal(splice(file, second, second, ...file.subarray(at, end)))).toMatch(
      /quantisation that changes/,
    );
  });

  it("refuses CMYK whose polarity is not told", async () => {
    const file = fixture("cmyk");
    expect(await refusal(splice(file, ...find(file, APP14)))).toMatch(/CMYK without an Adobe marker/);
  });

  it("refuses no frame, a frame without a scan, and two frames", async () => {
    const file = fixture("grey");
    const [at, end] = find(file, SOF0);
    expect(await refusal(Uint8Array.of(0xff, 0xd8, 0xff, 0xd9))).toMatch(
      /expected a frame header before the end/,
    );
    expect(await refusal(splice(file, find(file, SOS)[0], file.length - 2))).toMatch(
      /only 0 of 1 colour components/,
    );
    expect(await refusal(splice(file, end, end, ...file.subarray(at, end)))).toMatch(
      /a second frame starts at byte/,
    );
  });

  it("refuses a component without a scan, or with two", async () => {
    const file = fixture("separateScans");
    const last = segments(file).filter(([marker]) => marker === SOS)[2][1];
    const end = file.length - 2;
    expect(await refusal(splice(file, last, end))).toMatch(/only 2 of 3 colour components/);
    expect(await refusal(splice(file, end, end, ...file.subarray(last, end)))).toMatch(
      /repeats an earlier one/,
    );
  });

  it("refuses a bomb of empty scans", async () => {
    const file = fixture("progressive");
    const scans = segments(file).filter(([marker]) => marker === SOS);
    const [, at, end] = scans[1];
    const empty = [...file.subarray(at, end), 0x7f];
    const many = Array.from({ length: 200 }, () => empty).flat();
    expect(await refusal(splice(file, file.length - 2, file.length - 2, ...many))).toMatch(
      /more than 100 scans/,
    );
  });

  it("refuses damaged compressed data or decodes them to a picture of the same size", async () => {
    const outcomes = new Map<string, number>();
    for (const name of ["ycc420", "greyRestart", "progressive", "cmyk"]) {
      const file = fixture(name);
      for (let at = 2; at < file.length; at++) {
        for (const flip of [0x01, 0x80, 0xff]) {
          const outcome = await decodeOrRefuse(changed(file, at, file[at] ^ flip));
          outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
        }
      }
    }
    expect(outcomes.get("decoded")).toBeGreaterThan(100);
    expect(outcomes.get("refused")).toBeGreaterThan(100);
  });

  it("says of a missing Huffman table only that the data are damaged", async () => {
    const file = fixture("grey");
    const message = await refusal(splice(file, ...find(file, 0xc4)));
    expect(message).toBe("JPEG: the compressed data are damaged; copy or download the file again");
  });
});
