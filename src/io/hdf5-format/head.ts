// Everything of a file but its numbers, at its beginning, in the oldest format: every program reads it.
// Source: HDF5 File Format Specification version 3.0, The HDF Group, sections II.A and III.C.
import { ByteWriter } from "./byte-writer.js";
import { encodeValues } from "./encode-values.js";
import { writeDatasetHeader, writeGroupHeader } from "./object-header.js";
import { LEAF_RANK, type SymbolTablePlace, TREE_RANK, writeSymbolTable } from "./symbol-table.js";
import { TextHeap } from "./text-heap.js";
import { type Hdf5Dataset, type Hdf5Group, type Hdf5Object, objectsOf } from "./tree.js";

const SIGNATURE = Uint8Array.of(0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a);
const NOWHERE: SymbolTablePlace = { tree: 0, heap: 0 };

/** Addresses of what the head holds. */
interface HeadLayout {
  readonly headers: Map<Hdf5Object, number>;
  readonly tables: Map<Hdf5Group, SymbolTablePlace>;
  /** Data of datasets of text. */
  readonly texts: Map<Hdf5Dataset, number>;
  readonly heaps: number[];
}

/** A file's objects, and what is known of where their numbers lie. */
export interface HeadContents {
  readonly root: Hdf5Group;
  /** Address of a dataset's numbers, or of the tree of its chunks. */
  readonly places: ReadonlyMap<Hdf5Dataset, number>;
  /** Bytes of the whole file. */
  readonly end: number;
}

function writeSuperblock(out: ByteWriter, { root, end }: HeadContents, known: HeadLayout): void {
  const cachedSymbolTable = 1;
  const table = known.tables.get(root) ?? NOWHERE;
  out.put(SIGNATURE);
  // Versions of superblock, free space, root group and shared headers; bytes of addresses and of lengths.
  out.u8(0, 0, 0, 0, 0, 8, 8, 0);
  out.u16(LEAF_RANK);
  out.u16(TREE_RANK);
  out.u32(0);
  // The file begins at its first byte; no free space is told; no driver.
  out.u64(0);
  out.address(undefined);
  out.u64(end);
  out.address(undefined);
  // The root's entry.
  out.u64(0);
  out.u64(known.headers.get(root) ?? 0);
  out.u32(cachedSymbolTable);
  out.u32(0);
  out.u64(table.tree);
  out.u64(table.heap);
}

/** How many links point to each object; the file itself holds its root. */
function countLinks(root: Hdf5Group, objects: Iterable<Hdf5Object>): Map<Hdf5Object, number> {
  const links = new Map<Hdf5Object, number>([[root, 1]]);
  for (const object of objects) {
    if (object.kind === "dataset") continue;
    for (const member of object.members.values()) links.set(member, (links.get(member) ?? 0) + 1);
  }
  return links;
}

/** Writes the head with the addresses that are known. @returns the bytes, and the addresses of what they hold */
function writeHead(contents: HeadContents, known: HeadLayout): { bytes: Uint8Array; layout: HeadLayout } {
  const { root, places } = contents;
  const layout: HeadLayout = { headers: new Map(), tables: new Map(), texts: new Map(), heaps: [] };
  const out = new ByteWriter();
  const heap = new TextHeap(known.heaps);
  const objects = objectsOf(root);
  const links = countLinks(root, objects);
  writeSuperblock(out, contents, known);
  for (const object of objects) {
    layout.headers.set(object, out.length);
    if (object.kind === "group") {
      writeGroupHeader(out, object, links.get(object)!, known.tables.get(object) ?? NOWHERE, heap);
      const members = [...object.members].map(
        ([name, member]) => [name, known.headers.get(member) ?? 0] as const,
      );
      layout.tables.set(object, writeSymbolTable(out, new Map(members)));
    } else {
      const place = known.texts.get(object) ?? places.get(object);
      writeDatasetHeader(out, object, links.get(object)!, place, heap);
      if (object.type === "text" && object.values?.length) {
        layout.texts.set(object, out.length);
        encodeValues(out, { type: "text", values: object.values }, heap);
      }
    }
    out.align();
  }
  layout.heaps.push(...heap.write(out));
  return { bytes: out.written(), layout };
}

/** The head of a file; how long it is does not depend on places and end. */
export function encodeHead(contents: HeadContents): Uint8Array {
  const nothing = { headers: new Map(), tables: new Map(), texts: new Map(), heaps: [] };
  // Once to see where everything comes to lie, once to say so.
  const { layout } = writeHead(contents, nothing);
  return writeHead(contents, layout).bytes;
}
