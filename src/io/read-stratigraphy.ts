// Node only: a stratigraphy from a file.
import { dirname, resolve } from "node:path";
import { GanxError } from "../errors.js";
import { parseStratigraphy, type StratigraphyFile } from "../stratigraphy-format.js";
import { readBytes } from "./read-bytes.js";

/**
 * Reads a stratigraphy, JSON as stratigraphy.schema.json describes it.
 *
 * @returns it, and the path of its hidden picture where it names one, relative paths taken from the file's folder
 * @throws GanxError `IO`, `INVALID_FILE` naming the file
 */
export async function readStratigraphy(path: string): Promise<StratigraphyFile> {
  const bytes = await readBytes(path);
  try {
    const { stratigraphy, hiddenFile } = await parseStratigraphy(JSON.parse(new TextDecoder().decode(bytes)));
    return {
      stratigraphy,
      ...(hiddenFile !== undefined && { hiddenFile: resolve(dirname(path), hiddenFile) }),
    };
  } catch (cause) {
    if (!(cause instanceof GanxError) && !(cause instanceof SyntaxError)) throw cause;
    const [reason] = (cause as Error).message.split("\n", 1);
    const problem = cause instanceof SyntaxError ? `expected JSON; ${reason}` : reason;
    throw new GanxError("INVALID_FILE", `${path}: ${problem}`, { cause });
  }
}
