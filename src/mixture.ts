// Explaining colours by pigments.
import { checkChoice, checkNumber } from "./check.js";
import { COLOR_METRICS, type ColorMetric, srgbToLab } from "./color.js";
import { comparePairs } from "./kernels/color.js";

export interface MixtureOptions {
  /** Default `deltaE2000`. */
  readonly metric?: ColorMetric;
  /** Least similarity of a pigment that takes part, 0..1, default 0.6. */
  readonly threshold?: number;
}

export interface Mixtures {
  /** Fraction of each pigment in each colour, `[colors, pigments]`; rows sum to 1. */
  readonly abundances: Float64Array;
  /** Similarity of each pigment to each colour, 0..1, `[colors, pigments]`. */
  readonly similarities: Float64Array;
}

/** Every colour beside every pigment: two arrays `[colors * pigments, 3]`. */
function allPairs(colors: Float64Array, pigments: Float64Array): [Float64Array, Float64Array] {
  const pairs = (colors.length / 3) * (pigments.length / 3);
  const left = new Float64Array(pairs * 3);
  const right = new Float64Array(pairs * 3);
  let at = 0;
  for (let k = 0; k < colors.length; k += 3) {
    for (let p = 0; p < pigments.length; p += 3) {
      left.set(colors.subarray(k, k + 3), at);
      right.set(pigments.subarray(p, p + 3), at);
      at += 3;
    }
  }
  return [left, right];
}

function similarity(metric: ColorMetric, colors: Float64Array, pigments: Float64Array): Float64Array {
  if (metric === "cosine") {
    return comparePairs("cosineSimilarity", ...allPairs(colors, pigments)).map((c) =>
      Math.min(1, Math.max(0, c)),
    );
  }
  const distances = comparePairs(metric, ...allPairs(srgbToLab(colors), srgbToLab(pigments)));
  return distances.map((distance) => Math.max(0, (100 - distance) / 100));
}

/** Index of the largest value; among equals the one with the largest `tieBreak`, then the first. */
function indexOfLargest(values: Float64Array, tieBreak: Float64Array): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) {
    if (values[i] > values[best] || (values[i] === values[best] && tieBreak[i] > tieBreak[best])) best = i;
  }
  return best;
}

/**
 * Explains colours by pigments: those at least `threshold` similar, weighted by similarity; where none is, the most
 * similar one alone.
 *
 * The palette colour is the reference of the colour difference. The cosine of pure black with anything is 0; then
 * CIEDE2000 decides which pigment is the most similar.
 *
 * @param colors sRGB 0..255, `[colors, 3]`
 * @param pigments sRGB 0..255, `[pigments, 3]`
 * @throws GanxError `INVALID_ARGUMENT`
 *
 * Source: Bombini 2023, arXiv:2304.14078, Algorithm 1 and equation 4.
 */
export function explainColors(
  colors: Float64Array,
  pigments: Float64Array,
  options: MixtureOptions = {},
): Mixtures {
  const metric = checkChoice("metric", options.metric ?? "deltaE2000", COLOR_METRICS);
  const threshold = checkNumber("threshold", options.threshold ?? 0.6, 0, 1);
  const count = pigments.length / 3;
  const similarities = similarity(metric, colors, pigments);
  const tieBreak = metric === "deltaE2000" ? similarities : similarity("deltaE2000", colors, pigments);
  const abundances = new Float64Array(similarities.length);
  for (let row = 0; row < similarities.length; row += count) {
    const similar = similarities.subarray(row, row + count);
    // A pigment of similarity 0 has no weight, whatever the threshold.
    let sum = 0;
    for (const s of similar) if (s >= threshold) sum += s;
    if (sum > 0) {
      for (let p = 0; p < count; p++) if (similar[p] >= threshold) abundances[row + p] = similar[p] / sum;
    } else {
      abundances[row + indexOfLargest(similar, tieBreak.subarray(row, row + count))] = 1;
    }
  }
  return { abundances, similarities };
}
