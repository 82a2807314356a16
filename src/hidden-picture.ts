// A picture under the picture: its pixels, and which of its colours lies under which.
import { GanxError } from "./errors.js";
import { checkImage, type RgbImage } from "./image.js";

/** Most different stacks: their numbers are bytes. */
const MAX_STACKS = 256;

/**
 * Brings a picture to another size: each pixel takes the one that lies at its centre.
 *
 * @returns sRGB 0..255, `[height, width, 3]`, a copy
 * @throws GanxError `INVALID_IMAGE`
 */
export function resampleNearest(image: RgbImage, width: number, height: number): Uint8Array {
  checkImage(image);
  const out = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    const row = Math.floor(((y + 0.5) * image.height) / height) * image.width;
    for (let x = 0; x < width; x++) {
      const from = 3 * (row + Math.floor(((x + 0.5) * image.width) / width));
      const to = 3 * (y * width + x);
      out[to] = image.rgb[from];
      out[to + 1] = image.rgb[from + 1];
      out[to + 2] = image.rgb[from + 2];
    }
  }
  return out;
}

/** The pairs of a visible and a hidden colour that occur in a painting. */
export interface ColorPairs {
  /** Visible and hidden colour of each pair, `[pairs, 2]`, by the one, then the other. */
  readonly pairs: Uint8Array;
  /** Pair of each pixel, as long as the labels. */
  readonly labels: Uint8Array;
}

/**
 * Finds the pairs of a visible and a hidden colour that occur.
 *
 * @param visible, hidden colours of each pixel
 * @throws GanxError `INVALID_ARGUMENT` for more than 256
 */
export function pairColors(visible: Uint8Array, hidden: Uint8Array): ColorPairs {
  const occurs = new Uint8Array(65_536);
  for (let i = 0; i < visible.length; i++) occurs[256 * visible[i] + hidden[i]] = 1;
  const found = Array.from(occurs.keys()).filter((pair) => occurs[pair] > 0);
  if (found.length > MAX_STACKS) {
    throw new GanxError(
      "INVALID_ARGUMENT",
      `hidden picture: expected at most ${MAX_STACKS} pairs of a visible and a hidden colour, found ${found.length}; ` +
        "ask for fewer clusters",
    );
  }
  const numbers = new Uint8Array(65_536);
  found.forEach((pair, number) => {
    numbers[pair] = number;
  });
  return {
    pairs: Uint8Array.from(found.flatMap((pair) => [pair >> 8, pair & 255])),
    labels: visible.map((color, i) => numbers[256 * color + hidden[i]]),
  };
}
