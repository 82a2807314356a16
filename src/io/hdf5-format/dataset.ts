// A row of numbers out of an HDF5 file. Source: HDF5 File Format Specification version 3.0, The HDF Group, section IV.A.2.
import { type ByteSource, Cursor, Hdf5Problem } from "./bytes.js";
import { type Filter, inflate, readFilters, restoreChunk } from "./filters.js";
import { MESSAGE, type Message, readMessages, treeLeaves } from "./objects.js";

type Decoder = (view: DataView, at: number) => number;

const FILL_UNKNOWN = "a dataset was never written";

/**
 * Reads a dataset of one dimension.
 *
 * Integers of 1 to 8 bytes and IEEE floats of 4 or 8; compact, contiguous or chunked; deflate, shuffle, Fletcher-32.
 *
 * @param address of its object header
 * @param most how many numbers are accepted
 */
export function readRow(source: ByteSource, address: number, most: number): number[] {
  const messages = readMessages(source, address);
  const length = rowLength(required(messages, MESSAGE.dataspace, "dataspace"));
  if (length > most) throw new Hdf5Problem(`a dataset has ${length} numbers, more than ${most}`);
  const { size, decode } = numberType(required(messages, MESSAGE.datatype, "datatype"));
  const filters = messages.find(({ type }) => type === MESSAGE.filters);
  const layout = required(messages, MESSAGE.layout, "layout");
  const data = rowBytes(source, layout, length * size, filters ? readFilters(filters.data, inflate) : []);
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  return Array.from({ length }, (_, i) => decode(view, i * size));
}

export function required(messages: readonly Message[], type: number, name: string): Cursor {
  const found = messages.find((message) => message.type === type);
  if (!found) throw new Hdf5Problem(`a dataset is not a plain one, it has no ${name} of its own`);
  return found.data;
}

function rowLength(space: Cursor): number {
  const version = space.u8();
  const rank = space.u8();
  if (version < 1 || version > 2) throw new Hdf5Problem("a dataspace has an unknown version");
  if (rank !== 1) throw new Hdf5Problem(`expected x and y to have 1 dimension, found ${rank}`);
  space.skip(version === 1 ? 6 : 2);
  return space.u64();
}

function numberType(type: Cursor): { size: number; decode: Decoder } {
  const kind = type.u8() & 15;
  const bits = type.u8();
  const little = (bits & 1) === 0;
  type.skip(2);
  const size = type.u32();
  const fields = [type.u16(), type.u16()].join();
  const unsupported = new Hdf5Problem("x and y must be integers of 1 to 8 bytes or IEEE floats of 4 or 8");
  if (fields !== `0,${size * 8}`) throw unsupported;
  if (kind === 1) {
    const parts = [...type.take(4)].join();
    if (size === 8 && (bits & 64) === 0 && parts === "52,11,0,52") {
      return { size, decode: (view, at) => view.getFloat64(at, little) };
    }
    if (size === 4 && (bits & 64) === 0 && parts === "23,8,0,23") {
      return { size, decode: (view, at) => view.getFloat32(at, little) };
    }
  }
  if (kind !== 0) throw unsupported;
  const signed = (bits & 8) !== 0;
  const decoders: Record<number, Decoder> = {
    1: (view, at) => (signed ? view.getInt8(at) : view.getUint8(at)),
    2: (view, at) => (signed ? view.getInt16(at, little) : view.getUint16(at, little)),
    4: (view, at) => (signed ? view.getInt32(at, little) : view.getUint32(at, little)),
    8: (view, at) => Number(signed ? view.getBigInt64(at, little) : view.getBigUint64(at, little)),
  };
  const decode = decoders[size];
  if (!decode) throw unsupported;
  return { size, decode };
}

function rowBytes(source: ByteSource, layout: Cursor, size: number, filters: readonly Filter[]): Uint8Array {
  const version = layout.u8();
  const kind = layout.u8();
  if (version !== 3 && version !== 4) throw new Hdf5Problem(`a dataset has the layout version ${version}`);
  if (kind === 0) return exactly(layout.take(layout.u16()), size);
  if (kind === 1) {
    const from = layout.address();
    if (from === undefined) throw new Hdf5Problem(FILL_UNKNOWN);
    return exactly(new Cursor(source, from).take(layout.u64()), size);
  }
  if (kind !== 2 || version === 4)
    throw new Hdf5Problem("its chunks are indexed in a new way; save it without chunks");
  return chunkBytes(source, layout, size, filters);
}

function exactly(data: Uint8Array, size: number): Uint8Array {
  if (data.length < size) throw new Hdf5Problem("a dataset is cut short");
  return data;
}

function chunkBytes(
  source: ByteSource,
  layout: Cursor,
  size: number,
  filters: readonly Filter[],
): Uint8Array {
  if (layout.u8() !== 2) throw new Hdf5Problem("a dataset's chunks do not have 1 dimension");
  const tree = layout.address();
  if (tree === undefined) throw new Hdf5Problem(FILL_UNKNOWN);
  const [numbers, width] = [layout.u32(), layout.u32()];
  const chunk = numbers * width;
  if (!(chunk > 0 && chunk <= 2 ** 24)) throw new Hdf5Problem("a dataset's chunks are too large");
  const leaves = treeLeaves(source, tree, 1, 24);
  if (leaves.length > Math.ceil(size / chunk))
    throw new Hdf5Problem("a dataset has more chunks than it needs");
  const out = new Uint8Array(size);
  let filled = 0;
  for (const { key, child } of leaves) {
    const stored = key.u32();
    const skipped = key.u32();
    const to = key.u64() * width;
    if (to >= size) continue;
    const raw = restoreChunk(new Cursor(source, child).take(stored), skipped, filters, chunk);
    const part = raw.subarray(0, Math.min(chunk, size - to));
    out.set(part, to);
    filled += part.length;
  }
  if (filled !== size) throw new Hdf5Problem(FILL_UNKNOWN);
  return out;
}
