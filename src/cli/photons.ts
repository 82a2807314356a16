import type { Truth } from "../truth.js";

/** The range of a scan's mean photons where the instrument decides them; nothing otherwise. */
export function photonsInWords({ photons, recipe }: Truth): string {
  if (recipe.counts.model !== "dwell" || !photons) return "";
  let [least, most] = [Number.POSITIVE_INFINITY, 0];
  for (const mean of photons) {
    least = Math.min(least, mean);
    most = Math.max(most, mean);
  }
  return `, ${least.toPrecision(4)} to ${most.toPrecision(4)} photons a pixel on average,`;
}
