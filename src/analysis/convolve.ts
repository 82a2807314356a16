import { checkInteger, show } from "../check.js";
import { GanxError } from "../errors.js";
import { convolveImages, type Weights } from "../kernels/convolve.js";
import type { Values } from "../kernels/rebin.js";
import { checkValues, makeRoom } from "./count-cube.js";

/** A cube, or one image where there are no channels. */
export interface ImageStack {
  readonly width: number;
  readonly height: number;
  /** Default 1. */
  readonly channels?: number;
  /** `[height, width, channels]`, channel fastest. */
  readonly counts: Values;
}

const BINOMIAL = [
  [1, 2, 1],
  [2, 4, 2],
  [1, 2, 1],
];
const MAX_SIDE = 65_536;
const MAX_TAPS = 2 ** 24;

/**
 * Convolves the image of every channel of a cube with a kernel.
 *
 * @param cube a cube, or an image `{ width, height, counts }`
 * @param kernel weights `[rows][columns]`, taken as they are; default 1 2 1, 2 4 2, 1 2 1, which sums to 16. Its centre
 *   is the middle, of an even number of rows or columns the one before it
 * @returns the same with a Float64Array of counts, as large; the image goes on mirrored beyond its edges. Whole numbers
 *   below 2^53 are exact
 * @throws GanxError `INVALID_ARGUMENT`, `OUT_OF_MEMORY`
 *
 * Source: definition; equals SciPy's `convolve2d(image, kernel, mode="same", boundary="symm")`.
 */
export function convolveSpatial<C extends ImageStack>(
  cube: C,
  kernel: readonly (readonly number[])[] = BINOMIAL,
): Omit<C, "counts"> & { readonly counts: Float64Array } {
  if (typeof cube !== "object" || cube === null) {
    throw new GanxError("INVALID_ARGUMENT", `cube: expected an object, found ${show(cube)}`);
  }
  const width = checkInteger("cube.width", cube.width, 1, 2 ** 31);
  const height = checkInteger("cube.height", cube.height, 1, 2 ** 31);
  const channels = checkInteger("cube.channels", cube.channels ?? 1, 1, MAX_SIDE);
  const values = checkValues("cube.counts", cube.counts, width * height * channels);
  const weights = checkKernel(kernel);
  const counts = makeRoom(Float64Array, values.length);
  convolveImages(counts, values, width, height, weights);
  return { ...cube, counts };
}

function checkKernel(kernel: readonly (readonly number[])[]): Weights {
  const rows = Array.isArray(kernel) ? kernel : [];
  const width = rows[0]?.length ?? 0;
  const shape = rows.length <= MAX_SIDE && width <= MAX_SIDE && rows.length * width <= MAX_TAPS;
  if (!(width > 0) || !shape || !rows.every((row) => Array.isArray(row) && row.length === width)) {
    throw new GanxError("INVALID_ARGUMENT", "kernel: expected rows of numbers, all of the same length");
  }
  const values = Float64Array.from(rows.flat());
  return { width, height: rows.length, values: checkValues("kernel", values, values.length) as Float64Array };
}
