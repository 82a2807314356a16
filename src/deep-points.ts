// The colours of a picture of 16 bits as points, and which cluster each pixel belongs to.
import { srgbToLab } from "./color.js";
import type { DeepColors } from "./deep-colors.js";
import type { KMeansResult } from "./k-means.js";
import { nearestCentres } from "./kernels/nearest-centres.js";
import { type Points, padded, pointsFrom } from "./kernels/points.js";

/** Pixels that are in the core's memory at once: it never shrinks. */
const PIXELS_AT_ONCE = 1 << 16;

/** The colours of a table as weighted points, each at the mean of its pixels. @param lab CIELAB rather than sRGB */
export function deepPoints(table: DeepColors, lab: boolean): Points {
  const means = table.means();
  return pointsFrom(lab ? srgbToLab(means) : means, table.weights);
}

/**
 * Gives every pixel its cluster: that of its colour or, where colours were put together, the nearest one.
 *
 * @param rgb 0..65535, `[n, 3]`
 * @returns `[n]`
 */
export function labelDeepPixels(
  rgb: Uint16Array,
  table: DeepColors,
  { labels, centres }: KMeansResult,
  lab: boolean,
): Uint8Array {
  const out = new Uint8Array(rgb.length / 3);
  if (table.dropped === 0) {
    for (let i = 0; i < out.length; i++) {
      out[i] = labels[table.find(rgb[3 * i], rgb[3 * i + 1], rgb[3 * i + 2])];
    }
    return out;
  }
  for (let start = 0; start < out.length; start += PIXELS_AT_ONCE) {
    const part = rgb.subarray(3 * start, 3 * (start + PIXELS_AT_ONCE));
    out.set(nearestCentres(pixelPoints(part, lab), centres), start);
  }
  return out;
}

/** Pixels as points. */
function pixelPoints(rgb: Uint16Array, lab: boolean): Pick<Points, "planes" | "count"> {
  const count = rgb.length / 3;
  const colors = new Float64Array(rgb.length);
  for (let i = 0; i < rgb.length; i++) colors[i] = rgb[i] / 257;
  const places = lab ? srgbToLab(colors) : colors;
  const planes = new Float32Array(3 * padded(count));
  for (let axis = 0; axis < 3; axis++) {
    for (let i = 0, at = axis * padded(count); i < count; i++) planes[at + i] = places[3 * i + axis];
  }
  return { planes, count };
}
