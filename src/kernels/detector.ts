import type { EnergyAxis } from "../energy-axis.js";
import { withPhysics } from "./physics.js";

/** A peak's tails and step relative to its Gaussian: areas, slopes (keV, above 0), height. */
export interface PeakShape {
  readonly shortTailRatio: number;
  readonly shortTailKeV: number;
  readonly longTailRatio: number;
  readonly longTailKeV: number;
  readonly stepRatio: number;
}

const BYTES = Float64Array.BYTES_PER_ELEMENT;
/** Half-width of a Gaussian in the kernel, sigmas. */
const REACH = 6;

/**
 * What a detector makes of photons of given energies, on a uniform axis: each channel the integral over it.
 *
 * @param energiesKeV any; `areas` (at least 0) and `sigmasKeV` (above 0) are as long
 * @returns Float64Array of length `axis.channels`
 */
export function responseOf(
  axis: EnergyAxis,
  energiesKeV: Float64Array,
  areas: Float64Array,
  sigmasKeV: Float64Array,
  shape: PeakShape,
): Float64Array {
  const { offsetKeV, gainKeV, channels } = axis;
  const count = energiesKeV.length;
  let least = Number.POSITIVE_INFINITY;
  let top = 0;
  for (let i = 0; i < count; i++) {
    least = Math.min(least, sigmasKeV[i]!);
    top = Math.max(top, energiesKeV[i]! + REACH * sigmasKeV[i]!);
  }
  if (count === 0) return new Float64Array(channels);
  const grid = Math.max(channels, Math.ceil((top - offsetKeV) / gainKeV) + 1);
  return withPhysics((kernels, arena) => {
    const out = arena.zeros(channels * BYTES);
    kernels.addResponse(
      out,
      offsetKeV,
      gainKeV,
      channels,
      grid,
      arena.put(energiesKeV),
      arena.put(areas),
      arena.put(sigmasKeV),
      count,
      least,
      shape.shortTailRatio,
      shape.shortTailKeV,
      shape.longTailRatio,
      shape.longTailKeV,
      shape.stepRatio,
      arena.reserve(kernels.responseScratch(grid)),
    );
    return arena.get(new Float64Array(channels), out);
  });
}

/**
 * Fractions of absorbed photons whose silicon K photon leaves the detector.
 *
 * @param mu total attenuation of silicon, cm2/g
 * @param tauK its absorption in the K shell, cm2/g
 * @param muLine its total attenuation for its own K photons, cm2/g
 * @param omega its K fluorescence yield
 */
export function escapeFractions(
  mu: Float64Array,
  tauK: Float64Array,
  muLine: number,
  omega: number,
): Float64Array {
  return withPhysics((kernels, arena) => {
    const out = arena.reserve(mu.length * BYTES);
    kernels.escapeFractions(out, arena.put(mu), arena.put(tauK), muLine, omega, mu.length);
    return arena.get(new Float64Array(mu.length), out);
  });
}

/**
 * Counts of two photons taken for one, counts a second.
 *
 * @param counts counts a second, `[axis.channels]`
 * @param seconds within which two are taken for one
 */
export function pairsOf(axis: EnergyAxis, counts: Float64Array, seconds: number): Float64Array {
  const { channels, offsetKeV, gainKeV } = axis;
  return withPhysics((kernels, arena) => {
    const out = arena.zeros(channels * BYTES);
    const reversed = arena.reserve(channels * BYTES);
    kernels.addPairs(out, arena.put(counts), reversed, channels, offsetKeV / gainKeV, seconds);
    return arena.get(new Float64Array(channels), out);
  });
}

/** Fraction of events at random that see no other within `seconds` when `rate` of them come a second. */
export function undisturbed(rate: number, seconds: number): number {
  return withPhysics((kernels) => kernels.undisturbed(rate, seconds));
}
