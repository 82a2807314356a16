import type { Spot } from "./element-series.js";

/** Energy of a silicon K photon, keV. */
export const SILICON_KEV = 1.74;
/** Silicon's K edge, keV: below it nothing can set one free. */
const SILICON_EDGE_KEV = 1.839;
/** Escape peaks of a silicon detector are well below this part of their line up to this energy, keV. */
const ESCAPE_SHARE = 0.05;
const ESCAPE_KEV = 2.6;
/** Of that, about what the escape peak of a line in the open is. */
const USUAL_PART = 0.6;
/** A sum peak is at most this part of the weaker of its two lines. */
const SUM_SHARE = 0.02;
/** So many of the largest peaks may add up to others. */
const SUMMANDS = 3;

/**
 * The peak whose escape peak another one may be: 1.74 keV above it, and much larger; -1 for none.
 *
 * Source: S. J. B. Reed and N. G. Ware, J. Phys. E 5 (1972) 582; the share falls about as the energy squared.
 */
export function escapeParent(spots: readonly Spot[], spot: number): number {
  const here = spots[spot]!;
  return spots.findIndex(({ energyKeV, area }) => {
    const share = ESCAPE_SHARE * Math.min(1, (ESCAPE_KEV / energyKeV) ** 2);
    const off = Math.abs(energyKeV - SILICON_KEV - here.energyKeV);
    return energyKeV > SILICON_EDGE_KEV && off <= here.tolerance && here.area <= share * area;
  });
}

/** Whether a peak is no larger than the escape peak of its parent has to be, so that nothing else need be there. */
export function isAllEscape(spots: readonly Spot[], spot: number, parent: number): boolean {
  if (parent < 0) return false;
  const { energyKeV, area } = spots[parent]!;
  const share = ESCAPE_SHARE * Math.min(1, (ESCAPE_KEV / energyKeV) ** 2);
  return spots[spot]!.area <= USUAL_PART * share * area;
}

/** The two large peaks whose energies add up to that of a small one; undefined for none. */
export function sumParents(spots: readonly Spot[], spot: number): [number, number] | undefined {
  const here = spots[spot]!;
  const large = spots
    .map((_, i) => i)
    .sort((a, b) => spots[b]!.area - spots[a]!.area)
    .slice(0, SUMMANDS);
  for (const a of large) {
    for (const b of large.filter((one) => one >= a)) {
      const off = Math.abs(spots[a]!.energyKeV + spots[b]!.energyKeV - here.energyKeV);
      const least = Math.min(spots[a]!.area, spots[b]!.area);
      if (off <= here.tolerance && here.area <= SUM_SHARE * least) return [a, b];
    }
  }
  return undefined;
}
