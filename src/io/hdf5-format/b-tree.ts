// Version 1 B-trees, written at once: they index the members of a group, and the chunks of a dataset.
// Source: HDF5 File Format Specification version 3.0, The HDF Group, section III.A.1.
import { ByteWriter } from "./byte-writer.js";

const HEAD_BYTES = 24;
const ADDRESS_BYTES = 8;
/** Where a node has the address of its left neighbour; that of the right one follows. */
const LEFT = 8;

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

/** A node's place in its tree. */
interface NodePlace {
  /** 0: a leaf. */
  readonly level: number;
  /** Children at the leaves under each of its own. */
  readonly span: number;
  /** Its first child among those of its level, and one past its last. */
  readonly from: number;
  readonly to: number;
}

/** A node whose neighbours are not known yet. @param addressOf where a child lies */
function writeNode(
  tree: BTree,
  { level, span, from, to }: NodePlace,
  addressOf: (child: number) => number,
): Uint8Array {
  const out = new ByteWriter();
  out.ascii("TREE");
  out.u8(tree.kind, level);
  out.u16(to - from);
  out.address(undefined);
  out.address(undefined);
  for (let child = from; child < to; child++) {
    tree.putKey(out, child * span);
    out.u64(addressOf(child));
  }
  tree.putKey(out, Math.min(tree.count, to * span));
  out.skip(nodeBytes(tree) - out.length);
  return out.written();
}

/** A leaf of a tree whose neighbours are not known yet. @param index 0 for the first */
export function writeLeaf(tree: BTree, index: number): Uint8Array {
  const from = index * tree.mostChildren;
  const to = Math.min(from + tree.mostChildren, tree.count);
  return writeNode(tree, { level: 0, span: 1, from, to }, (child) => tree.child(child));
}

/** Tells a node its neighbours, which lie beside it. */
function link(node: Uint8Array, at: number, isFirst: boolean, isLast: boolean): void {
  const view = new DataView(node.buffer, node.byteOffset);
  if (!isFirst) view.setBigUint64(LEFT, BigInt(at - node.length), true);
  if (!isLast) view.setBigUint64(LEFT + ADDRESS_BYTES, BigInt(at + node.length), true);
}

/**
 * The nodes of a tree in the order in which they lie in the file, without gaps; the last one is the root.
 *
 * @param start address of the first node
 * @param leaves the first leaves, where they were written before
 */
export function* treeNodes(
  tree: BTree,
  start: number,
  leaves: readonly Uint8Array[] = [],
): Generator<Uint8Array> {
  const size = nodeBytes(tree);
  const { mostChildren } = tree;
  let first = start;
  let below = 0;
  for (let level = 0, children = tree.count, span = 1; ; level++, span *= mostChildren) {
    const nodes = Math.max(1, Math.ceil(children / mostChildren));
    for (let i = 0; i < nodes; i++) {
      const from = i * mostChildren;
      const place = { level, span, from, to: Math.min(from + mostChildren, children) };
      const node =
        level === 0
          ? (leaves[i] ?? writeLeaf(tree, i))
          : writeNode(tree, place, (child) => below + child * size);
      link(node, first + i * size, i === 0, i === nodes - 1);
      yield node;
    }
    if (nodes === 1) return;
    below = first;
    first += nodes * size;
    children = nodes;
  }
}
