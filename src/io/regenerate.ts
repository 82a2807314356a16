// Node only: making a file's scan again from its recipe, and comparing.
import { createScan, type ScanOptions } from "../create-scan.js";
import { GanxError, throwIfAborted } from "../errors.js";
import { sha256 } from "../hash.js";
import { pause, type Scan } from "../scan.js";
import { SAMPLER_VERSION } from "../version.js";
import { parseLibrary } from "./parse-library.js";
import type { Hdf5Scan } from "./read-hdf5.js";

type Values = ArrayLike<number | string>;

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
  const library = await parseLibrary(JSON.parse(truth.library));
  if ((await sha256(truth.library)) !== recipe.library.sha256) {
    throw new GanxError("INVALID_FILE", `${path}: /truth/library is not the library of the recipe`);
  }
  const { photons } = recipe.counts;
  const patience = recipe.patience ?? undefined;
  const image = { width, height, rgb: truth.image, alphaBackground };
  const scan = await createScan(image, { ...recipe, ...options, counts: photons, patience, library });
  if (scan.truth.recipe.image.sha256 !== recipe.image.sha256) {
    throw new GanxError("INVALID_FILE", `${path}: /truth/image is not the picture of the recipe`);
  }
  return scan;
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
    signal?: AbortSignal;
    onProgress?: (progress: { stage: "compare"; done: number; of: number }) => void;
  } = {},
): Promise<string | undefined> {
  const truth = stored.truth();
  for (const name of ["labels", "palette", "expected", "abundances", "pigments", "image"] as const) {
    const at = firstDifference(truth[name], scan.truth[name]);
    if (at >= 0)
      return `/truth/${name} differs at index ${at}: ${truth[name][at]} in the file, ${scan.truth[name][at]} made`;
  }
  const { width, height } = stored;
  const rows = Math.max(1, Math.floor((16 * 2 ** 20) / (width * scan.energyAxis.channels * 4)));
  for (let y = 0; y < height; y += rows) {
    throwIfAborted(options.signal);
    const region = { x: 0, y, width, height: Math.min(rows, height - y) };
    const found = stored.region(region).counts;
    const made = scan.region(region).counts;
    const at = firstDifference(found, made);
    if (at >= 0) {
      const { channels } = scan.energyAxis;
      const pixel = Math.floor(at / channels);
      const place = `row ${y + Math.floor(pixel / width)}, column ${pixel % width}, channel ${at % channels}`;
      return `/img differs at ${place}: ${found[at]} in the file, ${made[at]} made`;
    }
    options.onProgress?.({ stage: "compare", done: y + region.height, of: height });
    await pause();
  }
  return undefined;
}
