import { show } from "../check.js";
import { GanxError } from "../errors.js";

/** Counts above this are no counts; squares and sums below it stay finite. */
const MAX_COUNTS = Number.MAX_SAFE_INTEGER;

/**
 * Counts of one or more spectra as a copy in doubles.
 *
 * @throws GanxError `INVALID_ARGUMENT` unless they are numbers from 0 to 2^53 - 1
 */
export function checkCounts(name: string, counts: ArrayLike<number>): Float64Array {
  if (!Array.isArray(counts) && !(ArrayBuffer.isView(counts) && !(counts instanceof DataView))) {
    throw new GanxError("INVALID_ARGUMENT", `${name}: expected an array of counts, found ${show(counts)}`);
  }
  const values = new Float64Array(counts.length);
  for (let i = 0; i < values.length; i++) {
    const value: unknown = counts[i];
    if (typeof value !== "number" || !(value >= 0 && value <= MAX_COUNTS)) {
      throw new GanxError(
        "INVALID_ARGUMENT",
        `${name}: expected counts from 0 to 2^53 - 1, found ${show(value)} in channel ${i}`,
      );
    }
    values[i] = value;
  }
  return values;
}
