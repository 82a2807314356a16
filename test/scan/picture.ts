import type { RgbImage } from "../../src/image.js";

/** Blocks of flat colour with a little variation: `width` x `height`, `blocks` colours side by side. */
export function blockPicture(width: number, height: number, blocks: number): RgbImage {
  const rgb = new Uint8Array(width * height * 3);
  for (let i = 0; i < width * height; i++) {
    const block = Math.floor(((i % width) * blocks) / width);
    for (let c = 0; c < 3; c++) rgb[3 * i + c] = ((block * (71 + 50 * c)) % 240) + ((i * (7 + c)) % 5);
  }
  return { width, height, rgb };
}

/** A picture of one colour. */
export function flatPicture(width: number, height: number, color: readonly number[]): RgbImage {
  const rgb = Uint8Array.from({ length: width * height * 3 }, (_, i) => color[i % 3]);
  return { width, height, rgb };
}

/** Sum of counts. */
export function sumOf(counts: Iterable<number>): number {
  let sum = 0;
  for (const n of counts) sum += n;
  return sum;
}
