import { fwhmKeV, type Instrument } from "../instrument.js";
import { type Line, lineFamilies, lines, type WeightedLine } from "../lines.js";

/** A peak to be named. */
export interface Spot {
  readonly energyKeV: number;
  readonly area: number;
  /** Standard deviation of the area, counts. */
  readonly noise: number;
  /** FWHM of a line there, keV. */
  readonly fwhm: number;
  /** How far off a line may be, keV. */
  readonly tolerance: number;
}

/** The lines of one element from vacancies in one shell, laid against the peaks. */
export interface ElementSeries {
  readonly element: string;
  readonly letter: "K" | "L" | "M";
  readonly families: readonly WeightedLine[];
  /** The alpha family. */
  readonly main: WeightedLine;
  /** The peak at the alpha family, -1 for none, and how far off it is from the nearest of its strong lines, keV. */
  readonly mainSpot: number;
  readonly offset: number;
  /** Intensity of the lines that fall on each peak, by the peak's index; those off its middle count for less. */
  readonly shares: ReadonlyMap<number, number>;
  readonly members: readonly { readonly line: WeightedLine; readonly spot: number }[];
}

/** The part of the energies where lines are seen and excited. */
export interface Range {
  readonly lowKeV: number;
  readonly highKeV: number;
  readonly tubeKV: number;
}

/** Below this the path and the window let too little through to count on a line, keV. */
const LEAST_KEV = 0.9;
/** A line is wholly in a peak up to this many FWHM from its middle, and not at all from so many on. */
const WHOLE = 0.4;
const FARTHEST = 1;
/** A line of less than this part of its family does not say where its peak is. */
const NOTABLE = 0.2;

/** The series of an element that the tube excites and whose alpha lines are on the axis, laid against the peaks. */
export function elementSeries(
  element: string,
  spots: readonly Spot[],
  range: Range,
  instrument: Instrument,
): ElementSeries[] {
  const all = lines(element);
  const families = lineFamilies(element);
  return (["K", "L", "M"] as const).flatMap((letter) => {
    const main = families.find(({ line }) => line === `${letter}a`);
    const own = all.filter(({ line }) => line.startsWith(letter));
    if (main === undefined || Math.max(...own.map(({ energyKeV }) => energyKeV)) > range.tubeKV) return [];
    if (main.energyKeV < Math.max(range.lowKeV, LEAST_KEV) || main.energyKeV > range.highKeV) return [];
    const shares = new Map<number, number>();
    const members = own.map((line) => {
      const spot = nearestSpot(spots, line.energyKeV);
      const widths = distance(spots, spot, line.energyKeV) / fwhmKeV(instrument, line.energyKeV);
      if (widths >= FARTHEST) return { line, spot: -1 };
      const part = Math.min(1, (FARTHEST - widths) / (FARTHEST - WHOLE));
      shares.set(spot, (shares.get(spot) ?? 0) + part * line.intensity);
      return { line, spot };
    });
    const series = families.filter(({ line }) => line.startsWith(letter));
    const [mainSpot, offset] = alphaSpot(spots, main, all, series);
    return [{ element, letter, families: series, main, mainSpot, offset, shares, members }];
  });
}

/** The peak at an alpha family: at its mean, at a strong line of it or, of M lines, where alpha and beta run together. */
function alphaSpot(
  spots: readonly Spot[],
  main: WeightedLine,
  all: readonly WeightedLine[],
  families: readonly WeightedLine[],
): [spot: number, offset: number] {
  const places = [main.energyKeV];
  for (const { line, energyKeV, intensity } of all) {
    if (line.startsWith(main.line) && intensity > NOTABLE * main.intensity) places.push(energyKeV);
  }
  const beta = families.find(({ line }) => line === "Mb");
  if (beta && main.line === "Ma") {
    const sum = main.intensity + beta.intensity;
    places.push((main.energyKeV * main.intensity + beta.energyKeV * beta.intensity) / sum);
  }
  const low = Math.min(...places);
  const high = Math.max(...places);
  // Nowhere between them is off: the lines may run together in any proportion.
  const off = (spot: Spot) => Math.max(0, low - spot.energyKeV, spot.energyKeV - high);
  let best = -1;
  spots.forEach((spot, i) => {
    if (off(spot) > spot.tolerance) return;
    if (best < 0 || spot.area > spots[best]!.area) best = i;
  });
  if (best < 0) return [-1, 0];
  return [best, off(spots[best]!)];
}

/** The peak nearest to an energy, -1 where there is none at all. */
export function nearestSpot(spots: readonly Spot[], energyKeV: number): number {
  let best = -1;
  spots.forEach((_, i) => {
    if (distance(spots, i, energyKeV) < distance(spots, best, energyKeV)) best = i;
  });
  return best;
}

/** How far a peak is from an energy, keV; infinite for none. */
export function distance(spots: readonly Spot[], spot: number, energyKeV: number): number {
  const found = spots[spot];
  return found ? Math.abs(found.energyKeV - energyKeV) : Number.POSITIVE_INFINITY;
}

/** What the lines of a series at a peak are called: a family where the peak is at its mean, else the strongest line. */
export function nameAt(series: ElementSeries, spots: readonly Spot[], spot: number): Line | undefined {
  const here = series.members.filter((member) => member.spot === spot);
  const strongest = here.toSorted((a, b) => b.line.intensity - a.line.intensity)[0]?.line;
  if (strongest === undefined) return undefined;
  if (spot === series.mainSpot) return series.main;
  const family = series.families.find(({ line }) => strongest.line.startsWith(line));
  if (family && distance(spots, spot, family.energyKeV) <= spots[spot]!.tolerance) return family;
  return strongest;
}
