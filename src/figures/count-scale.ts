import { linearScale, type Scale, type Tick } from "./plot-area.js";
import { formatNumber, superscript } from "./svg.js";

/**
 * Makes the scale that shows every value, from 0 or, if logarithmic, from just below the least positive one.
 *
 * @param values what will be drawn; anything but positive finite numbers sits at the foot
 * @param headroom share of the height kept free above the highest value, 0..1
 */
export function countScale(values: Iterable<number>, kind: "linear" | "log", headroom: number): Scale {
  let [least, most] = [Infinity, 0];
  for (const value of values) {
    if (value > 0 && value < Infinity) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
  }
  if (most === 0) [least, most] = [1, 1];
  return kind === "log"
    ? logScale(Math.min(least / 1.5, most / 10), most, headroom)
    : linearScale(0, most / (1 - headroom), 8);
}

/** Decades shown at most; a noiseless spectrum can fall to 1e-300. */
const MOST_DECADES = 6;

/** A logarithmic scale from `least` (but at most six decades) to a share of the height above `most`. */
export function logScale(least: number, most: number, headroom: number): Scale {
  const low = Math.log10(Math.max(least, most / 10 ** MOST_DECADES));
  const high = low + (Math.log10(most) - low) / (1 - headroom);
  const ticks: Tick[] = [];
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
      if (at >= low && at <= high) ticks.push({ value, label: name(value, decade) });
    }
  }
  return { kind: "log", min: 10 ** low, max: 10 ** high, ticks };
}
