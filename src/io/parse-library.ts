import { show } from "../check.js";
import { GanxError } from "../errors.js";
import { libraryFromJson } from "../library-format.js";
import type { Library } from "../pigment.js";
import { decodeSpectrum } from "./decode-spectrum.js";

/**
 * Reads a library from parsed JSON: ganx's own format (library.schema.json) or that of the Python ganX,
 * `{ "<name>": { "xrf": "<path>", "RGB": [r, g, b] } }`.
 *
 * @param readFile gets a file by its path as the library writes it; needed only by libraries that name files
 * @throws GanxError `INVALID_LIBRARY`, one line, with the pigment's name where there is one
 */
export async function parseLibrary(
  json: unknown,
  readFile?: (path: string) => Promise<Uint8Array>,
): Promise<Library> {
  return libraryFromJson(json, async (path, hints) => {
    if (!readFile) {
      throw new GanxError("INVALID_LIBRARY", `spectrum file ${show(path)}: no way to read files was given`);
    }
    return (await decodeSpectrum(await readFile(path), path, hints)).spectrum;
  });
}
