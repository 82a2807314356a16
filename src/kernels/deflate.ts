import { withKernels } from "./core.js";
import { type Counts, drawInto, keepRecords, type PixelBlock, type Sampler } from "./sample.js";

type WithKernels = Parameters<Parameters<typeof withKernels>[0]>;

/** Counts `[rows, columns, channels]` without gaps. */
export interface TileSize {
  readonly rows: number;
  readonly columns: number;
  readonly channels: number;
}

/** Compressed chunks, one behind the other. */
export interface CompressedTile {
  /** Bytes of each chunk, in C order of the chunks. */
  readonly sizes: Uint32Array;
  /** zlib streams, each of a chunk's bytes in the order of HDF5's shuffle filter. */
  readonly bytes: Uint8Array;
}

type ChunkShape = readonly [rows: number, columns: number, channels: number];

/** Compresses counts that lie in the core's memory, `[rows, columns, channels]`. */
function compressInto(
  kernels: WithKernels[0],
  arena: WithKernels[1],
  counts: number,
  bytesPerCount: 2 | 4,
  { rows, columns, channels }: TileSize,
  chunk: ChunkShape,
): CompressedTile {
  const [chunkRows, chunkColumns, chunkChannels] = chunk;
  const n = chunkRows * chunkColumns * chunkChannels;
  const scratch = arena.reserve(kernels.chunkScratch(n, bytesPerCount));
  const bound = kernels.chunkBound(n, bytesPerCount);
  // Room is taken as it is needed, for what hardly ever happens is as large as can be.
  const start = arena.reserve(0);
  const sizes: number[] = [];
  let used = 0;
  let room = 0;
  for (let row = 0; row < rows; row += chunkRows) {
    for (let column = 0; column < columns; column += chunkColumns) {
      for (let channel = 0; channel < channels; channel += chunkChannels) {
        while (room < used + bound) {
          arena.reserve(bound);
          room += bound - (bound % 16);
        }
        const size = kernels.compressChunk(
          start + used,
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
        sizes.push(size);
        used += size;
      }
    }
  }
  return { sizes: Uint32Array.from(sizes), bytes: arena.get(new Uint8Array(used), start) };
}

/**
 * Compresses a tile chunk by chunk, for HDF5's filters shuffle and deflate.
 *
 * @param counts `[rows, columns, channels]`
 * @param chunk shape of a chunk, at most 2^22 counts; those at the edges are filled up with zeros
 */
export function compressTile(counts: Counts, size: TileSize, chunk: ChunkShape): CompressedTile {
  const bytes = counts.BYTES_PER_ELEMENT as 2 | 4;
  return withKernels((kernels, arena) => compressInto(kernels, arena, arena.put(counts), bytes, size, chunk));
}

/** Draws the counts of a block and compresses them where they are; see {@link compressTile}. */
export function drawCompressed(sampler: Sampler, block: PixelBlock, chunk: ChunkShape): CompressedTile {
  const { channels, bytes } = sampler;
  const size = { rows: block.rows, columns: block.width, channels };
  keepRecords(sampler, block);
  return withKernels((kernels, arena) =>
    compressInto(kernels, arena, drawInto(kernels, arena, sampler, block), bytes, size, chunk),
  );
}
