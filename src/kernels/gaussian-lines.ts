import type { EnergyAxis } from "../energy-axis.js";
import { withPhysics } from "./physics.js";

/**
 * Gaussian lines on a uniform axis, each channel the integral over it.
 *
 * @param energiesKeV centres of the lines; `areas` and `sigmasKeV` (above 0) are as long
 * @returns Float64Array of length `axis.channels`
 */
export function gaussianLines(
  axis: EnergyAxis,
  energiesKeV: Float64Array,
  areas: Float64Array,
  sigmasKeV: Float64Array,
): Float64Array {
  const { offsetKeV, gainKeV, channels } = axis;
  return withPhysics((kernels, arena) => {
    const out = arena.zeros(channels * Float64Array.BYTES_PER_ELEMENT);
    const energies = arena.put(energiesKeV);
    const weights = arena.put(areas);
    const sigmas = arena.put(sigmasKeV);
    const count = energiesKeV.length;
    kernels.addGaussianLines(out, offsetKeV, gainKeV, channels, energies, weights, sigmas, count);
    return arena.get(new Float64Array(channels), out);
  });
}
