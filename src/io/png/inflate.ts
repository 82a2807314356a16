import pako from "pako";
import { pngError } from "./header.js";

/** Deflate shrinks at most about 1032 : 1. */
const MAX_RATIO = 1032;

const CHUNK_BYTES = 65536;

/** Throws if so little compressed data cannot hold `expected` bytes; call it before memory is set aside. */
export function checkEnoughCompressed(parts: readonly Uint8Array[], expected: number): void {
  const given = parts.reduce((sum, part) => sum + part.length, 0);
  if (given * MAX_RATIO < expected) {
    throw pngError(
      `${given} bytes of compressed data cannot hold the ${expected} that the header asks for: damaged`,
    );
  }
}

/**
 * Inflates a zlib stream given in parts and hands on exactly `expected` bytes, piece by piece.
 *
 * It stops at the first byte too many, so that a small file cannot fill the memory.
 *
 * @throws GanxError `INVALID_IMAGE` if there are fewer or more bytes, or the stream or its checksum is wrong.
 */
export function inflateParts(
  parts: readonly Uint8Array[],
  expected: number,
  take: (piece: Uint8Array) => void,
): void {
  let received = 0;
  // A windowBits of 15 means zlib only; without it pako would accept gzip too.
  const inflate = new pako.Inflate({ chunkSize: CHUNK_BYTES, windowBits: 15 });
  inflate.onData = (piece) => {
    const bytes = piece as Uint8Array;
    received += bytes.length;
    if (received > expected) {
      throw pngError(
        `the compressed data hold more than the ${expected} bytes of the picture: the file is damaged`,
      );
    }
    take(bytes);
  };
  let status: number | undefined;
  inflate.onEnd = (zlibStatus) => {
    status = zlibStatus;
  };
  for (const part of parts) {
    // An empty part is legal, but zlib would report that it cannot go on.
    if (part.length > 0 && status === undefined) inflate.push(part, false);
  }
  if (status) {
    throw pngError(
      `the compressed data are damaged (zlib status ${status}); copy or download the file again`,
    );
  }
  if (status === undefined || received < expected) {
    const found = status === 0 ? `hold only ${received}` : "end before the last";
    throw pngError(
      `the compressed data ${found} of the ${expected} bytes of the picture: the file is damaged`,
    );
  }
}
