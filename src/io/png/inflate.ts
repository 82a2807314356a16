import { inflateInPieces, MAX_DEFLATE_RATIO } from "../inflate.js";
import { joinBytes } from "../join-bytes.js";
import { pngError } from "./header.js";

/** Throws if so little compressed data cannot hold `expected` bytes; call it before memory is set aside. */
export function checkEnoughCompressed(parts: readonly Uint8Array[], expected: number): void {
  const given = parts.reduce((sum, part) => sum + part.length, 0);
  if (given * MAX_DEFLATE_RATIO < expected) {
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
  const takePiece = (piece: Uint8Array): boolean => {
    received += piece.length;
    if (received > expected) {
      throw pngError(
        `the compressed data hold more than the ${expected} bytes of the picture: the file is damaged`,
      );
    }
    take(piece);
    return true;
  };
  const status = inflateInPieces(parts, takePiece, expected);
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

/** What a zlib stream holds, or undefined where it is damaged or holds more than `most` bytes. */
export function inflateAtMost(compressed: Uint8Array, most: number): Uint8Array | undefined {
  const pieces: Uint8Array[] = [];
  let length = 0;
  const status = inflateInPieces([compressed], (piece) => {
    length += piece.length;
    pieces.push(piece.slice());
    return length <= most;
  });
  if (status !== 0) return undefined;
  return joinBytes(pieces);
}
