import type { CountMap } from "../../count-map.js";
import { allocateNumbers } from "../allocate.js";
import { readPngParts } from "./guard.js";
import { GREY, PALETTE, pngError, RGB } from "./header.js";
import { checkPngLength, visitPngRows } from "./rows.js";
import { unpackSamples } from "./samples.js";

/**
 * Reads the sample values of a grey PNG of 1 to 16 bits as they are stored: neither scaled nor corrected for gamma.
 *
 * A PNG in RGB counts as grey if the three components of every pixel are equal.
 *
 * @param bytes the whole file.
 * @returns the samples 0..2^depth-1, `[height, width]`.
 * @throws GanxError `INVALID_IMAGE` if the file is damaged, or has a palette, transparency or a pixel in colour;
 * `OUT_OF_MEMORY`
 * Source: W3C PNG specification (third edition).
 */
export function decodeGreyPng(bytes: Uint8Array): CountMap {
  const parts = readPngParts(bytes);
  const { width, height, depth, channels, colourType } = parts.header;
  if (colourType === PALETTE) throw notGrey("a palette, whose indices are not values");
  if (colourType !== GREY && colourType !== RGB) throw notGrey("an alpha channel");
  if (parts.transparency !== undefined) throw notGrey("a transparent colour (tRNS)");
  checkPngLength(parts);
  const values = allocateNumbers(Float32Array, width * height);
  const buffer = new Uint16Array(width * channels);
  visitPngRows(parts, (packed, pass, passRow) => {
    const samples = buffer.subarray(0, pass.columns * channels);
    unpackSamples(packed, depth, samples);
    const row = pass.y + passRow * pass.dy;
    for (let i = 0; i < pass.columns; i++) {
      const column = pass.x + i * pass.dx;
      const value = samples[i * channels];
      if (channels === 3 && (samples[3 * i + 1] !== value || samples[3 * i + 2] !== value)) {
        const colour = samples.slice(3 * i, 3 * i + 3).join(", ");
        throw notGrey(`the colour ${colour} at row ${row}, column ${column} (from 0)`);
      }
      values[row * width + column] = value;
    }
  });
  return { width, height, values };
}

function notGrey(found: string) {
  return pngError(`expected a grey picture, found ${found}; save it as grey of 8 or 16 bits`);
}
