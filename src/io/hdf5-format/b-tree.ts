// Version 1 B-trees, written at once: they index the members of a group, and the chunks of a dataset.
// Source: HDF5 File Format Specification version 3.0, The HDF Group, section III.A.1.
import { ByteWriter } from "./byte-writer.js";

const HEAD_BYTES = 24;
const ADDRESS_BYTES = 8;

/** What a tree points to, in order. */
export interface BTree {
  /** 0: symbol table nodes of a group; 1: chunks. */
  readonly kind: 0 | 1;
  readonly keyBytes: number;
  /** Twice the rank that the superblock names or implies. */
  readonly mostChildren: number;
  /** Children at the leaves. */
  readonly count: number;
  /** Address of a child. */
  child(index: number): number;
  /** Writes the key between child `index - 1` and child `index`, 0..count. */
  putKey(out: ByteWriter, index: number): void;
}

export function nodeBytes({ keyBytes, mostChildren }: BTree): number {
  return HEAD_BYTES + mostChildren * (keyBytes + ADDRESS_BYTES) + keyBytes;
}

/** How many nodes a tree has. */
export function countNodes({ count, mostChildren }: Pick<BTree, "count" | "mostChildren">): number {
  const leaves = Math.max(1, Math.ceil(count / mostChildren));
  return leaves === 1 ? 1 : leaves + countNodes({ count: leaves, mostChildren });
}

/**
 * The nodes of a tree in the order in which they lie in the file, without gaps; the last one is the root.
 *
 * @param start address of the first node
 */
export function* treeNodes(tree: BTree, start: number): Generator<Uint8Array> {
  const size = nodeBytes(tree);
  const { mostChildren } = tree;
  let first = start;
  let below = 0;
  // `span`: children at the leaves under each child of this level.
  for (let level = 0, children = tree.count, span = 1; ; level++, span *= mostChildren) {
    const nodes = Math.max(1, Math.ceil(children / mostChildren));
    for (let i = 0; i < nodes; i++) {
      const out = new ByteWriter();
      const from = i * mostChildren;
      const to = Math.min(from + mostChildren, children);
      const at = first + i * size;
      out.ascii("TREE");
      out.u8(tree.kind, level);
      out.u16(to - from);
      out.address(i > 0 ? at - size : undefined);
      out.address(i < nodes - 1 ? at + size : undefined);
      for (let child = from; child < to; child++) {
        tree.putKey(out, child * span);
        out.u64(level === 0 ? tree.child(child) : below + child * size);
      }
      tree.putKey(out, Math.min(tree.count, to * span));
      out.skip(size - out.length);
      yield out.written();
    }
    if (nodes === 1) return;
    below = first;
    first += nodes * size;
    children = nodes;
  }
}
