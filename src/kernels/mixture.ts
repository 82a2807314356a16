import { withKernels } from "./core.js";

/**
 * @param abundances `[colors, pigments]`
 * @param distributions `[pigments, channels]`
 * @returns expected spectra `[colors, channels]`, each row sums to 1
 */
export function mixSpectra(
  abundances: Float64Array,
  distributions: Float64Array,
  pigments: number,
  channels: number,
): Float64Array {
  const colors = abundances.length / pigments;
  return withKernels((kernels, arena) => {
    const out = arena.reserve(colors * channels * 8);
    kernels.mixSpectra(out, arena.put(abundances), arena.put(distributions), colors, pigments, channels);
    return arena.get(new Float64Array(colors * channels), out);
  });
}
