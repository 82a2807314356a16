import { GanxError } from "../errors.js";
import { withKernels } from "./core.js";
import type { KernelExports } from "./exports.js";

type PairName = "deltaE76" | "deltaE94" | "deltaE2000" | "cosineSimilarity";
type ColorName = PairName | "srgbToLab" | "labToSrgb";

/** Colours a pass: its buffers stay in the cache, and linear memory small. */
const CHUNK = 4096;
/** Beyond colour and reason; up to here no kernel overflows. */
const LIMITS: Record<ColorName, number> = {
  srgbToLab: 1e100,
  labToSrgb: 1e100,
  deltaE76: 1e100,
  deltaE94: 1e100,
  deltaE2000: 1000,
  cosineSimilarity: 1e100,
};

function refuse(name: ColorName, values: Float64Array, from: number): never {
  const limit = LIMITS[name];
  // Not `Math.abs(value) > limit`, which a NaN is not.
  const index = values.findIndex((value, i) => i >= from && !(Math.abs(value) <= limit));
  throw new GanxError(
    "INVALID_ARGUMENT",
    `${name}: expected finite numbers from -${limit} to ${limit}, found ${values[index]} at index ${index}`,
  );
}

/** Refuses the colours from `from` up to `to`, which were copied to `pointer`, if one is beyond the limit. */
function check(
  kernels: KernelExports,
  name: ColorName,
  pointer: number,
  values: Float64Array,
  from: number,
  to: number,
): void {
  if (!kernels.allWithin(pointer, 3 * (to - from), LIMITS[name])) refuse(name, values, 3 * from);
}

/**
 * Converts colours, `[n, 3]`.
 *
 * @param colors sRGB 0..255 for `srgbToLab`, CIELAB for `labToSrgb`, which clips to the gamut
 * @returns the other of the two
 * @throws GanxError `INVALID_ARGUMENT`
 */
export function convertColors(name: "srgbToLab" | "labToSrgb", colors: Float64Array): Float64Array {
  const out = new Float64Array(colors.length);
  const count = colors.length / 3;
  withKernels((kernels, arena) => {
    const pointer = arena.reserve(24 * Math.min(count, CHUNK));
    for (let i = 0; i < count; i += CHUNK) {
      const end = Math.min(count, i + CHUNK);
      arena.set(pointer, colors.subarray(3 * i, 3 * end));
      check(kernels, name, pointer, colors, i, end);
      kernels[name](pointer, pointer, end - i);
      arena.get(out.subarray(3 * i, 3 * end), pointer);
    }
  });
  return out;
}

/**
 * Compares pairs of colours.
 *
 * @param a `[n, 3]`
 * @param b `[n, 3]`
 * @param out one value a pair, `[n]`
 * @returns `out`
 * @throws GanxError `INVALID_ARGUMENT`
 */
export function comparePairs(
  name: PairName,
  a: Float64Array,
  b: Float64Array,
  out: Float64Array = new Float64Array(a.length / 3),
): Float64Array {
  const count = out.length;
  withKernels((kernels, arena) => {
    const most = Math.min(count, CHUNK);
    const [target, first, second] = [8, 24, 24].map((bytes) => arena.reserve(bytes * most));
    for (let i = 0; i < count; i += CHUNK) {
      const end = Math.min(count, i + CHUNK);
      arena.set(first!, a.subarray(3 * i, 3 * end));
      arena.set(second!, b.subarray(3 * i, 3 * end));
      // A kernel that saw for itself that all is well says 1.
      if (kernels[name](target!, first!, second!, end - i) !== 1) {
        check(kernels, name, first!, a, i, end);
        check(kernels, name, second!, b, i, end);
      }
      arena.get(out.subarray(i, end), target!);
    }
  });
  return out;
}
