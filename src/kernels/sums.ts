import { withKernels } from "./core.js";

/** Number types, in the order of the kernels' codes. */
export const NUMBER_TYPES = ["u8", "u16", "u32", "u64", "i8", "i16", "i32", "i64", "f32", "f64"] as const;

export type NumberType = (typeof NUMBER_TYPES)[number];

/** Where the counts of a block of pixels lie in an array, in elements. */
export interface BlockLayout {
  readonly type: NumberType;
  readonly rows: number;
  readonly columns: number;
  readonly channels: number;
  /** From one row to the next. */
  readonly rowStride: number;
  /** From one pixel to the next. */
  readonly pixelStride: number;
}

/** Sums over a block. */
export interface BlockSums {
  /** Counts of all pixels, `[channels]`. */
  readonly total: Float64Array;
  /** Highest count of any pixel, at least 0, `[channels]`. */
  readonly maximum: Float64Array;
  /** Counts in each window, `[rows, columns, windows]`. */
  readonly sums: Float64Array;
  /** Whether all counts are finite and at least 0; where not, the sums are of no use. */
  readonly valid: boolean;
}

type WithKernels = Parameters<Parameters<typeof withKernels>[0]>;

/** Sums counts that lie in the core's memory; for `src/kernels/` alone. */
export function sumCounts(
  kernels: WithKernels[0],
  arena: WithKernels[1],
  counts: number,
  { type, rows, columns, channels, rowStride, pixelStride }: BlockLayout,
  windows: Uint32Array,
): BlockSums {
  const kind = NUMBER_TYPES.indexOf(type);
  const windowCount = windows.length / 2;
  const total = arena.zeros(channels * 8);
  const maximum = arena.zeros(channels * 8);
  const sums = new Float64Array(rows * columns * windowCount);
  const sumsAt = arena.reserve(sums.byteLength);
  const at = arena.put(windows);
  const valid = kernels.addSpectra(
    total,
    maximum,
    counts,
    kind,
    rows,
    columns,
    channels,
    rowStride,
    pixelStride,
  );
  kernels.sumWindows(sumsAt, counts, kind, rows, columns, rowStride, pixelStride, at, windowCount);
  return {
    total: arena.get(new Float64Array(channels), total),
    maximum: arena.get(new Float64Array(channels), maximum),
    sums: arena.get(sums, sumsAt),
    valid: valid !== 0,
  };
}

/**
 * Sums counts over the pixels for every channel, and over windows of channels for every pixel.
 *
 * @param bytes the array's bytes, little-endian
 * @param windows first channel and one past the last of each window, `[windows, 2]`, within 0..channels
 */
export function sumBlock(bytes: Uint8Array, layout: BlockLayout, windows: Uint32Array): BlockSums {
  return withKernels((kernels, arena) => sumCounts(kernels, arena, arena.put(bytes), layout, windows));
}
