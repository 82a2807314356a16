import type { Color } from "./color.js";
import { linearValues } from "./luminance.js";

/**
 * The mean of pixels' colours in linear light, as a camera or an eye mixes them.
 *
 * @param rgb sRGB 0..255, `[n, 3]`
 * @param pixels indices, at least one
 * @returns sRGB 0..255, to a hundredth
 */
export function meanColor(rgb: Uint8Array, pixels: Iterable<number>): Color {
  const counts = [0, 1, 2].map(() => new Float64Array(256));
  let all = 0;
  for (const pixel of pixels) {
    counts.forEach((values, component) => {
      values[rgb[3 * pixel + component]!]!++;
    });
    all++;
  }
  const linear = linearValues();
  const [r, g, b] = counts.map((values) => {
    let sum = 0;
    values.forEach((count, value) => {
      sum += count * linear[value]!;
    });
    return levelOf(sum / all, linear);
  });
  return [r!, g!, b!];
}

/** The sRGB value of a linear one, between those of whole numbers. */
function levelOf(value: number, linear: Float64Array): number {
  const above = linear.findIndex((one) => one >= value);
  if (above < 0) return 255;
  if (above === 0) return 0;
  const [low, high] = [linear[above - 1]!, linear[above]!];
  return Math.round(100 * (above - 1 + (value - low) / (high - low))) / 100;
}
