import type { EnergyAxis } from "../energy-axis.js";
import { withKernels } from "./core.js";

/**
 * Spreads a histogram over a uniform axis, each bin evenly over its width.
 *
 * @param edgesKeV increasing bin edges, length `counts.length + 1`
 * @param counts contents of the bins, finite
 * @returns what fell on the axis, `[channels]`
 */
export function resampleHistogram(
  axis: EnergyAxis,
  edgesKeV: Float64Array,
  counts: Float64Array,
): Float64Array {
  const { offsetKeV, gainKeV, channels } = axis;
  return withKernels((kernels, arena) => {
    const out = arena.zeros(channels * Float64Array.BYTES_PER_ELEMENT);
    const edges = arena.put(edgesKeV);
    const bins = arena.put(counts);
    kernels.resampleSpectrum(out, offsetKeV, gainKeV, channels, edges, bins, counts.length);
    return arena.get(new Float64Array(channels), out);
  });
}

/** Divides `values` in place by their sum and returns that sum; no change unless it is above 0 and finite. */
export function normalize(values: Float64Array): number {
  return withKernels((kernels, arena) => {
    const out = arena.put(values);
    const sum = kernels.normalize(out, values.length);
    arena.get(values, out);
    return sum;
  });
}
