// The tree of an HDF5 file: superblock, object headers, the links of its root group.
// Source: HDF5 File Format Specification version 3.0, The HDF Group: sections II, III and IV.A.
import { type ByteSource, Cursor, Hdf5Problem } from "./bytes.js";

/** One message of an object header. */
export interface Message {
  readonly type: number;
  readonly data: Cursor;
}

export const MESSAGE = {
  dataspace: 0x01,
  linkInfo: 0x02,
  datatype: 0x03,
  fillValue: 0x05,
  link: 0x06,
  layout: 0x08,
  filters: 0x0b,
  attribute: 0x0c,
  continuation: 0x10,
  symbolTable: 0x11,
} as const;

/** Limits that no file with a spectrum comes near: they end loops in damaged files. */
const MAX_MESSAGES = 4096;
const MAX_NODES = 4096;

const SUPERBLOCK = 8;

const CROWDED = "a group has too many members; keep only x and y";

/** Address of the root group's object header. */
export function rootAddress(source: ByteSource): number {
  const cursor = new Cursor(source, SUPERBLOCK);
  const version = cursor.u8();
  if (version > 3) throw new Hdf5Problem(`its superblock has the unknown version ${version}`);
  if (version < 2) cursor.skip(4);
  const [offsets, lengths] = [cursor.u8(), cursor.u8()];
  if (offsets !== 8 || lengths !== 8) throw new Hdf5Problem("its addresses do not have 8 bytes");
  cursor.skip(version >= 2 ? 1 : version === 1 ? 13 : 9);
  if (cursor.u64() !== 0) throw new Hdf5Problem("it does not begin at its first byte");
  cursor.skip(8);
  const size = cursor.u64();
  if (size > source.length) throw new Hdf5Problem(`it is cut short, ${source.length} of ${size} bytes`);
  // Older versions have a driver block's address and the name of the root's symbol table entry first.
  if (version < 2) cursor.skip(16);
  return cursor.u64();
}

/** The messages of an object header, with those of its continuations. */
export function readMessages(source: ByteSource, address: number): Message[] {
  const cursor = new Cursor(source, address);
  const messages: Message[] = [];
  const blocks: Cursor[] = [];
  const modern = new Cursor(source, address).u8() === 0x4f;
  let ordered = false;
  if (modern) {
    cursor.signature("OHDR");
    if (cursor.u8() !== 2) throw new Hdf5Problem("an object header has an unknown version");
    const flags = cursor.u8();
    ordered = (flags & 4) !== 0;
    cursor.skip((flags & 0x20 ? 16 : 0) + (flags & 0x10 ? 4 : 0));
    const size = cursor.sized(2 ** (flags & 3));
    blocks.push(new Cursor(source, cursor.at, cursor.at + size));
  } else {
    if (cursor.u8() !== 1) throw new Hdf5Problem("an object header is damaged");
    cursor.skip(7);
    const size = cursor.u32();
    cursor.skip(4);
    blocks.push(new Cursor(source, cursor.at, cursor.at + size));
  }
  for (const block of blocks) {
    while (block.left >= (modern ? (ordered ? 6 : 4) : 8)) {
      const type = modern ? block.u8() : block.u16();
      const size = block.u16();
      const flags = block.u8();
      block.skip(modern ? (ordered ? 2 : 0) : 3);
      const from = block.skip(size);
      const data = new Cursor(source, from, from + size);
      if (messages.length >= MAX_MESSAGES) throw new Hdf5Problem("an object header is damaged");
      if (type === MESSAGE.continuation) blocks.push(continuation(source, data, modern));
      // Shared messages live elsewhere; only a datatype or a dataspace kept apart would be missed, and reported.
      else if ((flags & 2) === 0) messages.push({ type, data });
    }
    if (blocks.length > MAX_NODES) throw new Hdf5Problem("an object header is damaged");
  }
  return messages;
}

function continuation(source: ByteSource, message: Cursor, modern: boolean): Cursor {
  const from = message.u64();
  const size = message.u64();
  const block = new Cursor(source, from, from + size);
  if (!modern) return block;
  block.signature("OCHK");
  return new Cursor(source, from + 4, from + size - 4);
}

/** Object header addresses of a group's members, by name. */
export function groupLinks(source: ByteSource, address: number): Map<string, number> {
  const links = new Map<string, number>();
  for (const { type, data } of readMessages(source, address)) {
    if (type === MESSAGE.link) readLink(data, links);
    if (type === MESSAGE.symbolTable) readSymbolTable(source, data, links);
    if (type === MESSAGE.linkInfo && hasDenseLinks(data)) {
      throw new Hdf5Problem(CROWDED);
    }
  }
  return links;
}

function hasDenseLinks(message: Cursor): boolean {
  message.skip(1);
  message.skip(message.u8() & 1 ? 8 : 0);
  return message.address() !== undefined;
}

function readLink(message: Cursor, links: Map<string, number>): void {
  message.skip(1);
  const flags = message.u8();
  const kind = flags & 8 ? message.u8() : 0;
  message.skip((flags & 4 ? 8 : 0) + (flags & 16 ? 1 : 0));
  const name = new TextDecoder().decode(message.take(message.sized(2 ** (flags & 3))));
  if (kind === 0) links.set(name, message.u64());
}

function readSymbolTable(source: ByteSource, message: Cursor, links: Map<string, number>): void {
  const tree = message.u64();
  const heap = new Cursor(source, message.u64());
  heap.signature("HEAP");
  heap.skip(4);
  const size = heap.u64();
  heap.skip(8);
  const names = new Cursor(source, heap.u64()).take(size);
  let symbols = 0;
  for (const node of treeLeaves(source, tree, 0, 8)) {
    const cursor = new Cursor(source, node.child);
    cursor.signature("SNOD");
    cursor.skip(2);
    for (let left = cursor.u16(); left > 0; left--) {
      if (++symbols > MAX_NODES) throw new Hdf5Problem(CROWDED);
      const from = cursor.u64();
      const to = names.indexOf(0, from);
      const address = cursor.u64();
      cursor.skip(24);
      if (to < 0) throw new Hdf5Problem("a name is cut short");
      links.set(new TextDecoder().decode(names.subarray(from, to)), address);
    }
  }
}

/**
 * What the leaves of a version 1 B-tree point to, each with its key.
 *
 * @param most how many are accepted
 */
export function treeLeaves(
  source: ByteSource,
  root: number,
  type: number,
  keyBytes: number,
  most = MAX_NODES * 16,
): { key: Cursor; child: number }[] {
  const leaves: { key: Cursor; child: number }[] = [];
  const nodes = [root];
  for (const address of nodes) {
    const cursor = new Cursor(source, address);
    cursor.signature("TREE");
    if (cursor.u8() !== type) throw new Hdf5Problem("a tree is damaged");
    const level = cursor.u8();
    const used = cursor.u16();
    cursor.skip(16);
    for (let i = 0; i < used; i++) {
      const from = cursor.skip(keyBytes);
      const key = new Cursor(source, from, from + keyBytes);
      const child = cursor.u64();
      if (level > 0) nodes.push(child);
      else leaves.push({ key, child });
    }
    if (nodes.length > most + 64 || leaves.length > most)
      throw new Hdf5Problem("a tree is damaged or too large");
  }
  return leaves;
}
