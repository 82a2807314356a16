import { describe, expect, it } from "vitest";
import { decodeImage } from "../../src/io/decode-image.js";
import { CHANNELS, joinChunks, makeRandom, type PngPicture, pngChunks, writePng } from "./png-writer.js";

const DEPTHS: Record<number, number[]> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};

const FORMATS = Object.entries(DEPTHS).flatMap(([type, depths]) =>
  depths.flatMap((depth) =>
    (Number(type) < 4 ? [false, true] : [false]).flatMap((transparent) =>
      [false, true].map((interlaced) => ({ colourType: Number(type), depth, transparent, interlaced })),
    ),
  ),
);

type Format = (typeof FORMATS)[number];

function makePicture(format: Format, width: number, height: number): PngPicture {
  const { colourType, depth, transparent, interlaced } = format;
  const random = makeRandom(width * 1000 + height * 100 + colourType * 10 + depth);
  const levels = 2 ** depth;
  const channels = CHANNELS[colourType];
  const entries = colourType === 3 ? Math.min(levels, 200) : levels;
  const samples = Array.from({ length: width * height * channels }, () => random() % entries);
  if (channels % 2 === 0) {
    // Fully clear and fully opaque pixels beside the random ones.
    samples.forEach((_, i) => {
      if (i % channels === channels - 1 && random() % 3 === 0) samples[i] = random() % 2 ? levels - 1 : 0;
    });
  }
  const palette = colourType === 3 ? Uint8Array.from({ length: entries * 3 }, () => random()) : undefined;
  let transparency: Uint8Array | undefined;
  if (transparent && colourType === 3) {
    transparency = Uint8Array.from({ length: Math.ceil(entries / 2) }, () => random());
  } else if (transparent) {
    // The key is the first pixel; at 16 bits a neighbour differs from it in the low byte only.
    const key = samples.slice(0, channels);
    if (depth === 16 && width > 1)
      key.forEach((v, c) => {
        samples[channels + c] = c === 0 ? v ^ 1 : v;
      });
    transparency = Uint8Array.from(key.flatMap((v) => [v >> 8, v & 255]));
  }
  const filter = (row: number) => (row + width + height) % 5;
  return { width, height, depth, colourType, interlaced, samples, palette, transparency, filter };
}

/** The picture as the specification has it, in real numbers. */
function expectedRgb(picture: PngPicture, background: readonly number[]): Uint8Array {
  const { width, height, depth, colourType, samples, palette, transparency } = picture;
  const channels = CHANNELS[colourType];
  const max = 2 ** depth - 1;
  const rgb: number[] = [];
  for (let p = 0; p < width * height; p++) {
    const pixel = samples.slice(p * channels, (p + 1) * channels);
    let colour = pixel.map((v) => v / max);
    let alpha = 1;
    if (colourType === 3) {
      colour = [0, 1, 2].map((c) => (palette?.[pixel[0] * 3 + c] ?? 0) / 255);
      alpha = (transparency?.[pixel[0]] ?? 255) / 255;
    } else if (channels % 2 === 0) {
      alpha = colour[channels - 1];
    } else if (transparency) {
      const isKey = pixel.every((v, c) => v === transparency[2 * c] * 256 + transparency[2 * c + 1]);
      alpha = isKey ? 0 : 1;
    }
    for (let c = 0; c < 3; c++) {
      const value = colour[colourType === 0 || colourType === 4 ? 0 : c] * 255;
      rgb.push(Math.round(value * alpha + background[c] * (1 - alpha)));
    }
  }
  return Uint8Array.from(rgb);
}

describe("decodeImage on PNG", () => {
  const background = [10, 200, 77] as const;

  for (const format of FORMATS) {
    const { colourType, depth, transparent, interlaced } = format;
    const title = `colour type ${colourType}, ${depth} bits${transparent ? ", tRNS" : ""}${interlaced ? ", Adam7" : ""}`;
    it(`${title}: every width 1..9 and height 1..5`, async () => {
      for (let width = 1; width <= 9; width++) {
        for (let height = 1; height <= 5; height++) {
          const picture = makePicture(format, width, height);
          const decoded = await decodeImage(writePng(picture), { alphaBackground: background });
          expect([decoded.width, decoded.height]).toEqual([width, height]);
          expect(decoded.rgb).toEqual(expectedRgb(picture, background));
        }
      }
    });

    it(`${title}: each filter alone`, async () => {
      for (let type = 0; type <= 4; type++) {
        const picture = { ...makePicture(format, 13, 11), filter: () => type };
        const decoded = await decodeImage(writePng(picture), { alphaBackground: background });
        expect(decoded.rgb).toEqual(expectedRgb(picture, background));
      }
    });
  }

  it("puts transparent pixels on white unless told otherwise", async () => {
    const picture = { width: 1, height: 1, depth: 8, colourType: 6, samples: [9, 9, 9, 0] };
    expect([...(await decodeImage(writePng(picture))).rgb]).toEqual([255, 255, 255]);
  });

  it("rounds 16 bits to 8", async () => {
    const samples = [0, 128, 129, 385, 386, 65406, 65407, 65535];
    const image = await decodeImage(writePng({ width: 8, height: 1, depth: 16, colourType: 0, samples }));
    expect([...image.rgb].filter((_, i) => i % 3 === 0)).toEqual([0, 0, 1, 1, 2, 254, 255, 255]);
  });

  it("ignores the bits of a colour key above the depth", async () => {
    const transparency = Uint8Array.of(0xff, 0xf1);
    const picture = { width: 2, height: 1, depth: 4, colourType: 0, samples: [1, 2], transparency };
    expect([...(await decodeImage(writePng(picture))).rgb]).toEqual([255, 255, 255, 34, 34, 34]);
  });

  it("joins split and empty IDAT chunks and skips optional ones, also those of animations", async () => {
    const picture = makePicture({ colourType: 2, depth: 8, transparent: false, interlaced: false }, 9, 5);
    const [header, data, end] = pngChunks(picture);
    const idat = [...data.data].map((byte) => ({ type: "IDAT", data: Uint8Array.of(byte) }));
    idat.splice(3, 0, { type: "IDAT", data: new Uint8Array(0) });
    const fdat = { type: "fdAT", data: new Uint8Array(40) };
    const extra = ["gAMA", "acTL", "fcTL", "bKGD", "teSt"].map((type) => ({
      type,
      data: new Uint8Array(26),
    }));
    const file = joinChunks([header, ...extra, ...idat, fdat, end]);
    const withTail = Uint8Array.from([...file, 1, 2, 3]);
    expect((await decodeImage(withTail)).rgb).toEqual(expectedRgb(picture, background));
  });

  it("reads a view into a larger buffer", async () => {
    const picture = makePicture({ colourType: 6, depth: 16, transparent: false, interlaced: true }, 9, 5);
    const file = writePng(picture);
    const larger = new Uint8Array(file.length + 20);
    larger.set(file, 7);
    expect((await decodeImage(larger.subarray(7, 7 + file.length))).rgb).toEqual(
      (await decodeImage(file)).rgb,
    );
  });

  it.each([false, true])(
    "keeps the rows of a picture of several bands apart (interlaced: %s)",
    async (interlaced) => {
      const [width, height] = [400, 1000];
      const random = makeRandom(5);
      const bytes = Array.from({ length: width * height * 3 }, (_, i) => (i + (random() % 7)) & 255);
      const samples = bytes.map((value) => value * 257);
      // Every row depends on the one above, so that an error at the edge of a band spreads.
      const picture = { width, height, depth: 16, colourType: 2, samples, interlaced, filter: () => 4 };
      const decoded = await decodeImage(writePng(picture));
      expect(decoded.rgb.every((value, i) => value === bytes[i])).toBe(true);
    },
  );
});
