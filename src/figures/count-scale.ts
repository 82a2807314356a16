import { formatNumber, superscript, ticks } from "./svg.js";

/** A vertical scale for counts. */
export interface CountScale {
  /** Position of a value: 0 at the foot of the plot, 1 at its top; never outside, never NaN. */
  readonly position: (value: number) => number;
  readonly ticks: readonly { readonly value: number; readonly label: string }[];
}

/**
 * Makes the scale that shows every value, from 0 or, if logarithmic, from just below the least positive one.
 *
 * @param values what will be drawn; anything but positive finite numbers sits at the foot
 * @param headroom share of the height kept free above the highest value, 0..1
 */
export function countScale(values: Iterable<number>, kind: "linear" | "log", headroom: number): CountScale {
  let [least, most] = [Infinity, 0];
  for (const value of values) {
    if (value > 0 && value < Infinity) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
  }
  if (most === 0) [least, most] = [1, 1];
  return kind === "log" ? logScale(least, most, headroom) : linearScale(most, headroom);
}

function linearScale(most: number, headroom: number): CountScale {
  const top = most / (1 - headroom);
  return {
    position: (value) => (value > 0 ? Math.min(1, value / top) : 0),
    ticks: ticks(0, top, 5).map((value) => ({ value, label: formatNumber(value) })),
  };
}

/** Decades shown at most; a noiseless spectrum can fall to 1e-300. */
const MOST_DECADES = 6;

function logScale(least: number, most: number, headroom: number): CountScale {
  const low = Math.log10(Math.max(Math.min(least / 1.5, most / 10), most / 10 ** MOST_DECADES));
  const high = low + (Math.log10(most) - low) / (1 - headroom);
  const found: { value: number; label: string }[] = [];
  // Powers of ten once plain numbers would grow long, and then for every tick.
  const name = (value: number, decade: number) =>
    multiples.length === 1 && (high >= 6 || low < -3) ? `10${superscript(decade)}` : formatNumber(value);
  const multiples = high - low < 2 ? [1, 2, 5] : [1];
  const every = Math.ceil((high - low) / 8);
  for (let decade = Math.floor(low); decade <= high; decade++) {
    if (decade % every !== 0) continue;
    for (const multiple of multiples) {
      const value = Number(`${multiple}e${decade}`);
      const at = Math.log10(value);
      if (at >= low && at <= high) found.push({ value, label: name(value, decade) });
    }
  }
  return {
    position: (value) => (value > 0 ? Math.min(1, Math.max(0, (Math.log10(value) - low) / (high - low))) : 0),
    ticks: found,
  };
}
