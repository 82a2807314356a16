// How many photons a pixel has.
import { checkInteger, checkNumber } from "./check.js";
import { type CountMap, checkCountMap } from "./count-map.js";
import { GanxError } from "./errors.js";
import { leastPass, passMargin } from "./kernels/sample.js";

/** Most photons a pixel may have, and the highest mean. */
export const MAX_PHOTONS = 1_000_000;

/** Exactly so many photons in every pixel. */
export interface FixedCounts {
  readonly model: "fixed";
  /** 0..1 000 000 */
  readonly photons: number;
}

/** A Poisson number in every channel; all together have a mean of so many photons. */
export interface PoissonCounts {
  readonly model: "poisson";
  /** 0..1 000 000 */
  readonly mean: number;
}

/** The same said by time and rate: the mean is their product. */
export interface DwellCounts {
  readonly model: "dwell";
  /** Time at each pixel, s. */
  readonly dwellSeconds: number;
  /** Photons a second. Default: what the instrument counts of each colour. */
  readonly countRate?: number;
}

/** Poisson counts of an instrument at each colour's own rate. */
export interface InstrumentCounts {
  readonly model: "dwell";
  readonly dwellSeconds: number;
  readonly poisson: true;
}

/** Photons follow the relative luminance of the picture, linearly. */
export interface LuminosityCounts {
  readonly model: "luminosity";
  /** Photons where the picture is black, 0..1 000 000. */
  readonly dark: number;
  /** Photons where it is white, 0..1 000 000; more or less than `dark`. */
  readonly light: number;
  /** Whether these are Poisson means; default false: exact numbers, rounded. */
  readonly poisson?: boolean;
}

/** A number of photons for every pixel. */
export interface MappedCounts {
  readonly model: "map";
  readonly map: CountMap;
  /** Whether these are Poisson means; default false: exact, whole numbers. */
  readonly poisson?: boolean;
}

export type CountModel = FixedCounts | PoissonCounts | DwellCounts | LuminosityCounts | MappedCounts;

/** The count model as a recipe keeps it; the photons of pixels that differ are beside it in the truth. */
export type CountRecipe =
  | FixedCounts
  | (PoissonCounts & { readonly dwellSeconds?: number; readonly countRate?: number })
  | InstrumentCounts
  | (LuminosityCounts & { readonly poisson: boolean })
  | { readonly model: "map"; readonly poisson: boolean };

const MODELS = ["fixed", "poisson", "dwell", "luminosity", "map"];

const photons = (name: string, value: unknown): number => checkNumber(name, value as number, 0, MAX_PHOTONS);

/**
 * Checks a count model.
 *
 * @param counts a number: exactly so many photons
 * @throws GanxError `INVALID_ARGUMENT`
 */
export function checkCounts(counts: number | CountModel): CountRecipe {
  if (typeof counts !== "object" || counts === null) {
    return { model: "fixed", photons: checkInteger("counts", counts, 1, MAX_PHOTONS) };
  }
  switch (counts.model) {
    case "fixed":
      return { model: "fixed", photons: checkInteger("counts.photons", counts.photons, 1, MAX_PHOTONS) };
    case "poisson":
      return { model: "poisson", mean: photons("counts.mean", counts.mean) };
    case "dwell": {
      const dwellSeconds = checkNumber("dwell", counts.dwellSeconds, 0, 1e6);
      if (counts.countRate === undefined) return { model: "dwell", dwellSeconds, poisson: true };
      const countRate = checkNumber("count rate", counts.countRate, 0, 1e9);
      const mean = photons("dwell times count rate", dwellSeconds * countRate);
      return { model: "poisson", mean, dwellSeconds, countRate };
    }
    case "luminosity": {
      const dark = photons("counts.dark", counts.dark);
      const light = photons("counts.light", counts.light);
      return { model: "luminosity", dark, light, poisson: counts.poisson === true };
    }
    case "map":
      return { model: "map", poisson: counts.poisson === true };
    default:
      throw new GanxError(
        "INVALID_ARGUMENT",
        `counts: expected a number or a model of ${MODELS.join(", ")}, found ${JSON.stringify((counts as { model?: unknown }).model)}`,
      );
  }
}

/**
 * Checks a map of photons against the picture.
 *
 * @returns its values, a copy
 * @throws GanxError `INVALID_ARGUMENT`
 */
export function photonsOfMap(
  map: CountMap | undefined,
  picture: { readonly width: number; readonly height: number },
  poisson: boolean,
): Float32Array {
  const { width, height, values } = checkCountMap(map ?? ({} as CountMap));
  if (width !== picture.width || height !== picture.height) {
    throw new GanxError(
      "INVALID_ARGUMENT",
      `count map: expected the size of the picture, ${picture.width} x ${picture.height}, found ${width} x ${height}`,
    );
  }
  const broken = poisson ? -1 : values.findIndex((value) => !Number.isInteger(value));
  if (broken < 0) return values.slice();
  const place = `row ${Math.floor(broken / width)}, column ${broken % width}`;
  throw new GanxError(
    "INVALID_ARGUMENT",
    `count map: expected whole numbers, found ${values[broken]} at ${place} (from 0); means are for Poisson counts`,
  );
}

/** Quarters of an octave for what a pass leaves over, eighths where pixels differ. */
const QUARTER = 1.189207115002721;
const EIGHTH = 1.0905077326652577;

function ladder(from: number, to: number, step: number): number[] {
  const means: number[] = [];
  for (let mean = from; mean < to; mean *= step) means.push(Math.floor(mean));
  return means;
}

/**
 * Means of the passes by which counts are drawn; see assembly/sample.ts. They depend on the count model alone, so that
 * no part of the picture is drawn otherwise than another.
 *
 * @param least, most photons of the pixels that have the fewest and the most
 */
export function choosePasses(channels: number, least: number, most: number, poisson: boolean): number[] {
  const worthwhile = leastPass(channels);
  if (most < worthwhile) return [];
  if (least < most) return ladder(worthwhile / QUARTER, most + EIGHTH, EIGHTH);
  if (poisson) return [most];
  const margin = passMargin(most);
  const first = Math.floor(most - margin);
  const left = margin + 6 * Math.sqrt(most);
  return [...ladder(worthwhile / QUARTER, Math.min(left, first), QUARTER), first];
}

/** Bytes that hold any count of a pixel of up to `most` photons, or of that mean. */
export function bytesOfCounts(most: number, poisson: boolean, backgroundMean: number): 2 | 4 {
  // Poisson numbers reach 16 deviations and 100 once in 10^50.
  const highest = (mean: number): number => (mean > 0 ? mean + 16 * Math.sqrt(mean) + 100 : 0);
  // A pass of fixed counts stays 3.2 deviations below them on average, so it may exceed them for a while.
  const reached = poisson ? highest(most) : most + 13 * Math.sqrt(most);
  return reached + highest(backgroundMean) <= 65_535 ? 2 : 4;
}

/** A count model in words. */
export function describeCounts(counts: CountRecipe): string {
  switch (counts.model) {
    case "fixed":
      return `${counts.photons} photons a pixel`;
    case "poisson": {
      const { mean, dwellSeconds, countRate } = counts;
      const reason = dwellSeconds === undefined ? "" : `, ${dwellSeconds} s at ${countRate} a second`;
      return `Poisson, ${mean} photons a pixel on average${reason}`;
    }
    case "dwell":
      return `Poisson, what the instrument counts in ${counts.dwellSeconds} s`;
    case "luminosity": {
      const { dark, light, poisson } = counts;
      return `${poisson ? "Poisson, on average " : ""}${dark} photons where black to ${light} where white`;
    }
    case "map":
      return `${counts.poisson ? "Poisson, on average " : ""}photons a pixel from a map`;
  }
}
