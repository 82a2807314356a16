import type { Samples } from "./decoded-picture.js";

/** What EXIF's numbers ask to be done to a picture so that it is upright. */
export const TURNS: readonly string[] = [
  "",
  "",
  "mirrored left to right",
  "turned by 180 degrees",
  "mirrored top to bottom",
  "mirrored and turned by 90 degrees to the left",
  "turned by 90 degrees to the right",
  "mirrored and turned by 90 degrees to the right",
  "turned by 90 degrees to the left",
];

/** Whether width and height change places. */
export const swapsSides = (orientation: number): boolean => orientation > 4;

/**
 * Sets pixels upright.
 *
 * @param pixels `[height, width, 3]` as they are stored
 * @param orientation 2..8: which sides of the picture the first stored row and column are
 * @returns a copy, `[width, height, 3]` from 5 on
 *
 * Source: JEITA CP-3451 (EXIF), tag 274; TIFF 6.0, Orientation.
 */
export function orient<T extends Samples>(pixels: T, width: number, height: number, orientation: number): T {
  const out = new (pixels.constructor as new (length: number) => T)(pixels.length);
  // Where the first stored pixel goes, and how far apart neighbours of a row and of a column come to lie.
  const isMirrored = [2, 3, 6, 7].includes(orientation);
  const isFlipped = [3, 4, 7, 8].includes(orientation);
  const swapped = swapsSides(orientation);
  const across = swapped ? height : width;
  const down = swapped ? width : height;
  const left = isMirrored ? across - 1 : 0;
  const top = isFlipped ? down - 1 : 0;
  const stepX = isMirrored ? -1 : 1;
  const stepY = (isFlipped ? -1 : 1) * across;
  const [inRow, inColumn] = swapped ? [stepY, stepX] : [stepX, stepY];
  for (let y = 0, from = 0; y < height; y++) {
    let to = 3 * (top * across + left + y * inColumn);
    for (let x = 0; x < width; x++, from += 3, to += 3 * inRow) {
      out[to] = pixels[from];
      out[to + 1] = pixels[from + 1];
      out[to + 2] = pixels[from + 2];
    }
  }
  return out;
}
