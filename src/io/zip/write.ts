// A zip archive as a stream of bytes, in any runtime.
// Source: PKWARE, .ZIP File Format Specification (APPNOTE) 6.3.10.
import { Crc32 } from "../crc32.js";

type Bytes = AsyncIterable<Uint8Array>;

/** A file of an archive. */
export interface ZipMember {
  readonly name: string;
  readonly bytes: Bytes | Iterable<Uint8Array>;
  /** Whether it may have 2^32 bytes or more, compressed or not. */
  readonly large?: boolean;
}

/** Makes a raw deflate stream of a stream of bytes. */
export type DeflateStream = (bytes: Bytes) => Bytes;

const LOCAL = 0x04034b50;
const DESCRIPTOR = 0x08074b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
/** The first day that zip knows, midnight: the same in every run. */
const DATE = (1 << 5) | 1;
/** Sizes follow the data; names are UTF-8. */
const FLAGS = (1 << 3) | (1 << 11);
const DEFLATED = 8;
const BEYOND_16 = 0xffff;
const BEYOND_32 = 0xffffffff;

/** What the directory says of a member. */
interface Entry {
  readonly name: Uint8Array;
  readonly large: boolean;
  readonly offset: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
}

/** Numbers of 2, 4 and 8 bytes, little-endian, one behind the other. */
function fields(...parts: (readonly [bytes: 2 | 4 | 8, value: number])[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, [bytes]) => sum + bytes, 0));
  const view = new DataView(out.buffer);
  let at = 0;
  for (const [bytes, value] of parts) {
    if (bytes === 2) view.setUint16(at, value, true);
    else if (bytes === 4) view.setUint32(at, value, true);
    else view.setBigUint64(at, BigInt(value), true);
    at += bytes;
  }
  return out;
}

const version = (large: boolean): number => (large ? 45 : 20);

function localHeader(name: Uint8Array, large: boolean): Uint8Array[] {
  const unknown = large ? BEYOND_32 : 0;
  const extra = large ? fields([2, 1], [2, 16], [8, 0], [8, 0]) : new Uint8Array(0);
  const head = fields(
    [4, LOCAL],
    [2, version(large)],
    [2, FLAGS],
    [2, DEFLATED],
    [2, 0],
    [2, DATE],
    [4, 0],
    [4, unknown],
    [4, unknown],
    [2, name.length],
    [2, extra.length],
  );
  return [head, name, extra];
}

function centralHeader({ name, large, offset, crc, packed, size }: Entry): Uint8Array[] {
  const wide = large || offset >= BEYOND_32;
  const extra = wide ? fields([2, 1], [2, 24], [8, size], [8, packed], [8, offset]) : new Uint8Array(0);
  const head = fields(
    [4, CENTRAL],
    [2, version(wide)],
    [2, version(wide)],
    [2, FLAGS],
    [2, DEFLATED],
    [2, 0],
    [2, DATE],
    [4, crc],
    [4, wide ? BEYOND_32 : packed],
    [4, wide ? BEYOND_32 : size],
    [2, name.length],
    [2, extra.length],
    [2, 0],
    [2, 0],
    [2, 0],
    [4, 0],
    [4, wide ? BEYOND_32 : offset],
  );
  return [head, name, extra];
}

function endOf(entries: number, start: number, size: number): Uint8Array[] {
  const wide = start >= BEYOND_32 || size >= BEYOND_32 || entries >= BEYOND_16;
  const end = fields(
    [4, END],
    [2, 0],
    [2, 0],
    [2, Math.min(entries, BEYOND_16)],
    [2, Math.min(entries, BEYOND_16)],
    [4, wide ? BEYOND_32 : size],
    [4, wide ? BEYOND_32 : start],
    [2, 0],
  );
  if (!wide) return [end];
  const counts: (readonly [8, number])[] = [
    [8, entries],
    [8, entries],
    [8, size],
    [8, start],
  ];
  const end64 = fields([4, END_64], [8, 44], [2, 45], [2, 45], [4, 0], [4, 0], ...counts);
  return [end64, fields([4, LOCATOR_64], [4, 0], [8, start + size], [4, 1]), end];
}

/**
 * Writes an archive; the same members give the same bytes.
 *
 * @param members taken one by one, their bytes as they are needed
 */
export async function* zipStream(
  members: Iterable<ZipMember> | AsyncIterable<ZipMember>,
  deflate: DeflateStream = deflateInAnyRuntime,
): AsyncGenerator<Uint8Array> {
  const entries: Entry[] = [];
  let at = 0;
  const counted = (parts: readonly Uint8Array[]): readonly Uint8Array[] => {
    for (const part of parts) at += part.length;
    return parts;
  };
  for await (const member of members) {
    const name = new TextEncoder().encode(member.name);
    const large = member.large ?? false;
    const offset = at;
    yield* counted(localHeader(name, large));
    const crc = new Crc32();
    let [size, packed] = [0, 0];
    const watched = async function* (): AsyncGenerator<Uint8Array> {
      for await (const bytes of member.bytes) {
        crc.add(bytes);
        size += bytes.length;
        yield bytes;
      }
    };
    for await (const bytes of deflate(watched())) {
      packed += bytes.length;
      yield* counted([bytes]);
    }
    const wide = large ? 8 : 4;
    yield* counted([fields([4, DESCRIPTOR], [4, crc.value], [wide, packed], [wide, size])]);
    entries.push({ name, large, offset, crc: crc.value, packed, size });
  }
  const start = at;
  for (const entry of entries) yield* counted(centralHeader(entry));
  yield* endOf(entries.length, start, at - start);
}

/** The runtime's own compressor. */
async function* deflateInAnyRuntime(bytes: Bytes): AsyncGenerator<Uint8Array> {
  const { readable, writable } = new CompressionStream("deflate-raw");
  const writer = writable.getWriter();
  const fed = (async () => {
    try {
      for await (const piece of bytes) await writer.write(new Uint8Array(piece));
      await writer.close();
    } catch (cause) {
      await writer.abort(cause);
      throw cause;
    }
  })();
  fed.catch(() => {});
  const reader = readable.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      yield value;
    }
    await fed;
  } finally {
    await reader.cancel().catch(() => {});
  }
}
