import { damaged } from "../problem.js";
import { LowBits } from "./bits.js";
import { readPixels, squares } from "./pixels.js";
import { addPixels, type Transform, undoTransform } from "./transforms.js";

const KINDS = ["predictor", "color", "green", "palette"] as const;

/** Where the pixels of a whole VP8L file begin: after the signature and the size. */
export const VP8L_HEAD_BYTES = 5;

/** Reads a transform of a picture that is `width` wide; the palette's makes it narrower. */
function readTransform(
  bits: LowBits,
  kind: (typeof KINDS)[number],
  width: number,
  height: number,
): Transform {
  if (kind === "green") return { kind };
  if (kind !== "palette") {
    const side = bits.read(3) + 2;
    return {
      kind,
      width,
      bits: side,
      data: readPixels(bits, squares(width, side), squares(height, side), false),
    };
  }
  const count = bits.read(8) + 1;
  const data = readPixels(bits, count, 1, false);
  // Colours are stored as differences.
  for (let i = 1; i < count; i++) data[i] = addPixels(data[i], data[i - 1]);
  return { kind, width, bits: count > 16 ? 0 : count > 4 ? 1 : count > 2 ? 2 : 3, data };
}

/**
 * Decodes a lossless picture without its header.
 *
 * @returns ARGB, `[height, width]`
 * @throws GanxError `INVALID_IMAGE` where it is damaged
 * Source: RFC 9649, section 3.
 */
export function decodeVp8l(data: Uint8Array, width: number, height: number): Uint32Array {
  const bits = new LowBits(data);
  const transforms: Transform[] = [];
  let stored = width;
  while (bits.read(1) === 1) {
    const kind = KINDS[bits.read(2)];
    if (transforms.some((other) => other.kind === kind)) throw damaged(`two transforms of ${kind}`);
    const transform = readTransform(bits, kind, stored, height);
    if (transform.kind === "palette") stored = squares(stored, transform.bits);
    transforms.push(transform);
  }
  let pixels = readPixels(bits, stored, height, true);
  for (const transform of transforms.reverse()) pixels = undoTransform(pixels, height, transform);
  return pixels;
}
