import { withKernels } from "./core.js";

type PairName = "deltaE76" | "deltaE94" | "deltaE2000" | "cosineSimilarity";

/** @param rgb sRGB 0..255, `[n, 3]` @returns CIELAB, `[n, 3]` */
export function srgbToLabArray(rgb: Float64Array): Float64Array {
  return withKernels((kernels, arena) => {
    const pointer = arena.put(rgb);
    kernels.srgbToLab(pointer, pointer, rgb.length / 3);
    return arena.get(new Float64Array(rgb.length), pointer);
  });
}

/** @param lab CIELAB, `[n, 3]` @returns sRGB 0..255, `[n, 3]`, clipped to the gamut */
export function labToSrgbArray(lab: Float64Array): Float64Array {
  return withKernels((kernels, arena) => {
    const pointer = arena.put(lab);
    kernels.labToSrgb(pointer, pointer, lab.length / 3);
    return arena.get(new Float64Array(lab.length), pointer);
  });
}

/** @param a `[n, 3]` @param b `[n, 3]` @returns one value a pair, `[n]` */
export function comparePairs(name: PairName, a: Float64Array, b: Float64Array): Float64Array {
  return withKernels((kernels, arena) => {
    const count = a.length / 3;
    const out = arena.reserve(count * 8);
    kernels[name](out, arena.put(a), arena.put(b), count);
    return arena.get(new Float64Array(count), out);
  });
}
