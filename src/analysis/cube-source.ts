// Where counts come from: a file, a virtual scan, or an array in memory, all read block by block.
import { checkInteger } from "../check.js";
import type { EnergyAxis } from "../energy-axis.js";
import { checkEnergyAxis } from "../energy-axis.js";
import { GanxError, throwIfAborted } from "../errors.js";
import { MAX_PIXELS } from "../image.js";
import type { BlockLayout, NumberType } from "../kernels/sums.js";
import { Turns } from "../pause.js";
import { checkRegion, type Region } from "../region.js";

/** Counts of a block of pixels in some of the channels, as they lie in a file or in memory. */
export interface CubeBlock {
  /** Column and row of its first pixel. */
  readonly x: number;
  readonly y: number;
  readonly firstChannel: number;
  readonly layout: BlockLayout;
  /** Little-endian. */
  readonly bytes: Uint8Array;
}

/** A cube of counts `[height, width, channels]` that is never needed whole. */
export interface CubeSource {
  /** What messages call it. */
  readonly label: string;
  readonly width: number;
  readonly height: number;
  readonly energyAxis: EnergyAxis;
  /** Width and height of a pixel on the object, um, where they are known. */
  readonly pixelSizeUm?: number;
  /** Rows that are quickly read together. */
  readonly rowsTogether: number;
  /** All counts once, in any order. */
  blocks(): Iterable<CubeBlock> | AsyncIterable<CubeBlock>;
  /** Counts of a rectangle, all channels. @throws GanxError */
  block(region: Region): CubeBlock | Promise<CubeBlock>;
}

/** A cube whose counts are at hand, without waiting for a disk or a network. */
export interface ReadyCubeSource extends CubeSource {
  blocks(): Iterable<CubeBlock>;
  block(region: Region): CubeBlock;
}

/** An array of counts, `[height, width, channels]`, channel fastest. */
export type CountArray =
  | Uint8Array
  | Uint16Array
  | Uint32Array
  | Int8Array
  | Int16Array
  | Int32Array
  | BigUint64Array
  | BigInt64Array
  | Float32Array
  | Float64Array;

const TYPES: Readonly<Record<string, NumberType>> = {
  Uint8Array: "u8",
  Uint16Array: "u16",
  Uint32Array: "u32",
  BigUint64Array: "u64",
  Int8Array: "i8",
  Int16Array: "i16",
  Int32Array: "i32",
  BigInt64Array: "i64",
  Float32Array: "f32",
  Float64Array: "f64",
};

/** The block that an array of counts of a rectangle makes. */
export function blockOf({ x, y, width, height }: Region, counts: CountArray, channels: number): CubeBlock {
  const type = TYPES[counts.constructor.name]!;
  const strides = { rowStride: width * channels, pixelStride: channels };
  const bytes = new Uint8Array(counts.buffer, counts.byteOffset, counts.byteLength);
  return {
    x,
    y,
    firstChannel: 0,
    layout: { type, rows: height, columns: width, channels, ...strides },
    bytes,
  };
}

/** A cube in memory. */
export interface MemoryCube {
  readonly width: number;
  readonly height: number;
  readonly energyAxis: EnergyAxis;
  readonly counts: CountArray;
}

/** A cube in memory as a source. @throws GanxError `INVALID_ARGUMENT` where size and counts disagree */
export function sourceOf({ width, height, energyAxis, counts }: MemoryCube, label = "cube"): ReadyCubeSource {
  const axis = checkEnergyAxis(energyAxis);
  const { channels } = axis;
  checkInteger("width", width, 1, MAX_PIXELS);
  checkInteger("height", height, 1, MAX_PIXELS);
  const isTyped = ArrayBuffer.isView(counts) && TYPES[counts.constructor.name] !== undefined;
  if (!isTyped || counts.length !== width * height * channels) {
    const found = isTyped ? counts.length : (counts as object | undefined)?.constructor?.name;
    throw new GanxError(
      "INVALID_ARGUMENT",
      `${label}: expected ${height} x ${width} x ${channels} counts in a typed array, found ${found}`,
    );
  }
  const block = (region: Region): CubeBlock => {
    const { x, y, width: columns, height: rows } = checkRegion(region, { width, height });
    const whole = blockOf({ x: 0, y: 0, width, height }, counts, channels);
    const size = counts.BYTES_PER_ELEMENT;
    const first = (y * width + x) * channels;
    const last = ((y + rows - 1) * width + x + columns) * channels;
    const layout = { ...whole.layout, rows, columns };
    return { ...whole, x, y, layout, bytes: whole.bytes.subarray(first * size, last * size) };
  };
  const blocks = function* (): Generator<CubeBlock> {
    for (let y = 0; y < height; y++) yield block({ x: 0, y, width, height: 1 });
  };
  return { label, width, height, energyAxis: axis, rowsTogether: 1, blocks, block };
}

/** Options of everything that goes through a whole cube. */
export interface PassOptions {
  readonly signal?: AbortSignal;
  /** Called with the part of the cube that has been read, 0..1. */
  readonly onProgress?: (done: number) => void;
}

/** Goes through all blocks of a source, giving way to others now and then. @throws GanxError `ABORTED` */
export async function forEachBlock(
  source: CubeSource,
  visit: (block: CubeBlock) => void,
  { signal, onProgress }: PassOptions = {},
): Promise<void> {
  const turns = new Turns();
  const all = source.width * source.height * source.energyAxis.channels;
  let done = 0;
  throwIfAborted(signal);
  for await (const block of source.blocks()) {
    visit(block);
    done += block.layout.rows * block.layout.columns * block.layout.channels;
    await turns.next();
    throwIfAborted(signal);
    onProgress?.(done / all);
  }
}
