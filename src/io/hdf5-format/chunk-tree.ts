// The index of a dataset's chunks.
// Source: HDF5 File Format Specification version 3.0, The HDF Group, section III.A.1.
import { type BTree, nodeBytes, treeNodes, writeLeaf } from "./b-tree.js";
import type { ByteWriter } from "./byte-writer.js";

/** Twice the rank that a file has where its superblock does not name another. */
const MOST_CHILDREN = 64;

/** How a dataset is cut into chunks, which are numbered in C order. */
export interface ChunkGrid {
  readonly shape: readonly number[];
  readonly chunks: readonly number[];
  /** Bytes of an element. */
  readonly elementBytes: number;
}

/** Where a dataset's chunks lie, and the tree that says so. */
export class ChunkIndex {
  readonly count: number;
  readonly nodeBytes: number;
  /** Where each chunk lies; 0 where it is not written yet. */
  private readonly addresses: Float64Array;
  private readonly sizes: Uint32Array;
  private readonly tree: BTree;
  /** Written as soon as their chunks are known: the caller mostly waits for these, and not for what comes after them. */
  private readonly leaves: Uint8Array[] = [];
  /** So many chunks are known from the first one on. */
  private known = 0;

  constructor(private readonly grid: ChunkGrid) {
    const { shape, chunks } = grid;
    this.count = shape.reduce((product, size, i) => product * Math.ceil(size / chunks[i]!), 1);
    this.addresses = new Float64Array(this.count);
    this.sizes = new Uint32Array(this.count);
    this.tree = {
      kind: 1,
      keyBytes: 8 + 8 * (shape.length + 1),
      mostChildren: MOST_CHILDREN,
      count: this.count,
      child: (chunk) => this.addresses[chunk]!,
      putKey: (out, chunk) => this.putKey(out, chunk),
    };
    this.nodeBytes = nodeBytes(this.tree);
  }

  /**
   * Tells where chunks lie that follow each other, in the file as well.
   *
   * @param first number of the first one
   * @param address where that lies
   */
  put(first: number, address: number, sizes: Uint32Array): void {
    let next = address;
    for (const [i, size] of sizes.entries()) {
      this.addresses[first + i] = next;
      this.sizes[first + i] = size;
      next += size;
    }
    if (first === this.known) this.known += sizes.length;
    // The last key of a leaf is of the chunk after it.
    while ((this.leaves.length + 1) * MOST_CHILDREN < this.known)
      this.leaves.push(writeLeaf(this.tree, this.leaves.length));
  }

  /**
   * The nodes of the tree as they lie in the file, the root last.
   *
   * @param start where the first one lies
   * @throws Error where a chunk is missing
   */
  nodes(start: number): Generator<Uint8Array> {
    const missing = this.addresses.indexOf(0);
    if (missing >= 0) throw new Error(`expected ${this.count} chunks, found no chunk ${missing}`);
    return treeNodes(this.tree, start, this.leaves);
  }

  /** Writes a chunk's size and offset; after the last chunk comes what is greater than all. */
  private putKey(out: ByteWriter, chunk: number): void {
    const { shape, chunks, elementBytes } = this.grid;
    const beyond = chunk === this.count;
    out.u32(beyond ? 0 : this.sizes[chunk]!);
    out.u32(0);
    // The offset's last dimension varies fastest.
    let rest = beyond ? chunk - 1 : chunk;
    const from = out.skip(8 * shape.length);
    for (let i = shape.length - 1; i >= 0; i--) {
      const along = Math.ceil(shape[i]! / chunks[i]!);
      const offset = ((rest % along) + (beyond ? 1 : 0)) * chunks[i]!;
      out.overwriteU64(from + 8 * i, offset);
      rest = Math.floor(rest / along);
    }
    out.u64(beyond ? elementBytes : 0);
  }
}
