import { withAnalysis } from "./analysis.js";
import type { Values } from "./rebin.js";

/** What is brought into memory at once, values. */
const BLOCK = 2 ** 22;

/** A kernel: rows of weights one after the other. */
export interface Weights {
  readonly width: number;
  readonly height: number;
  /** `[height, width]` */
  readonly values: Float64Array;
}

/**
 * Convolves every channel's image of a cube, mirrored at its edges; see assembly/convolve.ts.
 *
 * @param out `[height, width, channels]`
 * @param values `[height, width, channels]`
 */
export function convolveImages(
  out: Float64Array,
  values: Values,
  width: number,
  height: number,
  kernel: Weights,
): void {
  const channels = values.length / (width * height);
  const row = width * channels;
  const rowsAtOnce = Math.max(1, Math.floor(BLOCK / row));
  const centre = (kernel.height - 1) >> 1;
  for (let y = 0; y < height; y += rowsAtOnce) {
    const count = Math.min(rowsAtOnce, height - y);
    // The rows this block needs, in the order they are met.
    const places = new Map<number, number>();
    const rows = Int32Array.from({ length: count * kernel.height }, (_, k) => {
      const source = mirrored(y + Math.floor(k / kernel.height) + centre - (k % kernel.height), height);
      const place = places.get(source) ?? places.size;
      places.set(source, place);
      return place;
    });
    withAnalysis((kernels, arena) => {
      const from = arena.reserve(places.size * row * 8);
      const to = arena.reserve(count * row * 8);
      const index = arena.put(rows);
      const weights = arena.put(kernel.values);
      const offsets = arena.reserve(kernel.values.length * 4);
      const source = new Float64Array(kernels.memory.buffer, from, places.size * row);
      for (const [line, place] of places)
        source.set(values.subarray(line * row, (line + 1) * row), place * row);
      kernels.convolveRows(
        to,
        from,
        index,
        weights,
        offsets,
        kernel.height,
        kernel.width,
        count,
        width,
        channels,
      );
      arena.get(out.subarray(y * row, (y + count) * row), to);
    });
  }
}

/** Row `i` of a picture of `n` rows that is mirrored at its edges, the outermost one repeated. */
function mirrored(i: number, n: number): number {
  const place = ((i % (2 * n)) + 2 * n) % (2 * n);
  return place < n ? place : 2 * n - 1 - place;
}
