import type { Truth } from "../../truth.js";
import type { CubeNotes } from "./description.js";

/**
 * Times at the pixels of a scan.
 *
 * Of a scan whose counts follow from no time, 1 s is said, so that maps divided by it are what they were.
 */
export function scanTimes({ recipe: { counts } }: Truth): Pick<CubeNotes, "dwellSeconds" | "liveSeconds"> {
  const known = counts.model === "dwell" || counts.model === "poisson" ? counts.dwellSeconds : undefined;
  return known === undefined ? { liveSeconds: 1 } : { dwellSeconds: known, liveSeconds: known };
}
