import { withAnalysis } from "./analysis.js";

const VALUES = 11;

/**
 * Compares two spectra of one length.
 *
 * @param a finite, each >= 0, sum > 0
 * @param b likewise
 * @returns the eleven values of assembly/metric.ts, in its order
 */
export function compareSpectra(a: Float64Array, b: Float64Array): Float64Array {
  return withAnalysis((kernels, arena) => {
    const out = arena.reserve(VALUES * 8);
    kernels.spectrumMetrics(out, arena.put(a), arena.put(b), a.length);
    return arena.get(new Float64Array(VALUES), out);
  });
}
