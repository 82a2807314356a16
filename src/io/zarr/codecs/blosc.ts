// Node only: frames of Blosc. Decoders that others have take a damaged frame for a sound one.
// Source: F. Alted, "Blosc chunk format", README_CHUNK_FORMAT.rst, and blosc.c of c-blosc 1.21.
import { inflateSync } from "node:zlib";
import { unshuffle } from "../../../kernels/unshuffle.js";
import { bitUnshuffle } from "./bit-unshuffle.js";
import { unpackBlosclz } from "./blosclz.js";
import { unpackLz4 } from "./lz4.js";
import { unpackSnappy } from "./snappy.js";

const HEADER_BYTES = 16;
const VERSION = 2;
const [SHUFFLED, AS_IT_IS, BITS_SHUFFLED, NOT_SPLIT] = [1, 2, 4, 16];
/** A block is split into the first bytes of its numbers, their second bytes, and so on, where there are as many. */
const [MOST_SPLITS, LEAST_SPLIT_BYTES] = [16, 128];

/** Unpacks a stream into room of its exact size. */
type Unpack = (bytes: Uint8Array, out: Uint8Array) => void | Promise<void>;

/** What unpacks Zstandard. @param most bytes at most that it holds */
export type UnpackZstd = (bytes: Uint8Array, most: number) => Promise<Uint8Array>;

interface Frame {
  readonly flags: number;
  readonly width: number;
  readonly size: number;
  readonly blockSize: number;
}

function headerOf(bytes: Uint8Array, most: number): Frame {
  if (bytes.length < HEADER_BYTES) throw new Error("a frame of Blosc that is cut short");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [version, , flags, width] = bytes;
  const [size, blockSize, packed] = [4, 8, 12].map((at) => view.getUint32(at, true));
  if (version !== VERSION) throw new Error(`expected version ${VERSION} of Blosc, found ${version}`);
  if (size > most) throw new Error(`expected at most ${most} bytes in a chunk, found ${size}`);
  if (packed !== bytes.length) {
    throw new Error(`expected a frame of Blosc of ${packed} bytes, found ${bytes.length}`);
  }
  if (width === 0 || (size > 0 && (blockSize === 0 || blockSize > size))) {
    throw new Error(`a frame of Blosc of ${size} bytes with blocks of ${blockSize}, numbers of ${width}`);
  }
  return { flags, width, size, blockSize };
}

function fill(out: Uint8Array, found: Uint8Array): void {
  if (found.length !== out.length) throw new Error(`expected ${out.length} bytes, found ${found.length}`);
  out.set(found);
}

function unpackerOf(flags: number, unpackZstd: UnpackZstd): Unpack {
  const zlib: Unpack = (bytes, out) => fill(out, inflateSync(bytes, { maxOutputLength: out.length + 1 }));
  const zstd: Unpack = async (bytes, out) => fill(out, await unpackZstd(bytes, out.length));
  const found = [unpackBlosclz, unpackLz4, unpackSnappy, zlib, zstd][flags >> 5];
  if (!found) throw new Error(`a compressor of Blosc that is not known, ${flags >> 5}`);
  return found;
}

/**
 * Unpacks a frame.
 *
 * @param most bytes that it may hold
 * @throws Error where it is damaged
 */
export async function unpackBlosc(
  bytes: Uint8Array,
  most: number,
  unpackZstd: UnpackZstd,
): Promise<Uint8Array> {
  const { flags, width, size, blockSize } = headerOf(bytes, most);
  const out = new Uint8Array(size);
  if (size === 0) return out;
  if (flags & AS_IT_IS) {
    fill(out, bytes.subarray(HEADER_BYTES));
    return out;
  }
  const unpack = unpackerOf(flags, unpackZstd);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const word = (at: number): number => {
    if (at < HEADER_BYTES || at + 4 > bytes.length) throw new Error("a block outside its frame of Blosc");
    return view.getUint32(at, true);
  };
  for (let block = 0; block * blockSize < size; block++) {
    const content = out.subarray(block * blockSize, Math.min(size, (block + 1) * blockSize));
    const isWhole = content.length === blockSize;
    const isSplit = !(flags & NOT_SPLIT) && isWhole && width <= MOST_SPLITS;
    const parts = isSplit && Math.floor(blockSize / width) >= LEAST_SPLIT_BYTES ? width : 1;
    const partBytes = content.length / parts;
    if (!Number.isInteger(partBytes)) throw new Error(`a block of ${content.length} bytes in ${parts} parts`);
    let at = word(HEADER_BYTES + 4 * block);
    for (let part = 0; part < parts; part++) {
      const packed = word(at);
      if (at + 4 + packed > bytes.length) throw new Error("a block that is longer than its frame of Blosc");
      const stream = bytes.subarray(at + 4, at + 4 + packed);
      const to = content.subarray(part * partBytes, (part + 1) * partBytes);
      if (packed === partBytes) to.set(stream);
      else await unpack(stream, to);
      at += 4 + packed;
    }
    if (flags & SHUFFLED && width > 1) content.set(unshuffle(content, width));
    else if (flags & BITS_SHUFFLED) content.set(bitUnshuffle(content, width));
  }
  return out;
}
