// The index of a dataset's chunks: a version 1 B-tree, written at once.
// Source: HDF5 File Format Specification version 3.0, The HDF Group, section III.A.1.

/** Most children of a node: twice the rank that a file has where its superblock does not name another. */
const MOST_CHILDREN = 64;
const HEAD_BYTES = 24;
const ADDRESS_BYTES = 8;
const CHUNK_NODE = 1;
const NOWHERE = 0xffff_ffff_ffff_ffffn;

/** A dataset whose chunks lie one after the other, in C order. */
export interface ChunkRow {
  readonly shape: readonly number[];
  readonly chunks: readonly number[];
  /** Bytes of an element. */
  readonly elementBytes: number;
  /** Address of the first chunk. */
  readonly address: number;
  /** Bytes of each chunk. */
  readonly sizes: Uint32Array;
}

/** How many chunks a dataset has. */
export function countChunks({ shape, chunks }: Pick<ChunkRow, "shape" | "chunks">): number {
  return shape.reduce((product, size, i) => product * Math.ceil(size / chunks[i]!), 1);
}

/**
 * The nodes of a tree, in the order in which they lie in the file; the last one is the root.
 *
 * @param start address of the first node
 * @returns each node with its address
 */
export function* chunkTree(row: ChunkRow, start: number): Generator<{ address: number; node: Uint8Array }> {
  const { sizes, elementBytes } = row;
  const keyBytes = 8 + 8 * (row.shape.length + 1);
  const nodeBytes = HEAD_BYTES + MOST_CHILDREN * (keyBytes + ADDRESS_BYTES) + keyBytes;
  const last = sizes.length - 1;

  /** A key is the chunk's size and offset; after the last chunk comes what is greater than all. */
  const putKey = (view: DataView, at: number, chunk: number): void => {
    const beyond = chunk > last;
    view.setUint32(at, beyond ? 0 : sizes[chunk]!, true);
    const offset = chunkOffset(row, beyond ? last : chunk).map(
      (from, i) => from + (beyond ? row.chunks[i]! : 0),
    );
    offset.push(beyond ? elementBytes : 0);
    for (const [i, from] of offset.entries()) view.setBigUint64(at + 8 + 8 * i, BigInt(from), true);
  };

  let at = start;
  let chunkAddress = row.address;
  let below = 0;
  for (let level = 0, children = sizes.length, span = 1; ; level++) {
    const nodes = Math.ceil(children / MOST_CHILDREN);
    const first = at;
    for (let i = 0; i < nodes; i++, at += nodeBytes) {
      const node = new Uint8Array(nodeBytes);
      const view = new DataView(node.buffer);
      const used = Math.min(MOST_CHILDREN, children - i * MOST_CHILDREN);
      node.set([0x54, 0x52, 0x45, 0x45, CHUNK_NODE, level]);
      view.setUint16(6, used, true);
      view.setBigUint64(8, i === 0 ? NOWHERE : BigInt(at - nodeBytes), true);
      view.setBigUint64(16, i === nodes - 1 ? NOWHERE : BigInt(at + nodeBytes), true);
      let place = HEAD_BYTES;
      for (let child = i * MOST_CHILDREN; used > child - i * MOST_CHILDREN; child++) {
        putKey(view, place, child * span);
        const address = level === 0 ? chunkAddress : below + child * nodeBytes;
        view.setBigUint64(place + keyBytes, BigInt(address), true);
        if (level === 0) chunkAddress += sizes[child]!;
        place += keyBytes + ADDRESS_BYTES;
      }
      putKey(view, place, Math.min(sizes.length, (i * MOST_CHILDREN + used) * span));
      yield { address: at, node };
    }
    if (nodes === 1) return;
    below = first;
    children = nodes;
    span *= MOST_CHILDREN;
  }
}

/** Index of a chunk's first element along each dimension. */
function chunkOffset({ shape, chunks }: ChunkRow, chunk: number): number[] {
  const offset: number[] = [];
  let rest = chunk;
  for (let i = shape.length - 1; i >= 0; i--) {
    const along = Math.ceil(shape[i]! / chunks[i]!);
    offset.unshift((rest % along) * chunks[i]!);
    rest = Math.floor(rest / along);
  }
  return offset;
}
