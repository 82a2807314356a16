import { withKernels } from "./core.js";
import { drawInto, keepRecords, type PixelBlock, type Sampler } from "./sample.js";
import { type BlockLayout, bytesOfType } from "./sums.js";

type WithKernels = Parameters<Parameters<typeof withKernels>[0]>;

/** Numbers `[rows, columns, channels]` without gaps. */
export type TileSize = Pick<BlockLayout, "rows" | "columns" | "channels">;
/** The same with gaps. */
type Tile = Omit<BlockLayout, "type">;

const dense = ({ rows, columns, channels }: TileSize): Tile => ({
  rows,
  columns,
  channels,
  rowStride: columns * channels,
  pixelStride: channels,
});

/** Numbers as they lie in memory, little-endian. */
type Numbers = Uint8Array | Uint16Array | Uint32Array | Float32Array | Float64Array;

/** Compressed chunks, one behind the other. */
export interface CompressedTile {
  /** Bytes of each chunk, in C order of the chunks. */
  readonly sizes: Uint32Array;
  /** zlib streams, each of a chunk's bytes in the order of HDF5's shuffle filter. */
  readonly bytes: Uint8Array;
}

type ChunkShape = readonly [rows: number, columns: number, channels: number];

/** Compresses numbers that lie in the core's memory, `[rows, columns, channels]`. */
function compressInto(
  kernels: WithKernels[0],
  arena: WithKernels[1],
  counts: number,
  bytesPerCount: number,
  { rows, columns, channels, rowStride, pixelStride }: Tile,
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
          counts + (row * rowStride + column * pixelStride + channel) * bytesPerCount,
          bytesPerCount,
          Math.min(chunkRows, rows - row),
          Math.min(chunkColumns, columns - column),
          Math.min(chunkChannels, channels - channel),
          rowStride,
          pixelStride,
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
 * Compresses a tile chunk by chunk, for HDF5's filters shuffle and deflate; bytes, which shuffle leaves as they are, for
 * deflate alone.
 *
 * @param numbers `[rows, columns, channels]`
 * @param chunk shape of a chunk, at most 2^22 numbers; those at the edges are filled up with zeros
 */
export function compressTile(numbers: Numbers, size: TileSize, chunk: ChunkShape): CompressedTile {
  return withKernels((kernels, arena) =>
    compressInto(kernels, arena, arena.put(numbers), numbers.BYTES_PER_ELEMENT, dense(size), chunk),
  );
}

/** Compresses a block of a cube; see {@link compressTile}. */
export function compressBlock(layout: BlockLayout, bytes: Uint8Array, chunk: ChunkShape): CompressedTile {
  return withKernels((kernels, arena) =>
    compressInto(kernels, arena, arena.put(bytes), bytesOfType(layout.type), layout, chunk),
  );
}

/** Draws the counts of a block and compresses them where they are; see {@link compressTile}. */
export function drawCompressed(sampler: Sampler, block: PixelBlock, chunk: ChunkShape): CompressedTile {
  const { channels, bytes } = sampler;
  const size = { rows: block.rows, columns: block.width, channels };
  keepRecords(sampler, block);
  return withKernels((kernels, arena) =>
    compressInto(kernels, arena, drawInto(kernels, arena, sampler, block), bytes, dense(size), chunk),
  );
}
