import { checkNumber } from "../check.js";
import { XRAY_RANGE_KEV } from "./xray-data.js";

/** Widest bin of a tube's continuum, keV. */
export const DEFAULT_STEP_KEV = 0.05;

/**
 * Bins from 0.5 keV to a tube's voltage, split wherever absorption jumps.
 *
 * @param edgesKeV absorption edges, in any order; those outside are ignored
 * @param stepKeV widest bin, keV, 0.001..10
 * @returns bin centres and widths, keV
 * @throws GanxError `INVALID_ARGUMENT`
 */
export function energyBins(
  kV: number,
  edgesKeV: readonly number[],
  stepKeV = DEFAULT_STEP_KEV,
): { centres: Float64Array; widths: Float64Array } {
  checkNumber("stepKeV", stepKeV, 0.001, 10);
  const { low } = XRAY_RANGE_KEV;
  const steps = Math.ceil((kV - low) / stepKeV);
  const inside = edgesKeV.filter((edge) => edge > low && edge < kV);
  const grid = Float64Array.from({ length: steps }, (_, i) => low + i * stepKeV);
  const bounds = [...new Set([...grid, ...inside, kV])].sort((a, b) => a - b);
  const count = bounds.length - 1;
  return {
    centres: Float64Array.from({ length: count }, (_, i) => (bounds[i]! + bounds[i + 1]!) / 2),
    widths: Float64Array.from({ length: count }, (_, i) => bounds[i + 1]! - bounds[i]!),
  };
}
