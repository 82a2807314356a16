import pako from "pako";
import { nodeModule } from "../node-module.js";
import { joinBytes } from "./join-bytes.js";

/** Deflate shrinks at most about 1032 : 1. */
export const MAX_DEFLATE_RATIO = 1032;

const CHUNK_BYTES = 65_536;
/** What holds no more is inflated at once where the runtime can do that, which takes a fifth of the time. */
const AT_ONCE_BYTES = 8 * 2 ** 20;

/**
 * Inflates a zlib stream given in parts and hands on what it holds, piece by piece.
 *
 * @param take is told of each piece; false to stop, so that a small file cannot fill the memory
 * @param expected bytes that it should hold, where they are known
 * @returns zlib's status: 0 at a sound end, undefined where the stream goes on or was stopped, else what is wrong
 */
export function inflateInPieces(
  parts: readonly Uint8Array[],
  take: (piece: Uint8Array) => boolean,
  expected = 0,
): number | undefined {
  const whole = expected <= AT_ONCE_BYTES ? inflateAtOnce(parts) : undefined;
  if (whole) return take(whole) ? 0 : undefined;
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

/** What a sound and small stream holds; undefined for any other, and where the runtime cannot tell. */
function inflateAtOnce(parts: readonly Uint8Array[]): Uint8Array | undefined {
  const zlib = nodeModule("node:zlib");
  if (!zlib) return undefined;
  try {
    return zlib.inflateSync(joinBytes(parts), { maxOutputLength: AT_ONCE_BYTES });
  } catch {
    return undefined;
  }
}

/** Thrown out of pako, which has no other way to stop. */
const STOP = new Error("enough");
