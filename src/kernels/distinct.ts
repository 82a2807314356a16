import { withKernels } from "./core.js";
import type { Points } from "./points.js";
import { padded, padWeights } from "./points.js";

/** Entries of the table of colours, two words each. */
const ENTRIES = 1 << 19;
/** Pixels that are in the core's memory at once: it never shrinks. */
const PIXELS_AT_ONCE = 1 << 18;
/** Entries whose colours are labelled at once; at most 32 colours each. */
const ENTRIES_AT_ONCE = 1 << 13;

/** Numbers the colours of a picture in ascending order of 0xRRGGBB. */
export interface ColorTable {
  readonly words: Uint32Array;
  /** How many colours there are. */
  readonly count: number;
  /** The bits of 0xRRGGBB that tell two colours apart. */
  readonly mask: number;
}

/** The distinct colours of a picture and how often each occurs. */
export interface DistinctColors {
  /** 0xRRGGBB, ascending, `[n]`. */
  readonly colors: Uint32Array;
  /** Pixels of each colour, `[n]`. */
  readonly pixels: Uint32Array;
}

function* slabs(rgb: Uint8Array): Generator<Uint8Array> {
  const bytes = PIXELS_AT_ONCE * 3;
  for (let start = 0; start < rgb.length; start += bytes) yield rgb.subarray(start, start + bytes);
}

/**
 * @param rgb sRGB 0..255, `[pixels, 3]`
 * @param dropped low bits of red, green and blue that are not looked at, 0..7
 */
export function indexColors(rgb: Uint8Array, dropped = 0): ColorTable {
  const mask = (0xff & (0xff << dropped)) * 0x010101;
  return withKernels((kernels, arena) => {
    const table = arena.zeros(ENTRIES * 8);
    const mark = arena.mark();
    for (const slab of slabs(rgb)) {
      kernels.markColors(table, arena.put(slab), slab.length / 3, mask);
      arena.release(mark);
    }
    const count = kernels.rankColors(table);
    return { words: arena.get(new Uint32Array(ENTRIES * 2), table), count, mask };
  });
}

/** Pixels of each colour of a table. */
export function countPixels(rgb: Uint8Array, table: ColorTable): Uint32Array {
  return withKernels((kernels, arena) => {
    const words = arena.put(table.words);
    const weights = arena.zeros(table.count * 4);
    const mark = arena.mark();
    for (const slab of slabs(rgb)) {
      kernels.countColors(weights, words, arena.put(slab), slab.length / 3, table.mask);
      arena.release(mark);
    }
    return arena.get(new Uint32Array(table.count), weights);
  });
}

/** The colours of a table; what its mask takes off is 0. */
export function distinctColors(rgb: Uint8Array, table: ColorTable = indexColors(rgb)): DistinctColors {
  const pixels = countPixels(rgb, table);
  return withKernels((kernels, arena) => {
    const colors = arena.reserve(table.count * 4);
    kernels.listColors(colors, arena.put(table.words), 0, ENTRIES);
    return { colors: arena.get(new Uint32Array(table.count), colors), pixels };
  });
}

/**
 * The colours of a table as weighted points; colours that its mask makes one stand at their mean.
 *
 * @param lab whether the points are CIELAB rather than sRGB
 */
export function distinctPoints(rgb: Uint8Array, table: ColorTable, lab: boolean): Points {
  const { count, mask } = table;
  const { colors, pixels } = distinctColors(rgb, table);
  return withKernels((kernels, arena) => {
    let rests = 0;
    if (mask !== 0xffffff) {
      rests = arena.zeros(count * 12);
      const mark = arena.mark();
      const words = arena.put(table.words);
      const inner = arena.mark();
      for (const slab of slabs(rgb)) {
        kernels.sumRests(rests, words, arena.put(slab), slab.length / 3, mask);
        arena.release(inner);
      }
      arena.release(mark);
    }
    const planes = arena.reserve(3 * padded(count) * 4);
    kernels.colorPoints(planes, arena.put(colors), rests, arena.put(pixels), count, lab ? 1 : 0);
    const out = arena.get(new Float32Array(3 * padded(count)), planes);
    return { count, planes: out, weights: padWeights(pixels, count) };
  });
}

/** Gives every colour of a table the label of the centre that is nearest to it. @param centres `[clusters, 3]` */
export function labelColors(table: ColorTable, centres: Float32Array, lab: boolean): Uint8Array {
  const labels = new Uint8Array(table.count);
  withKernels((kernels, arena) => {
    const words = arena.put(table.words);
    const places = arena.put(centres);
    const most = ENTRIES_AT_ONCE * 32;
    const colors = arena.reserve(most * 4);
    const points = arena.reserve(most * 12);
    const distances = arena.reserve(most * 4);
    const found = arena.reserve(most);
    let done = 0;
    for (let from = 0; from < ENTRIES; from += ENTRIES_AT_ONCE) {
      const count = kernels.listColors(colors, words, from, from + ENTRIES_AT_ONCE);
      kernels.colorPoints(points, colors, 0, 0, count, lab ? 1 : 0);
      kernels.assignPoints(found, distances, points, count, places, centres.length / 3);
      arena.get(labels.subarray(done, done + count), found);
      done += count;
    }
  });
  return labels;
}

/** Gives every pixel the label of its colour. @param labels of the table's colours @returns `[pixels]` */
export function labelPixels(rgb: Uint8Array, table: ColorTable, labels: Uint8Array): Uint8Array {
  const out = new Uint8Array(rgb.length / 3);
  withKernels((kernels, arena) => {
    const words = arena.put(table.words);
    const known = arena.put(labels);
    const found = arena.reserve(PIXELS_AT_ONCE);
    const mark = arena.mark();
    let done = 0;
    for (const slab of slabs(rgb)) {
      const count = slab.length / 3;
      kernels.labelPixels(found, known, words, arena.put(slab), count);
      arena.get(out.subarray(done, done + count), found);
      arena.release(mark);
      done += count;
    }
  });
  return out;
}
