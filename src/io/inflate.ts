import pako from "pako";

/** Deflate shrinks at most about 1032 : 1. */
export const MAX_DEFLATE_RATIO = 1032;

const CHUNK_BYTES = 65_536;

/**
 * Inflates a zlib stream given in parts and hands on what it holds, piece by piece.
 *
 * @param take is told of each piece; false to stop, so that a small file cannot fill the memory
 * @returns zlib's status: 0 at a sound end, undefined where the stream goes on or was stopped, else what is wrong
 */
export function inflateInPieces(
  parts: readonly Uint8Array[],
  take: (piece: Uint8Array) => boolean,
): number | undefined {
  // A windowBits of 15 means zlib only; without it pako would accept gzip too.
  const inflate = new pako.Inflate({ chunkSize: CHUNK_BYTES, windowBits: 15 });
  let stopped = false;
  inflate.onData = (piece) => {
    if (!stopped && !take(piece as Uint8Array)) {
      stopped = true;
      throw STOP;
    }
  };
  let status: number | undefined;
  inflate.onEnd = (zlibStatus) => {
    status = zlibStatus;
  };
  try {
    for (const part of parts) {
      // An empty part is legal, but zlib would report that it cannot go on.
      if (part.length > 0 && status === undefined) inflate.push(part, false);
    }
  } catch (cause) {
    if (cause !== STOP) throw cause;
    return undefined;
  }
  return status;
}

/** Thrown out of pako, which has no other way to stop. */
const STOP = new Error("enough");
