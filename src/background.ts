// A background that is added to the counts of every pixel.
import { checkNumber, show } from "./check.js";
import { MAX_PHOTONS } from "./count-model.js";
import type { EnergyAxis } from "./energy-axis.js";
import { GanxError } from "./errors.js";
import { resampleSpectrum } from "./library.js";
import type { MeasuredSpectrum } from "./pigment.js";

export interface Background {
  /** Mean number of photons in a pixel, 0..1 000 000; their numbers are Poisson distributed. */
  readonly mean: number;
  /** `flat`: equal in all channels; a spectrum, brought onto the energy axis by energy; or weights, `[channels]`. */
  readonly spectrum: "flat" | MeasuredSpectrum | Float64Array;
}

/** The background as a recipe keeps it; its distribution is beside it in the truth. */
export interface BackgroundRecipe {
  readonly mean: number;
  readonly spectrum: "flat" | "given";
}

/** A sum this near to 1 is that of a distribution; dividing by it again would change its last bits. */
const ROUNDING = 1e-9;

function weights(spectrum: Background["spectrum"], axis: EnergyAxis): Float64Array {
  if (spectrum === "flat") return new Float64Array(axis.channels).fill(1);
  if (Object(spectrum) !== spectrum || !("energiesKeV" in spectrum || spectrum instanceof Float64Array)) {
    throw new GanxError(
      "INVALID_ARGUMENT",
      `background: expected "flat", a spectrum or weights in a Float64Array, found ${show(spectrum)}`,
    );
  }
  if (!(spectrum instanceof Float64Array)) return resampleSpectrum(spectrum, axis);
  const bad = spectrum.findIndex((value) => !(value >= 0 && value < Number.POSITIVE_INFINITY));
  if (spectrum.length === axis.channels && bad < 0) return spectrum;
  const found = bad < 0 ? `${spectrum.length}` : `${spectrum[bad]} in channel ${bad}`;
  throw new GanxError(
    "INVALID_ARGUMENT",
    `background: expected ${axis.channels} weights of at least 0, found ${found}`,
  );
}

/**
 * Checks a background.
 *
 * @returns what the recipe keeps, and the distribution `[channels]`
 * @throws GanxError `INVALID_ARGUMENT`
 */
export function checkBackground(
  { mean, spectrum }: Background,
  axis: EnergyAxis,
): { recipe: BackgroundRecipe; distribution: Float64Array } {
  checkNumber("background.mean", mean, 0, MAX_PHOTONS);
  const values = weights(spectrum, axis);
  const sum = values.reduce((total, value) => total + value, 0);
  if (!(sum > 0 && sum < Number.POSITIVE_INFINITY)) {
    throw new GanxError(
      "INVALID_ARGUMENT",
      `background: expected a spectrum with counts on the energy axis, found a sum of ${sum}`,
    );
  }
  const distribution = Math.abs(sum - 1) < ROUNDING ? values.slice() : values.map((value) => value / sum);
  return { recipe: { mean, spectrum: spectrum === "flat" ? "flat" : "given" }, distribution };
}
