// What is done to a chunk before it is stored, and how it is undone.
// Source: HDF5 File Format Specification version 3.0, The HDF Group, section IV.A.2.l.

import { unshuffle } from "../../kernels/unshuffle.js";
import { inflateInPieces } from "../inflate.js";
import { joinBytes } from "../join-bytes.js";
import { type Cursor, Hdf5Problem } from "./bytes.js";

/** Undoes a filter; `expected` is the size of a whole chunk. */
export type Filter = (bytes: Uint8Array, expected: number) => Uint8Array;

/**
 * The filters of a dataset's chunks, in the order of writing, as their inverses.
 *
 * @param inflater undoes deflate
 */
export function readFilters(message: Cursor, inflater: Filter): Filter[] {
  const version = message.u8();
  const count = message.u8();
  message.skip(version === 1 ? 6 : 0);
  return Array.from({ length: count }, () => {
    const id = message.u16();
    const nameBytes = version === 1 || id >= 256 ? message.u16() : 0;
    message.skip(2);
    const values = message.u16();
    message.skip(version === 1 ? Math.ceil(nameBytes / 8) * 8 : nameBytes);
    const parameters = Array.from({ length: values }, () => message.u32());
    if (version === 1 && values % 2 === 1) message.skip(4);
    if (id === 1) return inflater;
    if (id === 2) return (data: Uint8Array) => unshuffled(data, parameters[0] ?? 1);
    if (id === 3) return checked;
    throw new Hdf5Problem(`it is compressed with filter ${id}; save it with gzip or without compression`);
  });
}

/** Inflates and stops once there is more than a chunk with its checksum can hold. */
export function inflate(data: Uint8Array, expected: number): Uint8Array {
  const parts: Uint8Array[] = [];
  let size = 0;
  const status = inflateInPieces([data], (part) => {
    size += part.length;
    if (size > expected + 65_536) throw new Hdf5Problem("a chunk does not have the size it should");
    parts.push(part);
    return true;
  });
  if (status !== 0) throw new Hdf5Problem("a compressed chunk is damaged");
  return joinBytes(parts);
}

/** A chunk without the Fletcher-32 checksum at its end. */
function checked(data: Uint8Array): Uint8Array {
  if (data.length < 4) throw new Hdf5Problem("a chunk does not have the size it should");
  const bytes = data.subarray(0, data.length - 4);
  const stored = new DataView(data.buffer, data.byteOffset + bytes.length).getUint32(0, true);
  const sum = fletcher32(bytes);
  // The library before version 1.6.3 stored the bytes of both halves swapped.
  const swapped = ((sum & 0xff00ff) << 8) | ((sum >>> 8) & 0xff00ff);
  if (stored !== sum && stored !== swapped >>> 0) throw new Hdf5Problem("a chunk does not fit its checksum");
  return bytes;
}

/** Source: H5_checksum_fletcher32 of the HDF5 library; words of 2 bytes, the first the higher. */
function fletcher32(bytes: Uint8Array): number {
  const even = bytes.length & ~1;
  let [low, high] = [0, 0];
  for (let i = 0; i < even; ) {
    // Sums of 360 words stay below 2^32.
    for (const end = Math.min(even, i + 720); i < end; i += 2) {
      low += (bytes[i]! << 8) | bytes[i + 1]!;
      high += low;
    }
    low = (low & 0xffff) + (low >>> 16);
    high = (high & 0xffff) + (high >>> 16);
  }
  if (even < bytes.length) {
    low += bytes[even]! << 8;
    high += low;
    low = (low & 0xffff) + (low >>> 16);
    high = (high & 0xffff) + (high >>> 16);
  }
  low = (low & 0xffff) + (low >>> 16);
  high = (high & 0xffff) + (high >>> 16);
  return ((high << 16) | low) >>> 0;
}

/** Puts together what was stored as all first bytes, all second bytes, and so on. */
function unshuffled(data: Uint8Array, width: number): Uint8Array {
  if (!(width >= 1 && width <= 8)) throw new Hdf5Problem("a filter has a parameter out of range");
  return unshuffle(data, width);
}

/**
 * A chunk with its filters undone.
 *
 * @param bytes as stored
 * @param skipped bit i: filter i was left out
 * @param expected bytes of a whole chunk
 */
export function restoreChunk(
  bytes: Uint8Array,
  skipped: number,
  filters: readonly Filter[],
  expected: number,
): Uint8Array {
  const raw = filters.reduceRight(
    (data, filter, i) => (skipped & (1 << i) ? data : filter(data, expected)),
    bytes,
  );
  if (raw.length !== expected) throw new Hdf5Problem("a chunk does not have the size it should");
  return raw;
}
