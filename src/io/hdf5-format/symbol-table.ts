// How a group of the oldest format finds its members by name: a heap of names, nodes of symbols, and a tree over them.
// Source: HDF5 File Format Specification version 3.0, The HDF Group, sections III.A to III.D.
import { treeNodes } from "./b-tree.js";
import type { ByteWriter } from "./byte-writer.js";

/** Ranks that the superblock names: a node of symbols, and one of the tree, has twice as many entries at most. */
export const LEAF_RANK = 4;
export const TREE_RANK = 16;
const ENTRY_BYTES = 40;
const NO_FREE_BLOCK = 1;
const HEAP_HEAD_BYTES = 32;

/** Where the two parts of a symbol table lie that its group points to. */
export interface SymbolTablePlace {
  readonly tree: number;
  readonly heap: number;
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return a.length - b.length;
}

/** An entry of a symbol table, without what older libraries cached in it. */
function writeEntry(out: ByteWriter, name: number, address: number): void {
  out.u64(name);
  out.u64(address);
  out.skip(ENTRY_BYTES - 16);
}

/**
 * Writes the symbol table of a group.
 *
 * @param links addresses of the members' headers, by name
 */
export function writeSymbolTable(out: ByteWriter, links: ReadonlyMap<string, number>): SymbolTablePlace {
  const encoder = new TextEncoder();
  const sorted = [...links]
    .map(([name, address]) => ({ name: encoder.encode(name), address }))
    .sort((a, b) => compareBytes(a.name, b.name));

  // The empty name comes first: it is smaller than all.
  let size = 8;
  const symbols = sorted.map(({ name, address }) => {
    const offset = size;
    size += (name.length + 8) & ~7;
    return { name, address, offset };
  });
  const heap = out.length;
  out.ascii("HEAP");
  out.u32(0);
  out.u64(size);
  out.u64(NO_FREE_BLOCK);
  out.u64(heap + HEAP_HEAD_BYTES);
  const names = out.skip(size);
  for (const { name, offset } of symbols) out.overwrite(names + offset, name);

  const mostSymbols = 2 * LEAF_RANK;
  const nodes: number[] = [];
  for (let i = 0; i < symbols.length; i += mostSymbols) {
    const some = symbols.slice(i, i + mostSymbols);
    nodes.push(out.length);
    out.ascii("SNOD");
    out.u8(1, 0);
    out.u16(some.length);
    for (const { offset, address } of some) writeEntry(out, offset, address);
    out.skip((mostSymbols - some.length) * ENTRY_BYTES);
  }

  const tree = {
    kind: 0,
    keyBytes: 8,
    mostChildren: 2 * TREE_RANK,
    count: nodes.length,
    child: (node: number) => nodes[node]!,
    /** The last name before. */
    putKey: (key: ByteWriter, node: number) =>
      key.u64(node === 0 ? 0 : symbols[Math.min(node * mostSymbols, symbols.length) - 1]!.offset),
  } as const;
  let root = 0;
  for (const node of treeNodes(tree, out.length)) {
    root = out.length;
    out.put(node);
  }
  return { tree: root, heap };
}
