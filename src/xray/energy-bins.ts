import { checkNumber } from "../check.js";
import { XRAY_RANGE_KEV } from "./xray-data.js";

/** Widest bin of a tube's continuum, keV. */
export const DEFAULT_STEP_KEV = 0.05;

/** How fine bins are. */
export interface BinWidths {
  /** Widest bin, keV, 0.001..10. Default: 0.05, or 10 with a `relativeStep`. */
  readonly stepKeV?: number;
  /** Widest bin over its lower end, 0.0001..1. Default: no such bound. */
  readonly relativeStep?: number;
}

/**
 * Bins from 0.5 keV to a tube's voltage, split wherever absorption jumps.
 *
 * @param edgesKeV absorption edges, in any order; those outside are ignored
 * @returns bin centres and widths, keV
 * @throws GanxError `INVALID_ARGUMENT`
 */
export function energyBins(
  kV: number,
  edgesKeV: readonly number[],
  { stepKeV, relativeStep }: BinWidths = {},
): { centres: Float64Array; widths: Float64Array } {
  const usual = relativeStep === undefined ? DEFAULT_STEP_KEV : 10;
  const step = checkNumber("stepKeV", stepKeV ?? usual, 0.001, 10);
  const relative = checkNumber("relativeStep", relativeStep ?? 1, 0.0001, 1);
  const { low } = XRAY_RANGE_KEV;
  const grid: number[] = [];
  for (let energy = low; energy < kV; energy += Math.min(step, relative * energy)) grid.push(energy);
  const inside = [...grid, ...edgesKeV].filter((energy) => energy > low && energy < kV);
  const bounds = [...new Set([low, ...inside, kV])].sort((a, b) => a - b);
  const count = bounds.length - 1;
  return {
    centres: Float64Array.from({ length: count }, (_, i) => (bounds[i]! + bounds[i + 1]!) / 2),
    widths: Float64Array.from({ length: count }, (_, i) => bounds[i + 1]! - bounds[i]!),
  };
}
