// Photons of the pixels from the time an instrument spends on them and the counts a second it has there.
import { MAX_PHOTONS } from "./count-model.js";
import { GanxError } from "./errors.js";
import { isMeasured, type Library } from "./pigment.js";

/** @throws GanxError `INVALID_ARGUMENT` where a pigment's spectrum says nothing of counts a second */
export function checkRatesAreKnown(library: Library): void {
  const measured = library.pigments.find(({ spectrum }) => isMeasured(spectrum));
  if (!measured) return;
  throw new GanxError(
    "INVALID_ARGUMENT",
    `dwell: expected a count rate too, as pigment "${measured.name}" has a measured spectrum, which does not tell counts a second`,
  );
}

/**
 * Counts a second of each colour: those of its pigments, weighted by its abundances.
 *
 * @param abundances `[colors, pigments]`; rows sum to 1
 * @param rates counts a second of each pigment, `[pigments]`
 */
export function mixRates(abundances: Float64Array, rates: Float64Array): Float64Array {
  const mixed = new Float64Array(abundances.length / rates.length);
  for (let k = 0; k < mixed.length; k++) {
    for (let p = 0; p < rates.length; p++) mixed[k]! += abundances[k * rates.length + p]! * rates[p]!;
  }
  return mixed;
}

/**
 * Mean photons of each pixel.
 *
 * @param rates counts a second of each colour
 * @param labels colour of each pixel
 * @throws GanxError `INVALID_ARGUMENT` where a pixel would have more than any may
 */
export function dwellPhotons(dwellSeconds: number, rates: Float64Array, labels: Uint8Array): Float32Array {
  const means = Float32Array.from(rates, (rate) => rate * dwellSeconds);
  const most = means.reduce((a, b) => Math.max(a, b), 0);
  if (most > MAX_PHOTONS) {
    throw new GanxError(
      "INVALID_ARGUMENT",
      `dwell: expected at most ${MAX_PHOTONS} photons a pixel, found ${Math.round(most)} in ${dwellSeconds} s; ` +
        "a shorter dwell or a lower current gives fewer",
    );
  }
  return Float32Array.from(labels, (label) => means[label]!);
}
