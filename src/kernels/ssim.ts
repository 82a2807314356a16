import { withAnalysis } from "./analysis.js";

/** Rows of an image, `[rows, width]`. */
export type Rows = Float64Array | Float32Array;

/** A separable, symmetric window. */
export interface SsimWindow {
  readonly radius: number;
  /** From the centre outwards, `[radius + 1]`; the sum of centre and twice the others is 1. */
  readonly weights: Float64Array;
  /** What variances are multiplied by: 1, or n / (n - 1) for those of a sample of n. */
  readonly unbias: number;
}

/** Two images of one width, the same rows of each. */
export interface RowPair {
  readonly a: Rows;
  readonly b: Rows;
}

/** What the scores of one comparison have in common. */
export interface SsimSettings {
  readonly width: number;
  readonly window: SsimWindow;
  readonly c1: number;
  readonly c2: number;
  /** A number near the values of `a`, and one near those of `b`, against cancellation. */
  readonly shifts: readonly [number, number];
}

type WithKernels = Parameters<Parameters<typeof withAnalysis>[0]>;

/** Copies two runs of rows in, one after the other, as doubles. */
function putBoth(kernels: WithKernels[0], arena: WithKernels[1], first: Rows, second: Rows): number {
  const length = first.length + second.length;
  const pointer = arena.reserve(length * 8);
  const view = new Float64Array(kernels.memory.buffer, pointer, length);
  view.set(first);
  view.set(second, first.length);
  return pointer;
}

/**
 * Similarity of each window of `kept` rows followed by `fresh` ones, at least `2 radius + 1` together.
 *
 * @returns sum over each row of windows of the similarity and of its contrast-structure part, `[rows - 2 radius, 2]`
 */
export function scoreRows(kept: RowPair, fresh: RowPair, settings: SsimSettings): Float64Array {
  const { width, window, c1, c2, shifts } = settings;
  return withAnalysis((kernels, arena) => {
    const rows = (kept.a.length + fresh.a.length) / width;
    const sums = new Float64Array((rows - 2 * window.radius) * 2);
    const out = arena.reserve(sums.byteLength);
    const numbers = arena.put(Float64Array.of(window.unbias, c1, c2, ...shifts, ...window.weights));
    const a = putBoth(kernels, arena, kept.a, fresh.a);
    const b = putBoth(kernels, arena, kept.b, fresh.b);
    kernels.ssimRows(out, a, b, rows, width, numbers, window.radius);
    return arena.get(sums, out);
  });
}

/**
 * Halves rows of an image: means of 2 x 2 pixels, an odd last row or column taken twice.
 *
 * @param first `[rows, width]`
 * @param second the rows that follow
 * @returns `[ceil(rows / 2), ceil(width / 2)]`
 */
export function halveRows(first: Rows, second: Rows, width: number): Float64Array {
  return withAnalysis((kernels, arena) => {
    const rows = (first.length + second.length) / width;
    const halves = new Float64Array(Math.ceil(rows / 2) * Math.ceil(width / 2));
    const out = arena.reserve(halves.byteLength);
    kernels.halveRows(out, putBoth(kernels, arena, first, second), rows, width);
    return arena.get(halves, out);
  });
}
