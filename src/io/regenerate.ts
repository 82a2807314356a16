// Node only: making a file's scan again from its recipe, and comparing.
import type { CountModel } from "../count-model.js";
import { createScan, type ScanOptions } from "../create-scan.js";
import { GanxError } from "../errors.js";
import { hashImage, sha256 } from "../hash.js";
import type { RgbImage } from "../image.js";
import type { Scan } from "../scan.js";
import type { Truth } from "../truth.js";
import { SAMPLER_VERSION } from "../version.js";
import { parseLibrary } from "./parse-library.js";
import type { Hdf5Scan } from "./read-hdf5.js";
import { tiles } from "./tiles.js";

type Values = ArrayLike<number | string>;

const HIDDEN_ARRAYS = [
  "labels",
  "palette",
  "abundances",
  "image",
  "image16",
  "stacks",
  "stackLabels",
] as const;
const ARRAYS = [
  "labels",
  "palette",
  "expected",
  "abundances",
  "pigments",
  "image",
  "image16",
  "photons",
  "background",
  "countRates",
] as const;

/** The arrays of a truth by name; what it has not is empty. */
function arraysOf(truth: Truth): [name: string, values: Values][] {
  return [
    ...ARRAYS.map((name): [string, Values] => [name, truth[name] ?? []]),
    ...HIDDEN_ARRAYS.map((name): [string, Values] => [`hidden/${name}`, truth.hidden?.[name] ?? []]),
  ];
}

function firstDifference(a: Values, b: Values): number {
  if (a.length !== b.length) return Math.min(a.length, b.length);
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return i;
  return -1;
}

/**
 * Makes the scan of a file again from its recipe, its picture and its library.
 *
 * @throws GanxError `INVALID_FILE` where picture or library are not those of the recipe, or the recipe is of another
 *   sampler
 */
export async function recreateScan(
  stored: Hdf5Scan,
  options: Pick<ScanOptions, "signal" | "onProgress"> = {},
): Promise<Scan> {
  const { recipe, path, width, height } = stored;
  if (recipe.sampler !== SAMPLER_VERSION) {
    throw new GanxError(
      "INVALID_FILE",
      `${path}: expected a recipe of sampler version ${SAMPLER_VERSION}, found ${recipe.sampler}; ` +
        `make it again with ganx ${recipe.ganx}`,
    );
  }
  const truth = stored.truth();
  const { alphaBackground } = recipe.image;
  if (sha256(truth.library) !== recipe.library.sha256) {
    throw new GanxError("INVALID_FILE", `${path}: /truth/library is not the library of the recipe`);
  }
  const image = { width, height, rgb: truth.image, rgb16: truth.image16, alphaBackground };
  if (hashImage(image) !== recipe.image.sha256) {
    const name = truth.image16 ? "image16" : "image";
    throw new GanxError("INVALID_FILE", `${path}: /truth/${name} is not the picture of the recipe`);
  }
  const hidden = hiddenPicture(truth, stored);
  const library = await parseLibrary(JSON.parse(truth.library));
  const patience = recipe.patience ?? undefined;
  try {
    const counts = countModel(truth);
    const background = recipe.background && {
      mean: recipe.background.mean,
      spectrum:
        recipe.background.spectrum === "flat" ? ("flat" as const) : (truth.background ?? new Float64Array(0)),
    };
    return await createScan(image, { ...recipe, ...options, counts, background, patience, library, hidden });
  } catch (cause) {
    if (!(cause instanceof GanxError) || cause.code === "ABORTED") throw cause;
    throw new GanxError("INVALID_FILE", `${path}: the recipe cannot be followed: ${cause.message}`, {
      cause,
    });
  }
}

/** The hidden picture, where the recipe has one. @throws GanxError `INVALID_FILE` where the truth holds another */
function hiddenPicture({ recipe, hidden }: Truth, { path, width, height }: Hdf5Scan): RgbImage | undefined {
  if (!recipe.hidden) return undefined;
  const image = { width, height, rgb: hidden?.image ?? new Uint8Array(0), rgb16: hidden?.image16 };
  if (hashImage(image) === recipe.hidden.sha256) return image;
  throw new GanxError("INVALID_FILE", `${path}: /truth/hidden/image is not the hidden picture of the recipe`);
}

/** The count model from the recipe and, where pixels differ by a map, the truth. */
function countModel({ recipe: { counts, image }, photons }: Truth): CountModel {
  if (counts.model === "map") {
    return { ...counts, map: { ...image, values: photons ?? new Float32Array(0) } };
  }
  if (counts.model !== "poisson" || counts.dwellSeconds === undefined) return counts;
  return { model: "dwell", dwellSeconds: counts.dwellSeconds, countRate: counts.countRate ?? Number.NaN };
}

/**
 * Compares a scan with a file, every array value by value.
 *
 * @returns the first difference in words, or undefined where they are identical
 */
export async function findDifference(
  scan: Scan,
  stored: Hdf5Scan,
  options: {
    /** Threads that draw, 1 to 64, default 1: the calling one. */
    threads?: number;
    signal?: AbortSignal;
    onProgress?: (progress: { stage: "compare"; done: number; of: number }) => void;
  } = {},
): Promise<string | undefined> {
  const truth = stored.truth();
  const madeArrays = new Map(arraysOf(scan.truth));
  for (const [name, found] of arraysOf(truth)) {
    const made = madeArrays.get(name)!;
    const at = firstDifference(found, made);
    if (at >= 0) return `/truth/${name} differs at index ${at}: ${found[at]} in the file, ${made[at]} made`;
  }
  for (const name of ["energyAxis", "recipe", "trials", "library"] as const) {
    const [found, made] = [truth[name], scan.truth[name]].map((value) => JSON.stringify(value));
    if (found !== made)
      return `${name} differs: ${found.slice(0, 80)} in the file, ${made.slice(0, 80)} made`;
  }
  const cubes = scan.drawRegions(tiles(scan), { ...options, reuse: true });
  let done = 0;
  for await (const { counts: made, ...region } of cubes) {
    const found = stored.region(region).counts;
    const at = firstDifference(found, made);
    if (at >= 0) {
      const { channels } = scan.energyAxis;
      const pixel = Math.floor(at / channels);
      const row = region.y + Math.floor(pixel / region.width);
      const place = `row ${row}, column ${region.x + (pixel % region.width)}, channel ${at % channels}`;
      return `/img differs at ${place}: ${found[at]} in the file, ${made[at]} made`;
    }
    done += region.width * region.height;
    options.onProgress?.({ stage: "compare", done, of: scan.width * scan.height });
  }
  return undefined;
}
