// Headers of groups and datasets, version 1, and the messages in them.
// Source: HDF5 File Format Specification version 3.0, The HDF Group, sections IV.A.1.a and IV.A.2.
import { type ByteWriter, padded } from "./byte-writer.js";
import { bytesOf, encodeType } from "./data-type.js";
import { bytesOfNumbers, encodeValues } from "./encode-values.js";
import { MESSAGE } from "./objects.js";
import type { SymbolTablePlace } from "./symbol-table.js";
import type { TextHeap } from "./text-heap.js";
import type { Hdf5Array, Hdf5Dataset, Hdf5Group } from "./tree.js";

const VERSION = 1;
const PREFIX_BYTES = 12;
/** What never changes, so that readers may keep it. */
const CONSTANT = 1;
const MOST_BYTES = 65_528;

interface Message {
  readonly type: number;
  readonly flags?: number;
  /** A multiple of 8 bytes. */
  readonly data: Uint8Array;
}

function dataspace(shape: readonly number[]): Uint8Array {
  return padded((out) => {
    out.u8(1, shape.length);
    out.skip(6);
    for (const size of shape) out.u64(size);
  });
}

/** What is read where nothing was written; room is taken late or, chunk by chunk, when it is needed. */
function fillValue({ chunks, fill }: Hdf5Dataset): Uint8Array {
  const [version, allocate, writeWhenSet, defined] = [2, chunks ? 3 : 2, 2, 1];
  return padded((out) => {
    out.u8(version, allocate, writeWhenSet, defined);
    out.u32(fill?.byteLength ?? 0);
    if (fill) out.put(bytesOfNumbers(fill));
  });
}

/** @param place address of the data, or of the tree of the chunks; nothing while there is none */
function layout({ type, shape, chunks }: Hdf5Dataset, place: number | undefined): Uint8Array {
  const version = 3;
  const elementBytes = bytesOf(type);
  return padded((out) => {
    if (!chunks) {
      out.u8(version, 1);
      out.address(place);
      out.u64(shape.reduce((product, size) => product * size, elementBytes));
      return;
    }
    out.u8(version, 2, chunks.length + 1);
    out.address(place);
    for (const size of [...chunks, elementBytes]) out.u32(size);
  });
}

const DEFLATE = 1;
const SHUFFLE = 2;
/** The level of zlib that the file names, for programs that compress chunks anew. */
const NAMED_LEVEL = 6;

function filters(elementBytes: number): Uint8Array {
  const deflate = { id: DEFLATE, name: "deflate", value: NAMED_LEVEL };
  const shuffle = { id: SHUFFLE, name: "shuffle", value: elementBytes };
  const used = elementBytes > 1 ? [shuffle, deflate] : [deflate];
  return padded((out) => {
    out.u8(1, used.length);
    out.skip(6);
    for (const { id, name, value } of used) {
      const [nameBytes, optional, values] = [8, 1, 1];
      for (const field of [id, nameBytes, optional, values]) out.u16(field);
      out.put(padded((bytes) => bytes.ascii(`${name}\0`)));
      out.u32(value);
      out.u32(0);
    }
  });
}

function attribute(name: string, value: Hdf5Array, heap: TextHeap): Uint8Array {
  const nameBytes = new TextEncoder().encode(`${name}\0`);
  const type = encodeType(value.type);
  const space = dataspace(value.shape);
  const data = padded((out) => {
    out.u8(1, 0);
    for (const part of [nameBytes, type, space]) out.u16(part.length);
    out.put(padded((bytes) => bytes.put(nameBytes)));
    out.put(type);
    out.put(space);
    encodeValues(out, value, heap);
  });
  if (data.length <= MOST_BYTES) return data;
  throw new RangeError(`attribute ${name}: expected at most ${MOST_BYTES} bytes, found ${data.length}`);
}

function attributes({ attributes: all }: Hdf5Group | Hdf5Dataset, heap: TextHeap): Message[] {
  return [...all].map(([name, value]) => ({ type: MESSAGE.attribute, data: attribute(name, value, heap) }));
}

function writeHeader(out: ByteWriter, links: number, messages: readonly Message[]): void {
  out.u8(VERSION, 0);
  out.u16(messages.length);
  out.u32(links);
  out.u32(messages.reduce((sum, { data }) => sum + 8 + data.length, 0));
  out.skip(-PREFIX_BYTES & 7);
  for (const { type, flags = 0, data } of messages) {
    out.u16(type);
    out.u16(data.length);
    out.u8(flags);
    out.skip(3);
    out.put(data);
  }
}

/** Writes the header of a group. @param links how many point to it */
export function writeGroupHeader(
  out: ByteWriter,
  group: Hdf5Group,
  links: number,
  { tree, heap: names }: SymbolTablePlace,
  heap: TextHeap,
): void {
  const data = padded((bytes) => {
    bytes.u64(tree);
    bytes.u64(names);
  });
  writeHeader(out, links, [{ type: MESSAGE.symbolTable, data }, ...attributes(group, heap)]);
}

/** Writes the header of a dataset. @param place see {@link layout} */
export function writeDatasetHeader(
  out: ByteWriter,
  dataset: Hdf5Dataset,
  links: number,
  place: number | undefined,
  heap: TextHeap,
): void {
  const { type, shape, chunks } = dataset;
  writeHeader(out, links, [
    { type: MESSAGE.dataspace, data: dataspace(shape) },
    { type: MESSAGE.datatype, flags: CONSTANT, data: encodeType(type) },
    { type: MESSAGE.fillValue, flags: CONSTANT, data: fillValue(dataset) },
    { type: MESSAGE.layout, data: layout(dataset, place) },
    ...(chunks ? [{ type: MESSAGE.filters, flags: CONSTANT, data: filters(bytesOf(type)) }] : []),
    ...attributes(dataset, heap),
  ]);
}
