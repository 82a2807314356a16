import { withAnalysis } from "./analysis.js";

/**
 * Smoothed second difference of a spectrum, its sign turned so that peaks are positive; see
 * assembly/second-difference.ts.
 *
 * @param values counts, at least 0, `[channels]`
 * @param widths sigma of the smoothing at each channel, channels, above 0, `[channels]`
 * @returns the difference and its standard deviation, `[channels]`
 */
export function secondDifference(
  values: Float64Array,
  widths: Float64Array,
): { difference: Float64Array; deviation: Float64Array } {
  return withAnalysis((kernels, arena) => {
    const n = values.length;
    const out = arena.reserve(values.byteLength);
    const spread = arena.reserve(values.byteLength);
    kernels.secondDifference(out, spread, arena.put(values), arena.put(widths), n);
    return {
      difference: arena.get(new Float64Array(n), out),
      deviation: arena.get(new Float64Array(n), spread),
    };
  });
}
