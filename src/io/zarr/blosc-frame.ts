// A Blosc frame around a zlib stream, so that chunks that are shuffled and deflated already need not be compressed anew.
// Source: F. Alted, "Blosc chunk format", README_CHUNK_FORMAT.rst of c-blosc 1.21.
import pako from "pako";
import { unshuffle } from "../../kernels/unshuffle.js";

const HEADER_BYTES = 16;
/** Version of the format and of the way it holds zlib. */
const VERSION = 2;
const VERSION_ZLIB = 1;
const SHUFFLED = 1;
const AS_IT_IS = 2;
/** One stream for the whole block, not one for each byte of the numbers. */
const NOT_SPLIT = 0x10;
const ZLIB = 3 << 5;

/**
 * Frames a chunk.
 *
 * @param stream zlib, of the chunk's bytes in the order of the shuffle filter
 * @param size bytes of the chunk
 * @param width bytes of a number, 1 to 255
 */
export function bloscFrame(stream: Uint8Array, size: number, width: number): Uint8Array {
  // Where nothing is gained, a decoder would take the stream for the bytes themselves.
  if (stream.length >= size) return plainFrame(stream, size, width);
  const frame = new Uint8Array(HEADER_BYTES + 8 + stream.length);
  const view = writeHeader(frame, ZLIB | NOT_SPLIT | (width > 1 ? SHUFFLED : 0), size, width);
  // Where the only block begins, and how long its only stream is.
  view.setInt32(HEADER_BYTES, HEADER_BYTES + 4, true);
  view.setInt32(HEADER_BYTES + 4, stream.length, true);
  frame.set(stream, HEADER_BYTES + 8);
  return frame;
}

function plainFrame(stream: Uint8Array, size: number, width: number): Uint8Array {
  const frame = new Uint8Array(HEADER_BYTES + size);
  writeHeader(frame, ZLIB | AS_IT_IS, size, width);
  frame.set(unshuffle(pako.inflate(stream), width), HEADER_BYTES);
  return frame;
}

function writeHeader(frame: Uint8Array, flags: number, size: number, width: number): DataView {
  const view = new DataView(frame.buffer);
  frame.set([VERSION, VERSION_ZLIB, flags, width]);
  view.setUint32(4, size, true);
  view.setUint32(8, size, true);
  view.setUint32(12, frame.length, true);
  return view;
}
