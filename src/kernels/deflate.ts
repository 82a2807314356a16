import { withKernels } from "./core.js";
import type { Counts } from "./sample.js";

type WithKernels = Parameters<Parameters<typeof withKernels>[0]>;

/** Counts `[rows, columns, channels]` without gaps. */
export interface TileSize {
  readonly rows: number;
  readonly columns: number;
  readonly channels: number;
}

/**
 * Compresses counts that lie in the core's memory; for `src/kernels/` alone.
 *
 * @param counts pointer to `[rows, columns, channels]`, u16 or u32
 * @param chunk shape of a chunk `[rows, columns, channels]`, at most 2^22 counts
 * @returns zlib streams of the chunks, each with its bytes in the order of HDF5's shuffle filter, chunks at the edges
 *   filled up with zeros; in C order
 */
export function compressInto(
  kernels: WithKernels[0],
  arena: WithKernels[1],
  counts: number,
  bytesPerCount: 2 | 4,
  { rows, columns, channels }: TileSize,
  chunk: readonly [rows: number, columns: number, channels: number],
): Uint8Array[] {
  const [chunkRows, chunkColumns, chunkChannels] = chunk;
  const n = chunkRows * chunkColumns * chunkChannels;
  const mark = arena.mark();
  const scratch = arena.reserve(kernels.chunkScratch(n, bytesPerCount));
  const out = arena.reserve(kernels.chunkBound(n, bytesPerCount));
  const streams: Uint8Array[] = [];
  for (let row = 0; row < rows; row += chunkRows) {
    for (let column = 0; column < columns; column += chunkColumns) {
      for (let channel = 0; channel < channels; channel += chunkChannels) {
        const size = kernels.compressChunk(
          out,
          counts + ((row * columns + column) * channels + channel) * bytesPerCount,
          bytesPerCount,
          Math.min(chunkRows, rows - row),
          Math.min(chunkColumns, columns - column),
          Math.min(chunkChannels, channels - channel),
          columns * channels,
          channels,
          chunkRows,
          chunkColumns,
          chunkChannels,
          scratch,
        );
        streams.push(arena.get(new Uint8Array(size), out));
      }
    }
  }
  arena.release(mark);
  return streams;
}

/**
 * Compresses a tile chunk by chunk, for HDF5's filters shuffle and deflate.
 *
 * @param counts `[rows, columns, channels]`
 * @param chunk shape of a chunk `[rows, columns, channels]`, at most 2^22 counts
 * @returns zlib streams of the chunks in C order; those at the edges are filled up with zeros
 */
export function compressTile(
  counts: Counts,
  size: TileSize,
  chunk: readonly [rows: number, columns: number, channels: number],
): Uint8Array[] {
  const bytes = counts.BYTES_PER_ELEMENT as 2 | 4;
  return withKernels((kernels, arena) => compressInto(kernels, arena, arena.put(counts), bytes, size, chunk));
}
