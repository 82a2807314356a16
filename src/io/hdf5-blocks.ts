// Node only: a cube chunk by chunk straight from its file, each inflated by zlib, which is faster than through the HDF5
// library.
import { inflateSync } from "node:zlib";
import type { Metadata } from "h5wasm";
import type { CubeBlock } from "../analysis/cube-source.js";
import type { NumberType } from "../kernels/sums.js";
import { FileBytes } from "./file-bytes.js";
import { Hdf5Problem } from "./hdf5-format/bytes.js";
import { restoreChunk } from "./hdf5-format/filters.js";
import { findPlacement, type Placement } from "./hdf5-format/placement.js";

/** Larger chunks are left to the HDF5 library. */
const MOST_CHUNK_BYTES = 2 ** 28;
/** Bytes of a piece of a dataset without chunks, and of a part of a large chunk. */
const PIECE_BYTES = 2 ** 20;

function inflate(bytes: Uint8Array, expected: number): Uint8Array {
  try {
    // A checksum may follow the chunk.
    return inflateSync(bytes, { chunkSize: expected + 64, maxOutputLength: expected + 65_536 });
  } catch {
    throw new Hdf5Problem("a compressed chunk is damaged");
  }
}

/**
 * The blocks of a dataset `[height, width, channels]`.
 *
 * @returns nothing where the file's structure is one that only the HDF5 library knows
 */
export function chunkBlocks(
  path: string,
  name: string,
  { shape, chunks, size, littleEndian }: Metadata,
  type: NumberType,
): Generator<CubeBlock> | undefined {
  const chunkBytes = (chunks ?? []).reduce((product, length) => product * length, size);
  if (!shape || !littleEndian || chunkBytes > MOST_CHUNK_BYTES) return undefined;
  const file = new FileBytes(path);
  try {
    const known = { shape, elementBytes: size, ...(chunks ? { chunks } : {}) };
    const placement = findPlacement(file, name, known, inflate);
    return placement.kind === "contiguous"
      ? pieces(file, placement.address, shape, size, type)
      : storedChunks(file, placement, shape, chunks ?? [], size, type);
  } catch (cause) {
    file.close();
    if (cause instanceof Hdf5Problem) return undefined;
    throw cause;
  }
}

function* storedChunks(
  file: FileBytes,
  { chunks: stored, filters }: Extract<Placement, { kind: "chunks" }>,
  [height, width, allChannels]: readonly number[],
  [chunkRows, chunkColumns, chunkChannels]: readonly number[],
  size: number,
  type: NumberType,
): Generator<CubeBlock> {
  try {
    const chunkBytes = chunkRows * chunkColumns * chunkChannels * size;
    for (const chunk of [...stored].sort((a, b) => a.address - b.address)) {
      const bytes = restoreChunk(file.load(chunk.address, chunk.size), chunk.skipped, filters, chunkBytes);
      const [top, x, firstChannel] = chunk.offset;
      const rows = Math.min(chunkRows, height - top);
      const strides = { rowStride: chunkColumns * chunkChannels, pixelStride: chunkChannels };
      const rowBytes = strides.rowStride * size;
      const together = Math.max(1, Math.floor(PIECE_BYTES / rowBytes));
      for (let row = 0; row < rows; row += together) {
        const layout = {
          type,
          rows: Math.min(together, rows - row),
          columns: Math.min(chunkColumns, width - x),
          channels: Math.min(chunkChannels, allChannels - firstChannel),
          ...strides,
        };
        const part = bytes.subarray(row * rowBytes, (row + layout.rows) * rowBytes);
        yield { x, y: top + row, firstChannel, layout, bytes: part };
      }
    }
  } finally {
    file.close();
  }
}

function* pieces(
  file: FileBytes,
  address: number,
  [height, width, channels]: readonly number[],
  size: number,
  type: NumberType,
): Generator<CubeBlock> {
  try {
    const pixelBytes = channels * size;
    const columns = Math.min(width, Math.max(1, Math.floor(PIECE_BYTES / pixelBytes)));
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x += columns) {
        const taken = Math.min(columns, width - x);
        const bytes = file.load(address + (y * width + x) * pixelBytes, taken * pixelBytes);
        const strides = { rowStride: taken * channels, pixelStride: channels };
        yield {
          x,
          y,
          firstChannel: 0,
          layout: { type, rows: 1, columns: taken, channels, ...strides },
          bytes,
        };
      }
    }
  } finally {
    file.close();
  }
}
