import { crc32 } from "../crc32.js";
import { pngError } from "./header.js";

/** One chunk of a PNG whose length and CRC are right. */
export interface PngChunk {
  /** Four ASCII letters. */
  readonly type: string;
  /** Where the chunk starts in the file, in bytes. */
  readonly at: number;
  /** A view into the file. */
  readonly data: Uint8Array;
}

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/**
 * Chunks that a file may have, and one more for so many of its bytes: real ones have thousands of bytes each, and what is
 * kept of a million empty ones fills memory.
 */
const MOST_CHUNKS = 10_000;
const BYTES_A_CHUNK = 256;

/** Bytes of a chunk beside its data: length, type and CRC. */
const FRAME = 12;

/**
 * Walks the chunks of a PNG up to and including IEND; bytes after it are ignored.
 *
 * @throws GanxError `INVALID_IMAGE` if the signature, a length, a type or a CRC is wrong, or the file ends early.
 * Source: W3C PNG specification, section 5.
 */
export function* walkPngChunks(bytes: Uint8Array): Generator<PngChunk> {
  checkSignature(bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const most = MOST_CHUNKS + Math.floor(bytes.length / BYTES_A_CHUNK);
  let count = 0;
  for (let at = SIGNATURE.length; ; ) {
    if (++count > most) {
      throw pngError(`more than ${most} chunks in ${bytes.length} bytes are not read; save the picture anew`);
    }
    if (at + FRAME > bytes.length) throw cutShort(bytes, `before the end of a chunk at byte ${at}`);
    const length = view.getUint32(at);
    const type = readType(bytes, at + 4);
    const end = at + 8 + length;
    if (end + 4 > bytes.length) {
      throw cutShort(bytes, `inside chunk ${type} at byte ${at}, which announces ${length} bytes of data`);
    }
    const stored = view.getUint32(end);
    const computed = crc32(bytes, at + 4, end);
    if (stored !== computed) {
      const found = `chunk ${type} at byte ${at} has CRC ${hex(stored)}, expected ${hex(computed)}`;
      throw pngError(`${found}: the file is damaged; copy or download it again`);
    }
    yield { type, at, data: bytes.subarray(at + 8, end) };
    if (type === "IEND") return;
    at = end + 4;
  }
}

function checkSignature(bytes: Uint8Array): void {
  for (let i = 0; i < SIGNATURE.length; i++) {
    if (i >= bytes.length) throw cutShort(bytes, "inside its 8-byte signature");
    if (bytes[i] !== SIGNATURE[i]) {
      const found = `byte ${i} of the signature is ${hex(bytes[i], 2)}, expected ${hex(SIGNATURE[i], 2)}`;
      throw pngError(
        `${found}: the file is damaged, perhaps by a transfer as text; copy or download it again`,
      );
    }
  }
}

function readType(bytes: Uint8Array, at: number): string {
  const letters = bytes.subarray(at, at + 4);
  const isLetter = (byte: number) => (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122);
  if (!letters.every(isLetter)) {
    const found = Array.from(letters, (byte) => hex(byte, 2)).join(" ");
    throw pngError(
      `expected the four letters of a chunk type at byte ${at}, found ${found}: the file is damaged`,
    );
  }
  return String.fromCharCode(...letters);
}

function cutShort(bytes: Uint8Array, where: string) {
  return pngError(`the file ends at byte ${bytes.length}, ${where}: cut short; copy or download it again`);
}

function hex(value: number, digits = 8): string {
  return value.toString(16).padStart(digits, "0");
}
