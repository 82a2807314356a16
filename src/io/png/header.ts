import { GanxError } from "../../errors.js";
import { MAX_PIXELS } from "../../image.js";

/** Colour types of PNG. */
export const GREY = 0;
export const RGB = 2;
export const PALETTE = 3;
export const GREY_ALPHA = 4;
export const RGB_ALPHA = 6;

/** What the IHDR chunk of a PNG says; every field has been checked. */
export interface PngHeader {
  readonly width: number;
  readonly height: number;
  /** Bits of one sample: 1, 2, 4, 8 or 16. */
  readonly depth: number;
  readonly colourType: number;
  /** Samples of one pixel, 1..4. */
  readonly channels: number;
  readonly interlaced: boolean;
}

/** Longest side accepted, as in libpng: it keeps one row, and so the working memory, small. */
const MAX_SIDE = 1_000_000;

const COLOUR_TYPES = new Map([
  [GREY, { channels: 1, depths: [1, 2, 4, 8, 16] }],
  [RGB, { channels: 3, depths: [8, 16] }],
  [PALETTE, { channels: 1, depths: [1, 2, 4, 8] }],
  [GREY_ALPHA, { channels: 2, depths: [8, 16] }],
  [RGB_ALPHA, { channels: 4, depths: [8, 16] }],
]);

/** An `INVALID_IMAGE` error whose message starts with `PNG: `. */
export function pngError(message: string, options?: ErrorOptions): GanxError {
  return new GanxError("INVALID_IMAGE", `PNG: ${message}`, options);
}

/**
 * Reads and checks the 13 bytes of an IHDR chunk.
 *
 * @throws GanxError `INVALID_IMAGE` on a size or a colour format that PNG or ganx does not have.
 * Source: W3C PNG specification, section 11.2.1.
 */
export function readPngHeader(data: Uint8Array): PngHeader {
  if (data.length !== 13) throw pngError(`expected an IHDR chunk of 13 bytes, found ${data.length}: damaged`);
  const view = new DataView(data.buffer, data.byteOffset, 13);
  const width = view.getUint32(0);
  const height = view.getUint32(4);
  const [depth, colourType, compression, filter, interlace] = data.subarray(8);
  const size = `${width} x ${height}`;
  if (width < 1 || height < 1) throw pngError(`expected a width and height of at least 1, found ${size}`);
  if (width * height > MAX_PIXELS || width > MAX_SIDE || height > MAX_SIDE) {
    const limits = `${MAX_PIXELS} pixels, ${MAX_SIDE} a side`;
    throw pngError(`${size} pixels are more than supported (${limits}); scale the picture down`);
  }
  const colour = COLOUR_TYPES.get(colourType);
  if (colour === undefined) throw pngError(`expected colour type 0, 2, 3, 4 or 6, found ${colourType}`);
  if (!colour.depths.includes(depth)) {
    throw pngError(
      `colour type ${colourType} allows ${colour.depths.join(", ")} bits a sample, found ${depth}`,
    );
  }
  if (compression !== 0) throw pngError(`expected compression method 0, found ${compression}`);
  if (filter !== 0) throw pngError(`expected filter method 0, found ${filter}`);
  if (interlace > 1) throw pngError(`expected interlace method 0 or 1, found ${interlace}`);
  return { width, height, depth, colourType, channels: colour.channels, interlaced: interlace === 1 };
}

/** Bytes of one unfiltered row of `columns` pixels. */
export function pngRowBytes(header: PngHeader, columns: number): number {
  return Math.ceil((columns * header.channels * header.depth) / 8);
}
