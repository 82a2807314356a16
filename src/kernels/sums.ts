import { withKernels } from "./core.js";

/** Number types, in the order of the kernels' codes. */
export const NUMBER_TYPES = ["u8", "u16", "u32", "u64", "i8", "i16", "i32", "i64", "f32", "f64"] as const;

export type NumberType = (typeof NUMBER_TYPES)[number];

/** Bytes of a number. */
export function bytesOfType(type: NumberType): number {
  return Number(type.slice(1)) / 8;
}

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

/** Doubles without gaps, unless they are so already or of two bytes; in the core's memory. */
function usable(
  kernels: WithKernels[0],
  arena: WithKernels[1],
  counts: number,
  layout: BlockLayout,
  narrow: boolean,
): { at: number; layout: BlockLayout } {
  const { type, rows, columns, channels, rowStride, pixelStride } = layout;
  const dense = pixelStride === channels && rowStride === columns * channels;
  if ((narrow && type === "u16") || (type === "f64" && dense)) return { at: counts, layout };
  const at = arena.reserve(rows * columns * channels * 8);
  const kind = NUMBER_TYPES.indexOf(type);
  kernels.widenCounts(at, counts, kind, rows, columns, channels, rowStride, pixelStride);
  const strides = { rowStride: columns * channels, pixelStride: channels };
  return { at, layout: { type: "f64", rows, columns, channels, ...strides } };
}

/** Sums counts that lie in the core's memory; for `src/kernels/` alone. */
export function sumCounts(
  kernels: WithKernels[0],
  arena: WithKernels[1],
  counts: number,
  stored: BlockLayout,
  windows: Uint32Array,
): BlockSums {
  const { at, layout } = usable(kernels, arena, counts, stored, true);
  const { type, rows, columns, channels, rowStride, pixelStride } = layout;
  const bytes = type === "u16" ? 2 : 8;
  const windowCount = windows.length / 2;
  const total = arena.zeros(channels * 8);
  const maximum = arena.zeros(channels * 8);
  const sums = new Float64Array(rows * columns * windowCount);
  const sumsAt = arena.reserve(sums.byteLength);
  const from = arena.put(windows);
  const valid = kernels.addSpectra(
    total,
    maximum,
    at,
    bytes,
    rows,
    columns,
    channels,
    rowStride,
    pixelStride,
  );
  kernels.sumWindows(sumsAt, at, bytes, rows, columns, rowStride, pixelStride, from, windowCount);
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

/**
 * Sums of the squares of counts, and of the squared differences between neighbours in a row, in every channel.
 *
 * @param bytes the array's bytes, little-endian
 * @returns two spectra, `[channels]` each
 */
export function disperseBlock(
  bytes: Uint8Array,
  stored: BlockLayout,
): { squares: Float64Array; differences: Float64Array } {
  return withKernels((kernels, arena) => {
    const { at, layout } = usable(kernels, arena, arena.put(bytes), stored, false);
    const { rows, columns, channels } = layout;
    const squares = arena.zeros(channels * 8);
    const differences = arena.zeros(channels * 8);
    kernels.addDispersion(squares, differences, at, rows, columns, channels);
    return {
      squares: arena.get(new Float64Array(channels), squares),
      differences: arena.get(new Float64Array(channels), differences),
    };
  });
}

/**
 * Counts as doubles, `[rows, columns, channels]` without gaps.
 *
 * @param bytes the array's bytes, little-endian
 */
export function widenBlock(bytes: Uint8Array, stored: BlockLayout): Float64Array {
  return withKernels((kernels, arena) => {
    const { at, layout } = usable(kernels, arena, arena.put(bytes), stored, false);
    return arena.get(new Float64Array(layout.rows * layout.columns * layout.channels), at);
  });
}
