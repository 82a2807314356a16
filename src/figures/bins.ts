import { ticks } from "./svg.js";

/** Bins and what is worth saying of them. */
export interface Bins {
  /** Rising, one more than there are bins. */
  readonly edges: Float64Array;
  /** The one value there is, where all are equal. */
  readonly only?: number;
}

const MOST_BINS = 80;
const FEWEST_BINS = 12;
/** Below this a hundredth of a number loses its digits. */
const TINY = 1e-290;

/**
 * Chooses bins that several sets of numbers share.
 *
 * Their width follows Freedman and Diaconis 1981, made a round number, and a whole one for whole numbers, so that
 * each bin holds as many of them. Rare numbers far outside the rest are left out.
 *
 * @param sets numbers; those that are not finite do not count
 */
export function chooseBins(sets: readonly ArrayLike<number>[]): Bins {
  const sorted = Float64Array.from(sets.flatMap((set) => Array.from(set).filter(Number.isFinite))).sort();
  if (sorted.length === 0) return { edges: Float64Array.of(0, 1) };
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))];
  const [least, most] = [at(0), at(1)];
  const whole = sorted.every(Number.isInteger);
  if (least === most) return { edges: aroundOne(least, whole), only: least };
  // Bins between numbers that nearly agree would be lost in rounding.
  const size = Math.max(Math.abs(least), Math.abs(most));
  if (most - least <= 1e-9 * size || size < TINY) return { edges: aroundOne(least, whole) };
  const [low, high] = [at(0.001), at(0.999)];
  const reach = (high - low) / 2;
  const from = Math.max(least, low - reach);
  const to = Math.min(most, high + reach);
  const freedman = (2 * (at(0.75) - at(0.25))) / Math.cbrt(sorted.length);
  const wanted = Math.min((to - from) / FEWEST_BINS, Math.max((to - from) / MOST_BINS, freedman)) || 1;
  const [zero, step] = ticks(0, 20 * wanted, 20);
  const width = Math.max(step - zero, whole ? 1 : 0);
  // Whole numbers lie in the middle of their bin, not on its edge.
  const shift = whole ? -0.5 : 0;
  const edge = (i: number) => shift + i * width;
  let first = Math.floor((from - shift) / width);
  let last = Math.floor((to - shift) / width) + 1;
  // Where a division was rounded the outermost number would fall outside.
  if (edge(first) > from) first--;
  if (edge(last) < to) last++;
  return { edges: Float64Array.from({ length: last - first + 1 }, (_, i) => edge(first + i)) };
}

/** Bins to both sides of the one value there is, so that it stands as one bar in an empty plot. */
function aroundOne(value: number, whole: boolean): Float64Array {
  const size = Math.abs(value);
  const width = size < TINY || (whole && size < 1e9) ? 1 : size / 100;
  return Float64Array.from({ length: 22 }, (_, i) => value + (i - 10.5) * width);
}

/** Counts how many numbers lie in each bin, and how many in none. */
export function countInBins(
  values: ArrayLike<number>,
  edges: ArrayLike<number>,
): { inside: Float64Array; outside: number } {
  const inside = new Float64Array(edges.length - 1);
  let outside = 0;
  for (let i = 0; i < values.length; i++) {
    let [low, high] = [0, inside.length];
    // The bin whose lower edge is the last that is not above the value.
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (values[i] >= edges[middle]) low = middle;
      else high = middle;
    }
    const last = low === inside.length - 1;
    const below = last ? values[i] <= edges[low + 1] : values[i] < edges[low + 1];
    if (values[i] >= edges[low] && below) inside[low]++;
    else outside++;
  }
  return { inside, outside };
}
