import { withAnalysis } from "./analysis.js";

/**
 * Background of a spectrum by peak clipping; see assembly/snip.ts.
 *
 * @param values at least 0 and finite, `[channels]`
 * @param width half-width of the first window, channels
 * @param lls whether what is clipped is log(log(sqrt(x + 1) + 1) + 1)
 * @param passes of the binomial filter before
 * @returns `[channels]`
 */
export function snip(values: Float64Array, width: number, lls: boolean, passes: number): Float64Array {
  return withAnalysis((kernels, arena) => {
    const n = values.length;
    const smoothed = arena.put(values);
    const out = arena.reserve(values.byteLength);
    const work = arena.reserve(values.byteLength);
    kernels.smooth(smoothed, n, passes);
    kernels.snip(out, work, smoothed, n, width, lls ? 1 : 0);
    return arena.get(new Float64Array(n), out);
  });
}
