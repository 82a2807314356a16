import type { Instrument } from "../../instrument.js";
import type { Truth } from "../../truth.js";
import type { CubeDescription } from "./description.js";

/** Terms of the series of e^-x, for x of 0 to 1. */
const TERMS = 30;
const ROUNDS = 50;

/** e^-x, the same in every engine, which Math.exp is not. @param x 0..1 */
function decay(x: number): number {
  let [sum, term] = [1, 1];
  for (let n = 1; n <= TERMS; n++) {
    term *= -x / n;
    sum += term;
  }
  return sum;
}

/**
 * The part of the time in which electronics heard that record so many counts a second.
 *
 * Pairs that were taken for one are not told from others, which makes it too large by at most their part.
 *
 * @param rate recorded counts a second
 * @returns 1/e..1 where deafness is prolonged, else 0..1
 *
 * Source: G. F. Knoll, Radiation Detection and Measurement, chapter 4: `rate = n exp(-n t)` where what is not heard
 * prolongs the deafness, `rate = n / (1 + n t)` where it does not.
 */
export function heardFraction(
  rate: number,
  { deadTimeUs, paralyzable, strobeHz }: Instrument["electronics"],
): number {
  // The strobe is counted without being heard.
  const busy = Math.max(0, rate - strobeHz) * deadTimeUs * 1e-6;
  if (!paralyzable) return Math.max(0, 1 - busy);
  let deaf = Math.min(1, busy);
  // Newton's method for deaf exp(-deaf) = busy, from below.
  for (let i = 0; i < ROUNDS && deaf < 1; i++)
    deaf = Math.min(1, deaf + (busy / decay(deaf) - deaf) / (1 - deaf));
  return decay(deaf);
}

/**
 * Times at the pixels of a scan.
 *
 * Where the instrument's own count rates say how many photons there are, its dead time is not lived. Of a scan whose
 * counts follow from no time, 1 s is said, so that maps divided by it are what they were.
 */
export function scanTimes({
  recipe: { counts, instrument },
  countRates,
  labels,
  hidden,
}: Pick<Truth, "recipe" | "countRates" | "labels" | "hidden">): Pick<
  CubeDescription,
  "dwellSeconds" | "liveSeconds" | "isNominalTime"
> {
  const known = counts.model === "dwell" || counts.model === "poisson" ? counts.dwellSeconds : undefined;
  if (known === undefined) return { liveSeconds: 1, isNominalTime: true };
  if (counts.model !== "dwell" || !countRates) return { dwellSeconds: known, liveSeconds: known };
  const live = countRates.map((rate) => known * heardFraction(rate, instrument.electronics));
  const rows = hidden?.stackLabels ?? labels;
  return { dwellSeconds: known, liveSeconds: Float32Array.from(rows, (row) => live[row]!) };
}
