import { damaged } from "./problem.js";
import { decodeVp8l } from "./vp8l/decode.js";

const clip = (value: number): number => Math.max(0, Math.min(255, value));

/**
 * Decodes the opacity of a lossy picture.
 *
 * @returns `[height, width]`
 * @throws GanxError `INVALID_IMAGE`
 * Source: RFC 9649, section 2.7.1.2.
 */
export function decodeAlpha(data: Uint8Array, width: number, height: number): Uint8Array {
  const method = data[0] & 3;
  if (data.length < 1 || method > 1) throw damaged("an opacity of an unknown kind");
  const stored = data.subarray(1);
  let out: Uint8Array;
  if (method === 0) {
    if (stored.length < width * height) throw damaged("an opacity that ends too early");
    out = stored.slice(0, width * height);
  } else {
    out = Uint8Array.from(decodeVp8l(stored, width, height), (pixel) => pixel >>> 8);
  }
  unfilter(out, width, height, (data[0] >> 2) & 3);
  return out;
}

/** Adds predictions: 1 from the left, 2 from above, 3 along the slope. */
function unfilter(out: Uint8Array, width: number, height: number, filter: number): void {
  if (filter === 0) return;
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      const left = x > 0 ? out[at - 1] : 0;
      const above = y > 0 ? out[at - width] : 0;
      let predicted = left;
      if (y > 0 && (x === 0 || filter === 2)) predicted = above;
      else if (y > 0 && filter === 3) predicted = clip(left + above - out[at - width - 1]);
      out[at] += predicted;
    }
  }
}
