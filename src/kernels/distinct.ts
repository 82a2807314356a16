import { withKernels } from "./core.js";

const COLOR_WORDS = 1 << 19;

/** The distinct colours of a picture and how often each occurs. */
export interface DistinctColors {
  /** 0xRRGGBB, ascending, `[n]`. */
  readonly colors: Uint32Array;
  /** Pixels of each colour, `[n]`. */
  readonly pixels: Uint32Array;
}

/** @param rgb sRGB 0..255, `[pixels, 3]` */
export function distinctColors(rgb: Uint8Array): DistinctColors {
  return withKernels((kernels, arena) => {
    const bitmap = arena.zeros(COLOR_WORDS * 4);
    const ranks = arena.reserve(COLOR_WORDS * 4);
    const image = arena.put(rgb);
    const count = rgb.length / 3;
    const found = kernels.markColors(bitmap, ranks, image, count);
    const colors = arena.reserve(found * 4);
    const weights = arena.zeros(found * 4);
    kernels.countColors(colors, weights, bitmap, ranks, image, count);
    return {
      colors: arena.get(new Uint32Array(found), colors),
      pixels: arena.get(new Uint32Array(found), weights),
    };
  });
}

/** Gives every pixel the label of its colour. @param labels of the distinct colours @returns `[pixels]` */
export function labelPixels(rgb: Uint8Array, labels: Uint8Array): Uint8Array {
  return withKernels((kernels, arena) => {
    const bitmap = arena.zeros(COLOR_WORDS * 4);
    const ranks = arena.reserve(COLOR_WORDS * 4);
    const image = arena.put(rgb);
    const count = rgb.length / 3;
    kernels.markColors(bitmap, ranks, image, count);
    const out = arena.reserve(count);
    kernels.labelPixels(out, arena.put(labels), bitmap, ranks, image, count);
    return arena.get(new Uint8Array(count), out);
  });
}
