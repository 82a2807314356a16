import { allocateSamples, type DecodedPicture } from "./pixels/decoded-picture.js";
import { readPngParts } from "./png/guard.js";
import { GREY, GREY_ALPHA } from "./png/header.js";
import { readPngMetadata } from "./png/metadata.js";
import { makePngPainter } from "./png/paint.js";
import { checkPngLength, visitPngRows } from "./png/rows.js";
import { unpackSamples } from "./png/samples.js";

/**
 * Decodes a PNG of any colour type, depth and interlacing.
 *
 * Of an animation the default image is taken. The working memory beside the file and the result is a few MB.
 *
 * @param bytes the whole file.
 * @throws GanxError `INVALID_IMAGE` if the file is damaged, cut short or not a PNG.
 * Source: W3C PNG specification (third edition).
 */
export function decodePng(bytes: Uint8Array): DecodedPicture {
  const parts = readPngParts(bytes);
  const { width, height, depth, channels, colourType } = parts.header;
  checkPngLength(parts);
  const isTransparent = parts.transparency !== undefined || channels === 2 || channels === 4;
  const isDeep = depth === 16;
  const colours = allocateSamples("PNG", parts.header, 3, isDeep);
  const alpha = isTransparent ? allocateSamples("PNG", parts.header, 1, isDeep) : undefined;
  const paint = makePngPainter(parts, { colours, alpha });
  const buffer = new Uint16Array(width * channels);
  visitPngRows(parts, (row, pass, y) => {
    const samples = buffer.subarray(0, pass.columns * channels);
    unpackSamples(row, depth, samples);
    paint(samples, (pass.y + y * pass.dy) * width + pass.x, pass.dx);
  });
  const isGrey = colourType === GREY || colourType === GREY_ALPHA;
  return { width, height, colours, alpha, isGrey, ...readPngMetadata(parts.metadata) };
}
