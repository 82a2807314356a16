// How real the counts of one cube look beside those of another: what the eye does not see in maps and spectra.
import { logarithm } from "../kernels/elementary.js";
import type { LineComparison } from "./compare-lines.js";
import { meanOf } from "./inspect.js";

/** A row of the scorecard. */
export interface RealismScore {
  readonly key: string;
  readonly name: string;
  /** The quantity in each cube, where it has one. */
  readonly a: number | null;
  readonly b: number | null;
  /** How far the two are apart; null where it cannot be said. */
  readonly distance: number | null;
  /** What is better: all distances are 0 for equal cubes. */
  readonly better: "lower";
  readonly meaning: string;
}

/** What the scorecard needs of a cube. */
export interface CountStatistics {
  readonly total: Float64Array;
  readonly pixels: Float64Array;
  readonly localDispersion: Float64Array;
}

/** The scorecard of `b` beside the reference `a`. */
export function realism(
  a: CountStatistics,
  b: CountStatistics,
  lines: readonly LineComparison[],
): readonly RealismScore[] {
  const sorted = [a, b].map(({ pixels }) => Float64Array.from(pixels).sort());
  const row = (
    key: string,
    name: string,
    values: readonly (number | null)[],
    distance: number | null,
    meaning: string,
  ): RealismScore => ({ key, name, a: values[0], b: values[1], distance, better: "lower", meaning });
  const compared = (key: string, name: string, values: readonly (number | null)[], meaning: string) =>
    row(key, name, values, logRatio(values[0], values[1]), meaning);

  const means = [a, b].map(({ pixels }) => meanOf(pixels));
  const spreads = [a, b].map(({ pixels }, i) => spreadOf(pixels, means[i]));
  const ratios = lines.map(({ ratio }) => ratio).filter((ratio) => ratio !== null);
  return [
    compared("countsPerPixel", "counts a pixel, mean", means, "|ln(b / a)|: whether the exposures are alike"),
    compared(
      "medianCounts",
      "counts a pixel, median",
      sorted.map((counts) => counts[Math.floor(counts.length / 2)]),
      "|ln(b / a)|",
    ),
    row(
      "countSpread",
      "spread of counts a pixel, standard deviation over mean",
      spreads,
      Math.abs(spreads[1] - spreads[0]),
      "|b - a|: real pixels differ in how much they fluoresce; a fixed number of photons gives 0",
    ),
    row(
      "countDistribution",
      "distribution of counts a pixel over their mean",
      [null, null],
      kolmogorovSmirnov(sorted, means),
      "Kolmogorov-Smirnov distance, 0 to 1",
    ),
    compared(
      "localDispersion",
      "dispersion index between neighbours",
      [a, b].map(({ total, localDispersion }) => typicalDispersion(total, localDispersion)),
      "|ln(b / a)|: 1 is the noise of photons; more means further noise or detail of single pixels",
    ),
    row(
      "lineRatios",
      "intensities of the lines",
      [null, null],
      ratios.length > 0 ? Math.sqrt(meanOf(ratios.map((ratio) => logarithm(ratio) ** 2))) : null,
      "root mean square of ln(b / a) over the lines seen in both",
    ),
    row(
      "missingLines",
      "lines seen in one cube alone",
      [alone(lines, 0), alone(lines, 1)],
      lines.length > 0 ? (alone(lines, 0) + alone(lines, 1)) / lines.length : null,
      "share of the lines looked for",
    ),
  ];
}

function alone(lines: readonly LineComparison[], which: 0 | 1): number {
  return lines.filter(({ intensity }) => intensity[which] > 0 && intensity[1 - which] === 0).length;
}

function logRatio(a: number | null, b: number | null): number | null {
  return a !== null && b !== null && a > 0 && b > 0 ? Math.abs(logarithm(b / a)) : null;
}

function spreadOf(pixels: Float64Array, mean: number): number {
  let squares = 0;
  for (const counts of pixels) squares += (counts - mean) ** 2;
  return mean > 0 ? Math.sqrt(squares / pixels.length) / mean : 0;
}

/** Mean over the channels, weighted by their counts. */
function typicalDispersion(total: Float64Array, index: Float64Array): number | null {
  let sum = 0;
  let weights = 0;
  index.forEach((value, channel) => {
    if (!Number.isFinite(value)) return;
    sum += value * total[channel];
    weights += total[channel];
  });
  return weights > 0 ? sum / weights : null;
}

/**
 * Largest difference between the cumulative distributions of two sorted lists, each divided by its mean.
 *
 * Source: A. N. Kolmogorov, G. Ist. Ital. Attuari 4 (1933) 83; N. V. Smirnov, Ann. Math. Stat. 19 (1948) 279.
 */
function kolmogorovSmirnov(sorted: readonly Float64Array[], means: readonly number[]): number | null {
  if (!means.every((mean) => mean > 0)) return null;
  const [a, b] = sorted;
  let [i, j, most] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    const value = Math.min(a[i] / means[0], b[j] / means[1]);
    // Rounding must not part what is equal.
    const until = value * (1 + 1e-12);
    while (i < a.length && a[i] / means[0] <= until) i++;
    while (j < b.length && b[j] / means[1] <= until) j++;
    most = Math.max(most, Math.abs(i / a.length - j / b.length));
  }
  return most;
}
