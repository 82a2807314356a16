import { GanxError } from "../errors.js";
import { withKernels } from "./core.js";
import { seedWords } from "./seed.js";

/** Keeps the time an element takes, which grows with its mean, below some milliseconds. */
const LARGEST_MEAN = 1e6;

/**
 * Draws a Poisson count of each mean; it depends on the seed, the element's index and its mean alone.
 *
 * @param means each 0..1e6; 0 gives 0
 * @param first index of the first element in the whole, such as `row * channels + channel`, 0..2^53 - 1
 * @returns as long
 * @throws GanxError `INVALID_ARGUMENT` for a mean outside of the range
 */
export function drawPoisson(means: Float64Array, first: number, seed: number): Uint32Array {
  const bad = means.findIndex((mean) => !(mean >= 0 && mean <= LARGEST_MEAN));
  if (bad >= 0) {
    throw new GanxError(
      "INVALID_ARGUMENT",
      `means: expected numbers from 0 to ${LARGEST_MEAN}, found ${means[bad]} at index ${bad}`,
    );
  }
  return withKernels((kernels, arena) => {
    const counts = new Uint32Array(means.length);
    const out = arena.reserve(counts.byteLength);
    const [low, high] = seedWords(first);
    kernels.drawPoisson(out, arena.put(means), means.length, low, high, ...seedWords(seed));
    return arena.get(counts, out);
  });
}
