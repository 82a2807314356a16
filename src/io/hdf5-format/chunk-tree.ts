// The index of a dataset's chunks.
// Source: HDF5 File Format Specification version 3.0, The HDF Group, section III.A.1.
import type { BTree } from "./b-tree.js";

/** Twice the rank that a file has where its superblock does not name another. */
const MOST_CHILDREN = 64;

/** A dataset and its chunks, which are numbered in C order. */
export interface ChunkTable {
  readonly shape: readonly number[];
  readonly chunks: readonly number[];
  /** Bytes of an element. */
  readonly elementBytes: number;
  /** Where each chunk lies; 0 where it is not written yet. */
  readonly addresses: Float64Array;
  /** Bytes of each chunk. */
  readonly sizes: Uint32Array;
}

/** How many chunks a dataset has. */
export function countChunks(shape: readonly number[], chunks: readonly number[]): number {
  return shape.reduce((product, size, i) => product * Math.ceil(size / chunks[i]!), 1);
}

/** The tree of a dataset's chunks, of which there is at least one. */
export function chunkTree(table: ChunkTable): BTree {
  const { sizes, addresses, elementBytes } = table;
  const last = sizes.length - 1;
  return {
    kind: 1,
    keyBytes: 8 + 8 * (table.shape.length + 1),
    mostChildren: MOST_CHILDREN,
    count: sizes.length,
    child: (chunk) => addresses[chunk]!,
    // A key is the chunk's size and offset; after the last chunk comes what is greater than all.
    putKey: (out, chunk) => {
      const beyond = chunk > last;
      out.u32(beyond ? 0 : sizes[chunk]!);
      out.u32(0);
      const offset = chunkOffset(table, beyond ? last : chunk);
      for (const [i, from] of offset.entries()) out.u64(from + (beyond ? table.chunks[i]! : 0));
      out.u64(beyond ? elementBytes : 0);
    },
  };
}

/** Index of a chunk's first element along each dimension. */
function chunkOffset({ shape, chunks }: ChunkTable, chunk: number): number[] {
  const offset: number[] = [];
  let rest = chunk;
  for (let i = shape.length - 1; i >= 0; i--) {
    const along = Math.ceil(shape[i]! / chunks[i]!);
    offset.unshift((rest % along) * chunks[i]!);
    rest = Math.floor(rest / along);
  }
  return offset;
}
