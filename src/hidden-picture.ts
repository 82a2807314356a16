// A picture under the picture: its pixels, and which of its colours lies under which.
import { GanxError } from "./errors.js";
import { checkImage, deepSamples, type RgbImage } from "./image.js";

/** Most different stacks: their numbers are bytes. */
const MAX_STACKS = 256;

/**
 * Brings a picture to another size: each pixel takes the one that lies at its centre.
 *
 * @returns a copy
 * @throws GanxError `INVALID_IMAGE`
 */
export function resampleNearest(image: RgbImage, width: number, height: number): RgbImage {
  checkImage(image);
  const rgb = resample(image, image.rgb, new Uint8Array(width * height * 3), width, height);
  const rgb16 =
    image.rgb16 && resample(image, image.rgb16, new Uint16Array(width * height * 3), width, height);
  const deep = deepSamples({ rgb, rgb16 });
  return { width, height, rgb, ...(deep && { rgb16: deep }) };
}

function resample<T extends Uint8Array | Uint16Array>(
  image: RgbImage,
  samples: T,
  out: T,
  width: number,
  height: number,
): T {
  for (let y = 0; y < height; y++) {
    const row = Math.floor(((y + 0.5) * image.height) / height) * image.width;
    for (let x = 0; x < width; x++) {
      const from = 3 * (row + Math.floor(((x + 0.5) * image.width) / width));
      const to = 3 * (y * width + x);
      out[to] = samples[from];
      out[to + 1] = samples[from + 1];
      out[to + 2] = samples[from + 2];
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
