// What a worker can do: a name, and a function over plain data that can be sent between threads.

import { type CompressedTile, drawCompressed } from "../kernels/deflate.js";
import {
  type Counts,
  drawCounts,
  drawSums,
  newCounts,
  type PixelBlock,
  type Sampler,
} from "../kernels/sample.js";

/** What a task gives, and which of its buffers move to the caller instead of being copied. */
export interface TaskResult<Output> {
  readonly output: Output;
  readonly transfer: readonly ArrayBuffer[];
}

/**
 * Takes what all inputs share, once in every thread, and gives the function that works on one input; `spare` is a
 * buffer of an earlier output that nobody needs any more: memory that is fresh costs more than memory that is used.
 */
export type Task<Setup, Input, Output> = (
  setup: Setup,
) => (input: Input, spare?: ArrayBuffer) => TaskResult<Output> | Promise<TaskResult<Output>>;

/** Tasks by name. */
export type Tasks = Readonly<Record<string, Task<never, never, unknown>>>;

/** Counts in a spare buffer, where there is one of sufficient size; their values are whatever was there. */
function countsIn(spare: ArrayBuffer | undefined, length: number, bytes: 2 | 4): Counts {
  if (!spare || spare.byteLength < length * bytes) return newCounts(length, bytes);
  return bytes === 2 ? new Uint16Array(spare, 0, length) : new Uint32Array(spare, 0, length);
}

/** Counts of a block, `[rows, width, channels]`. */
const draw: Task<{ readonly sampler: Sampler }, PixelBlock, Counts> =
  ({ sampler }) =>
  (block, spare) => {
    const output = countsIn(spare, block.rows * block.width * sampler.channels, sampler.bytes);
    drawCounts(output, sampler, block);
    return { output, transfer: [output.buffer as ArrayBuffer] };
  };

export interface CompressSetup {
  readonly sampler: Sampler;
  /** Shape of a chunk. */
  readonly chunk: readonly [rows: number, columns: number, channels: number];
}

/** Counts of a block as compressed chunks: see `drawCompressed`. */
const compress: Task<CompressSetup, PixelBlock, CompressedTile> =
  ({ sampler, chunk }) =>
  (block) => {
    const output = drawCompressed(sampler, block, chunk);
    return { output, transfer: [output.bytes.buffer as ArrayBuffer] };
  };

/** Counts of a block in windows of channels, `[rows, width, windows]`. */
const sum: Task<{ readonly sampler: Sampler; readonly windows: Uint32Array }, PixelBlock, Float64Array> =
  ({ sampler, windows }) =>
  (block) => {
    const { sums } = drawSums(sampler, block, windows);
    return { output: sums, transfer: [sums.buffer as ArrayBuffer] };
  };

export const tasks = { draw, compress, sum };
