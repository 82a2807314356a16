// Node only: pigment libraries from files.
import { dirname, resolve } from "node:path";
import { GanxError } from "../errors.js";
import type { Library } from "../library.js";
import { parseLibrary } from "./parse-library.js";
import { readBytes } from "./read-bytes.js";

/**
 * Reads a library's JSON and the spectra it refers to, whose paths are relative to it.
 *
 * @throws GanxError `IO` where the file cannot be read, `INVALID_LIBRARY`
 */
export async function readLibrary(path: string): Promise<Library> {
  const text = new TextDecoder().decode(await readBytes(path));
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new GanxError("INVALID_LIBRARY", `${path}: expected JSON; ${(cause as Error).message}`, { cause });
  }
  try {
    return await parseLibrary(json, (file) => readBytes(resolve(dirname(path), file)));
  } catch (cause) {
    if (!(cause instanceof GanxError)) throw cause;
    throw new GanxError(cause.code, `${path}: ${cause.message}`, { cause });
  }
}
