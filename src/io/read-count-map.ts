// Node only: maps of photons per pixel from files.
import type { CountMap } from "../count-map.js";
import { GanxError } from "../errors.js";
import { decodeCountMap } from "./decode-count-map.js";
import { readBytes } from "./read-bytes.js";

/**
 * Reads a map of photons per pixel: a NumPy array (`.npy`) `[height, width]` or a grey PNG, told by content, not name.
 *
 * @returns photons 0..1 000 000, `[height, width]`, as `decodeCountMap` gives them
 * @throws GanxError `IO` where the file cannot be read, `INVALID_FILE` where it is not such a map, `OUT_OF_MEMORY`,
 *   `ABORTED`
 */
export async function readCountMap(
  path: string,
  options: { readonly signal?: AbortSignal } = {},
): Promise<CountMap> {
  const bytes = await readBytes(path, options.signal);
  try {
    return decodeCountMap(bytes);
  } catch (cause) {
    if (!(cause instanceof GanxError)) throw cause;
    throw new GanxError(cause.code, `${path}: ${cause.message}`, { cause });
  }
}
