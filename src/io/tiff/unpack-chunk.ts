import { inflateInPieces } from "../inflate.js";
import { decodeLzw } from "./lzw.js";
import { decodePackBits } from "./pack-bits.js";
import { tiffError } from "./problem.js";
import { COMPRESSION } from "./tags.js";

/**
 * Undoes the compression of a strip or tile.
 *
 * @param out receives the first bytes; more, such as the padding of a last strip, are not looked at
 * @param name for messages
 * @returns `out`, or a view of the file where nothing is compressed
 * @throws GanxError `INVALID_IMAGE` where the data are damaged or fewer
 */
export function unpackChunk(
  data: Uint8Array,
  compression: number,
  out: Uint8Array,
  name: string,
): Uint8Array {
  if (compression === COMPRESSION.none) return data.subarray(0, out.length);
  try {
    if (compression === COMPRESSION.lzw) decodeLzw(data, out);
    else if (compression === COMPRESSION.packBits) decodePackBits(data, out);
    else inflateInto(data, out);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw tiffError(
      `the compressed data of ${name} are damaged (${reason}); copy or download the file again`,
      {
        cause,
      },
    );
  }
  return out;
}

function inflateInto(data: Uint8Array, out: Uint8Array): void {
  let filled = 0;
  const status = inflateInPieces([data], (piece) => {
    const part = piece.subarray(0, out.length - filled);
    out.set(part, filled);
    filled += part.length;
    // One more byte shows that there is padding, whose checksum does not matter.
    return part.length === piece.length;
  });
  if (status) throw new Error(`zlib status ${status}`);
  if (filled < out.length) throw new Error("they end too early");
}
