import type { RgbImage } from "../image.js";
import { readPngParts } from "./png/guard.js";
import { pngError } from "./png/header.js";
import { makePngPainter, type Rgb8 } from "./png/paint.js";
import { checkPngLength, visitPngRows } from "./png/rows.js";
import { unpackSamples } from "./png/samples.js";

/**
 * Decodes a PNG of any colour type, depth and interlacing to 8-bit sRGB.
 *
 * 16-bit samples are rounded to 8; gamma and colour profiles are not applied; of an animation the default image is
 * taken. The working memory beside the file and the result is a few MB.
 *
 * @param bytes the whole file.
 * @param background sRGB 0..255 behind transparent pixels.
 * @returns the picture, `[height, width, 3]`.
 * @throws GanxError `INVALID_IMAGE` if the file is damaged, cut short or not a PNG.
 * Source: W3C PNG specification (third edition).
 */
export function decodePng(bytes: Uint8Array, background: Rgb8): RgbImage {
  const parts = readPngParts(bytes);
  const { width, height, depth, channels } = parts.header;
  checkPngLength(parts);
  const rgb = allocate(width, height);
  const paint = makePngPainter(parts, background);
  const buffer = new Uint16Array(width * channels);
  visitPngRows(parts, (row, pass, y) => {
    const samples = buffer.subarray(0, pass.columns * channels);
    unpackSamples(row, depth, samples);
    paint(samples, rgb, 3 * ((pass.y + y * pass.dy) * width + pass.x), 3 * pass.dx);
  });
  const transparent = parts.transparency !== undefined || channels === 2 || channels === 4;
  return transparent ? { width, height, rgb, alphaBackground: background } : { width, height, rgb };
}

function allocate(width: number, height: number): Uint8Array {
  try {
    return new Uint8Array(width * height * 3);
  } catch (cause) {
    const size = `${width} x ${height} pixels need ${width * height * 3} bytes`;
    throw pngError(`${size}, which are not to be had here; scale the picture down`, { cause });
  }
}
