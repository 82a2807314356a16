// What a worker can do: a name, and a function over plain data that can be sent between threads.
import { type AliasTables, type Counts, drawCounts, newCounts, type PixelBlock } from "../kernels/sample.js";

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
) => (input: Input, spare?: ArrayBuffer) => TaskResult<Output>;

/** Tasks by name. */
export type Tasks = Readonly<Record<string, Task<never, never, unknown>>>;

export interface DrawSetup {
  readonly tables: AliasTables;
  readonly photons: number;
  readonly seed: number;
}

/** Counts in a spare buffer, where there is one of sufficient size; their values are whatever was there. */
function countsIn(spare: ArrayBuffer | undefined, length: number, photons: number): Counts {
  const Type = photons <= 65_535 ? Uint16Array : Uint32Array;
  if (!spare || spare.byteLength < length * Type.BYTES_PER_ELEMENT) return newCounts(length, photons);
  return new Type(spare, 0, length);
}

/** Counts of a block, `[rows, width, channels]`. */
const draw: Task<DrawSetup, PixelBlock, Counts> =
  ({ tables, photons, seed }) =>
  (block, spare) => {
    const output = countsIn(spare, block.rows * block.width * tables.channels, photons);
    drawCounts(output, tables, block, photons, seed);
    return { output, transfer: [output.buffer as ArrayBuffer] };
  };

export const tasks = { draw };
