// The directory of a zip archive, every place in it checked against the file.
// Source: PKWARE, .ZIP File Format Specification (APPNOTE) 6.3.10.
import { invalidFile } from "../cube/cube-file.js";

/** A part of a file of bytes. */
export interface Bytes {
  readonly length: number;
  /** Exactly so many bytes, which lie within. */
  load(at: number, size: number): Uint8Array;
}

/** A file of an archive. */
export interface ZipEntry {
  readonly name: string;
  readonly isDeflated: boolean;
  /** Where its data begin, and how many bytes they are as stored and unpacked. */
  readonly start: number;
  readonly packed: number;
  readonly size: number;
  readonly crc: number;
}

const END_BYTES = 22;
const MOST_COMMENT = 65_535;
const MOST_ENTRIES = 10_000;
const LOCAL_BYTES = 30;
/** What deflate gains at most. */
const MOST_GAIN = 1032;

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Reads the directory. @throws GanxError `INVALID_FILE` */
export function readZip(path: string, file: Bytes): ZipEntry[] {
  const damaged = (problem: string) => invalidFile(path, `${problem}: the archive is cut short or damaged`);
  const take = (at: number, size: number): Uint8Array => {
    if (!(at >= 0 && size >= 0 && at + size <= file.length)) {
      throw damaged(`expected ${size} bytes at byte ${at}, found the end at ${file.length}`);
    }
    return file.load(at, size);
  };
  const { count, start, size } = findDirectory(file, take, damaged);
  if (count > MOST_ENTRIES) throw invalidFile(path, `expected at most ${MOST_ENTRIES} files, found ${count}`);
  if (size > MOST_ENTRIES * 1024) throw damaged(`its directory has ${size} bytes`);
  const directory = take(start, size);
  const view = viewOf(directory);
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let i = 0; i < count; i++) {
    if (at + 46 > size || view.getUint32(at, true) !== 0x02014b50) throw damaged("its directory ends early");
    const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((field) =>
      view.getUint16(at + field, true),
    );
    const end = at + 46 + nameBytes + extraBytes + commentBytes;
    if (end > size) throw damaged("its directory ends early");
    const name = new TextDecoder().decode(directory.subarray(at + 46, at + 46 + nameBytes));
    const extra = directory.subarray(at + 46 + nameBytes, at + 46 + nameBytes + extraBytes);
    const [method, flags] = [view.getUint16(at + 10, true), view.getUint16(at + 8, true)];
    const known = {
      size: view.getUint32(at + 24, true),
      packed: view.getUint32(at + 20, true),
      offset: view.getUint32(at + 42, true),
    };
    const { offset, ...sizes } = wideSizes(known, extra);
    if (flags & 1) throw invalidFile(path, `${name}: it is encrypted`);
    if (method !== 0 && method !== 8) throw invalidFile(path, `${name}: it is packed by method ${method}`);
    const local = viewOf(take(offset, LOCAL_BYTES));
    if (local.getUint32(0, true) !== 0x04034b50) throw damaged(`${name}: it is not where it should be`);
    const data = offset + LOCAL_BYTES + local.getUint16(26, true) + local.getUint16(28, true);
    if (data + sizes.packed > file.length) throw damaged(`${name}: it goes beyond the file`);
    const fits = method === 0 ? sizes.size === sizes.packed : sizes.size <= MOST_GAIN * sizes.packed + 1024;
    if (!fits) throw damaged(`${name}: ${sizes.packed} bytes cannot hold ${sizes.size}`);
    entries.push({
      name,
      isDeflated: method === 8,
      start: data,
      crc: view.getUint32(at + 16, true),
      ...sizes,
    });
    at = end;
  }
  return entries;
}

interface Sizes {
  size: number;
  packed: number;
  offset: number;
}

/** Sizes that 32 bits do not hold follow in the extra field, in this order, those alone. */
function wideSizes(known: Sizes, extra: Uint8Array): Sizes {
  const view = viewOf(extra);
  const sizes = { ...known };
  for (let at = 0; at + 4 <= extra.length; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    let place = at + 4;
    for (const name of ["size", "packed", "offset"] as const) {
      if (known[name] !== 0xffffffff || place + 8 > extra.length) continue;
      sizes[name] = Number(view.getBigUint64(place, true));
      place += 8;
    }
    break;
  }
  return sizes;
}

function findDirectory(
  file: Bytes,
  take: (at: number, size: number) => Uint8Array,
  damaged: (problem: string) => Error,
): { count: number; start: number; size: number } {
  const from = Math.max(0, file.length - END_BYTES - MOST_COMMENT);
  const tail = take(from, file.length - from);
  const view = viewOf(tail);
  let end = tail.length - END_BYTES;
  const isEnd = (at: number): boolean =>
    view.getUint32(at, true) === 0x06054b50 && at + END_BYTES + view.getUint16(at + 20, true) === tail.length;
  while (end >= 0 && !isEnd(end)) end--;
  if (end < 0) throw damaged("it has no directory");
  const found = {
    count: view.getUint16(end + 10, true),
    size: view.getUint32(end + 12, true),
    start: view.getUint32(end + 16, true),
  };
  const isWide = found.count === 0xffff || found.size === 0xffffffff || found.start === 0xffffffff;
  if (!isWide || end < 20 || view.getUint32(end - 20, true) !== 0x07064b50) return found;
  const wide = viewOf(take(Number(view.getBigUint64(end - 12, true)), 56));
  if (wide.getUint32(0, true) !== 0x06064b50) throw damaged("its directory is not where it should be");
  const [count, size, start] = [32, 40, 48].map((at) => Number(wide.getBigUint64(at, true)));
  return { count, size, start };
}
