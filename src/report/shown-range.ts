import { lowAndHigh } from "../analysis/axes.js";
import type { EnergyAxis } from "../energy-axis.js";

/** Share of the most from which on a channel stands out. */
const LEAST = 1e-6;

/** The range of spectra over one axis that is worth showing, in its unit: up to a little beyond the last channel that stands out. */
export function shownRange(axis: EnergyAxis, spectra: readonly ArrayLike<number>[]): [number, number] {
  const [low, high] = lowAndHigh(axis);
  const peaks = Array.from({ length: axis.channels }, (_, i) => Math.max(...spectra.map((one) => one[i])));
  const most = peaks.reduce((a, b) => Math.max(a, b), 0);
  const last = peaks.findLastIndex((peak) => peak > LEAST * most);
  return last < 0 ? [low, high] : [low, Math.min(high, low + (last + 1) * axis.gainKeV * 1.03)];
}
