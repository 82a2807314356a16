import { describe, expect, it } from "vitest";
import { decodeImage } from "../../src/io/decode-image.js";
import { readExif } from "../../src/io/exif.js";
import { ihdr, joinChunks, type PngPicture, pngChunks } from "./png-writer.js";

type Entry = readonly [tag: number, type: number, count: number, value: number];

/** Big-endian EXIF data of directories one after the other, each of one value an entry. */
function exif(...directories: readonly (readonly Entry[])[]): Uint8Array {
  const out = new Uint8Array(8 + directories.reduce((sum, entries) => sum + 6 + 12 * entries.length, 0));
  const view = new DataView(out.buffer);
  out.set([0x4d, 0x4d, 0, 42, 0, 0, 0, 8]);
  let at = 8;
  for (const entries of directories) {
    view.setUint16(at, entries.length);
    at += 2;
    for (const [tag, type, count, value] of entries) {
      view.setUint16(at, tag);
      view.setUint16(at + 2, type);
      view.setUint32(at + 4, count);
      if (type === 3) view.setUint16(at + 8, value);
      else view.setUint32(at + 8, value);
      at += 12;
    }
    at += 4;
  }
  return out;
}

const R03 = 0x52303300;
const R98 = 0x52393800;
const FIRST = 8;
/** Orientation, colour space and the interoperability index, in three directories. */
const camera = (orientation: number, colorSpace: number, index: number): Uint8Array => {
  const second = FIRST + 6 + 24;
  const third = second + 6 + 24;
  return exif(
    [
      [274, 3, 1, orientation],
      [0x8769, 4, 1, second],
    ],
    [
      [0xa001, 3, 1, colorSpace],
      [0xa005, 4, 1, third],
    ],
    [[1, 2, 4, index]],
  );
};

const PICTURE: PngPicture = {
  width: 2,
  height: 1,
  depth: 8,
  colourType: 2,
  samples: [200, 60, 40, 50, 90, 140],
};

function png(data: Uint8Array, ...more: { type: string; data: Uint8Array }[]): Uint8Array {
  const [, pixels, end] = pngChunks(PICTURE);
  return joinChunks([ihdr(PICTURE), ...more, { type: "eXIf", data }, pixels, end]);
}

describe("EXIF data", () => {
  it("tell orientation and colours", () => {
    expect(readExif(camera(6, 1, R98))).toEqual({ orientation: 6, colours: undefined });
    expect(readExif(camera(1, 0xffff, R03))).toEqual({ orientation: 1, colours: "Adobe RGB" });
    expect(readExif(camera(8, 0xffff, R98))).toEqual({ orientation: 8, colours: "unknown" });
    expect(readExif(camera(0, 2, R98)).orientation).toBe(1);
    expect(readExif(camera(9, 2, R98)).orientation).toBe(1);
  });

  it("that are damaged say what is left, and nothing else", () => {
    const whole = camera(6, 0xffff, R03);
    for (let length = 0; length < whole.length; length++) {
      const { orientation, colours } = readExif(whole.subarray(0, length));
      expect([1, 6]).toContain(orientation);
      expect([undefined, "unknown"]).toContain(colours);
    }
    expect(readExif(whole.subarray(0, 40)).orientation).toBe(6);
    const looped = exif([
      [274, 3, 1, 3],
      [0x8769, 4, 1, FIRST],
    ]);
    expect(readExif(looped)).toEqual({ orientation: 3, colours: undefined });
  });

  it("of Adobe RGB are converted as its profile is", async () => {
    const found = await decodeImage(png(camera(1, 0xffff, R03)));
    expect(found.colorSpace).toBe("Adobe RGB");
    expect(found.notes).toEqual(["converted to sRGB from Adobe RGB, of which its EXIF data speak"]);
    // What LittleCMS 2.14 makes of them by the profile of test/golden/make_pictures.py.
    const expected = [231, 57, 34, 0, 90, 143];
    found.rgb.forEach((value, i) => {
      expect(Math.abs(value - expected[i])).toBeLessThanOrEqual(1);
    });
  });

  it("of unknown colours are told; a chunk that says sRGB knows better", async () => {
    const unknown = await decodeImage(png(camera(1, 0xffff, R98)));
    expect([...unknown.rgb]).toEqual(PICTURE.samples);
    expect(unknown.notes?.[0]).toMatch(/not sRGB, but not what they are/);
    const chunk = { type: "sRGB", data: Uint8Array.of(0) };
    expect((await decodeImage(png(camera(1, 0xffff, R03), chunk))).notes).toBeUndefined();
  });
});

describe("a PNG's own words for its colours", () => {
  const withChunk = (type: string, ...data: number[]): Uint8Array => {
    const [, pixels, end] = pngChunks(PICTURE);
    return joinChunks([ihdr(PICTURE), { type, data: Uint8Array.from(data) }, pixels, end]);
  };

  it.each<[string, Uint8Array, string[] | undefined]>([
    ["gamma of sRGB", withChunk("gAMA", 0, 0, 0xb1, 0x8f), undefined],
    [
      "linear gamma",
      withChunk("gAMA", 0, 1, 0x86, 0xa0),
      ["its gamma of 1 is not that of sRGB and was not applied"],
    ],
    ["code points of sRGB", withChunk("cICP", 1, 13, 0, 1), undefined],
    [
      "code points of BT.2020",
      withChunk("cICP", 9, 16, 0, 1),
      ["its colours are coded by primaries 9, transfer 16 (cICP), not sRGB, and taken as they are"],
    ],
    [
      "profile that is damaged",
      withChunk("iCCP", 65, 0, 0, 1, 2, 3),
      ["its colour profile is damaged and was ignored"],
    ],
  ])("%s", async (_, file, notes) => {
    const image = await decodeImage(file);
    expect(image.notes).toEqual(notes);
    expect([...image.rgb]).toEqual(PICTURE.samples);
  });
});
