import { GanxError } from "../errors.js";
import { withKernels } from "./core.js";
import { seedWords } from "./seed.js";
import { type BlockSums, sumCounts } from "./sums.js";

/** Counts of one type; 16 bits hold up to 65 535 photons a pixel. */
export type Counts = Uint16Array | Uint32Array;

/** One alias table a palette colour; see assembly/sample.ts. */
export interface AliasTables {
  readonly bits: number;
  readonly channels: number;
  /** `[colors, 2^bits]` */
  readonly entries: Uint32Array;
  /** `[colors, 2^bits]` */
  readonly tails: Uint32Array;
}

/** Makes counts that can hold `photons` in one channel. */
export function newCounts(length: number, photons: number): Counts {
  try {
    return photons <= 65_535 ? new Uint16Array(length) : new Uint32Array(length);
  } catch (cause) {
    throw new GanxError(
      "OUT_OF_MEMORY",
      `no room for ${length} counts at once; take smaller regions or slabs`,
      {
        cause,
      },
    );
  }
}

/** @param expected `[colors, channels]`, each row sums to 1 */
export function buildAliasTables(expected: Float64Array, channels: number): AliasTables {
  const bits = Math.max(1, 32 - Math.clz32(channels - 1));
  const slots = 2 ** bits;
  const colors = expected.length / channels;
  const entries = new Uint32Array(colors * slots);
  const tails = new Uint32Array(colors * slots);
  withKernels((kernels, arena) => {
    const distributions = arena.put(expected);
    const entry = arena.reserve(slots * 4);
    const tail = arena.reserve(slots * 4);
    const work = arena.reserve(slots * 12);
    for (let k = 0; k < colors; k++) {
      kernels.buildAliasTable(entry, tail, work, distributions + k * channels * 8, channels, bits);
      arena.get(entries.subarray(k * slots, (k + 1) * slots), entry);
      arena.get(tails.subarray(k * slots, (k + 1) * slots), tail);
    }
  });
  return { bits, channels, entries, tails };
}

/** The table of one colour alone. */
export function tableOf(tables: AliasTables, color: number): AliasTables {
  const slots = 2 ** tables.bits;
  return {
    ...tables,
    entries: tables.entries.subarray(color * slots, (color + 1) * slots),
    tails: tables.tails.subarray(color * slots, (color + 1) * slots),
  };
}

/** Pixels of a picture: `rows` runs of `width` consecutive ones, the starts `stride` apart. */
export interface PixelBlock {
  /** Index of the first pixel in the whole picture. */
  readonly first: number;
  readonly stride: number;
  readonly width: number;
  readonly rows: number;
  /** Table of each pixel, `[rows, width]`. */
  readonly labels: Uint8Array;
}

/** Draws the counts of a block into `out`, `[rows, width, channels]`. */
export function drawCounts(
  out: Counts,
  tables: AliasTables,
  block: PixelBlock,
  photons: number,
  seed: number,
): void {
  withKernels((kernels, arena) => {
    const pointer = drawInto(kernels, arena, tables, block, photons, seed, out.BYTES_PER_ELEMENT);
    arena.get(out, pointer);
  });
}

type WithKernels = Parameters<Parameters<typeof withKernels>[0]>;

function drawInto(
  kernels: WithKernels[0],
  arena: WithKernels[1],
  tables: AliasTables,
  { first, stride, width, rows, labels }: PixelBlock,
  photons: number,
  seed: number,
  bytes: number,
): number {
  const { bits, channels } = tables;
  const [k0, k1] = seedWords(seed);
  const entries = arena.put(tables.entries);
  const tails = arena.put(tables.tails);
  const tableOfPixel = arena.put(labels);
  const out = arena.reserve(width * rows * channels * bytes);
  for (let row = 0; row < rows; row++) {
    const at = out + row * width * channels * bytes;
    const pixel = first + row * stride;
    kernels.sampleCounts(
      at,
      bytes,
      channels,
      entries,
      tails,
      bits,
      tableOfPixel + row * width,
      pixel,
      width,
      photons,
      k0,
      k1,
    );
  }
  return out;
}

/**
 * Draws a block and keeps only sums: over windows of channels for every pixel, and over the pixels for every channel.
 *
 * @param windows first channel and one past the last of each window, `[windows, 2]`
 */
export function drawSums(
  tables: AliasTables,
  block: PixelBlock,
  photons: number,
  seed: number,
  windows: Uint32Array,
): BlockSums {
  return withKernels((kernels, arena) => {
    const { channels } = tables;
    const bytes = photons <= 65_535 ? 2 : 4;
    const counts = drawInto(kernels, arena, tables, block, photons, seed, bytes);
    const { rows, width: columns } = block;
    const layout = { rows, columns, channels, rowStride: columns * channels, pixelStride: channels };
    return sumCounts(kernels, arena, counts, { type: bytes === 2 ? "u16" : "u32", ...layout }, windows);
  });
}
