// How many photons: the options of `generate` and what they stand for.
import type { Background } from "../background.js";
import type { CountModel } from "../count-model.js";
import { GanxError } from "../errors.js";
import { readSpectrum } from "../io/read-spectrum.js";
import { strictNumber } from "./options.js";

export interface CountOptions {
  readonly counts?: string;
  /** Seconds. */
  readonly dwell?: number;
  readonly countRate?: number;
  /** Microamperes. */
  readonly current?: number;
  /** A name or a path. */
  readonly instrument?: string;
  readonly background?: string;
}

const EXPECTED =
  "expected N, luminosity:DARK..LIGHT or map:FILE, each also after poisson: (such as 400, poisson:400, luminosity:100..2000)";

function invalid(option: string, expected: string, text: string): GanxError {
  return new GanxError("INVALID_ARGUMENT", `${option}: ${expected}, found "${text}"`);
}

async function parseCounts(text: string): Promise<number | CountModel> {
  const poisson = text.startsWith("poisson:");
  const rest = poisson ? text.slice("poisson:".length) : text;
  if (rest.startsWith("map:") && rest.length > "map:".length) {
    const { readCountMap } = await import("../io/read-count-map.js");
    return { model: "map", map: await readCountMap(rest.slice("map:".length)), poisson };
  }
  if (rest.startsWith("luminosity:")) {
    const ends = rest.slice("luminosity:".length).split("..").map(strictNumber);
    if (ends.length !== 2 || ends.some(Number.isNaN)) throw invalid("--counts", EXPECTED, text);
    return { model: "luminosity", dark: ends[0], light: ends[1], poisson };
  }
  const number = strictNumber(rest);
  if (Number.isNaN(number)) throw invalid("--counts", EXPECTED, text);
  return poisson ? { model: "poisson", mean: number } : number;
}

/**
 * The count model that the options ask for.
 *
 * @throws GanxError `INVALID_ARGUMENT`, and what a map that cannot be read throws
 */
export async function countModel({
  counts,
  dwell,
  countRate,
  current,
  instrument,
}: CountOptions): Promise<number | CountModel | undefined> {
  if (current !== undefined && (dwell === undefined || countRate !== undefined)) {
    throw new GanxError(
      "INVALID_ARGUMENT",
      "expected --current with --dwell and without --count-rate: it decides how many photons there are a second",
    );
  }
  if (dwell === undefined && countRate === undefined) {
    return counts === undefined ? undefined : parseCounts(counts);
  }
  const isPhysical = current !== undefined || instrument !== undefined;
  if (counts !== undefined || dwell === undefined || (countRate === undefined && !isPhysical)) {
    throw new GanxError(
      "INVALID_ARGUMENT",
      "expected --dwell and --count-rate together and without --counts: they say the mean number of photons; " +
        "with --instrument or --current --dwell alone does",
    );
  }
  if (countRate === undefined) return { model: "dwell", dwellSeconds: dwell };
  return { model: "dwell", dwellSeconds: dwell, countRate };
}

/** The files that the options name, which must not be overwritten. */
export function inputsOf({ counts = "", background = "" }: CountOptions): string[] {
  const map = counts.replace(/^poisson:/, "");
  const spectrum = background.slice(0, Math.max(0, background.lastIndexOf(":")));
  return [...(map.startsWith("map:") ? [map.slice("map:".length)] : []), ...(spectrum ? [spectrum] : [])];
}

/** A time such as `100ms` or `0.1s`, in seconds. */
export function dwellOption(text: string): number {
  const [, number = "", unit = "s"] = /^\s*([^a-z]+?)\s*(ms|s)?\s*$/.exec(text) ?? [];
  const value = strictNumber(number);
  if (Number.isNaN(value)) throw invalid("--dwell", "expected a time such as 100ms or 0.1s", text);
  return unit === "ms" ? value / 1000 : value;
}

/**
 * The background that `flat:MEAN` or `FILE:MEAN` asks for.
 *
 * @throws GanxError `INVALID_ARGUMENT`, and what a spectrum that cannot be read throws
 */
export async function backgroundModel(text: string | undefined): Promise<Background | undefined> {
  if (text === undefined) return undefined;
  const colon = text.lastIndexOf(":");
  const mean = strictNumber(text.slice(colon + 1));
  if (colon < 1 || Number.isNaN(mean)) {
    throw invalid("--background", "expected flat:MEAN or FILE:MEAN, photons a pixel", text);
  }
  const file = text.slice(0, colon);
  if (file === "flat") return { mean, spectrum: "flat" };
  return { mean, spectrum: (await readSpectrum(file)).spectrum };
}
