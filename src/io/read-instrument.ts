// Node only: instruments by name or from files.
import { GanxError } from "../errors.js";
import { INSTRUMENT_NAMES, type Instrument, instrumentByName } from "../instrument.js";
import { parseInstrument } from "../instrument-format.js";
import { readBytes } from "./read-image.js";

/**
 * An instrument by its name, or read from a JSON file.
 *
 * @param nameOrPath a name that ganx knows, or else a path
 * @throws GanxError `IO` where the file cannot be read, `INVALID_FILE` where it is not JSON, `INVALID_ARGUMENT` naming the
 *   field that is wrong
 */
export async function readInstrument(nameOrPath: string): Promise<Instrument> {
  if (INSTRUMENT_NAMES.includes(nameOrPath)) return instrumentByName(nameOrPath);
  // What looks like no path is a name that was mistyped.
  if (!/[./\\]/.test(nameOrPath)) {
    throw new GanxError(
      "INVALID_ARGUMENT",
      `instrument: expected ${INSTRUMENT_NAMES.join(", ")} or the path of a JSON file, found ${JSON.stringify(nameOrPath)}`,
    );
  }
  const text = new TextDecoder().decode(await readBytes(nameOrPath));
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new GanxError("INVALID_FILE", `${nameOrPath}: expected JSON; ${(cause as Error).message}`, {
      cause,
    });
  }
  try {
    return parseInstrument(json);
  } catch (cause) {
    if (!(cause instanceof GanxError)) throw cause;
    throw new GanxError(cause.code, `${nameOrPath}: ${cause.message}`, { cause });
  }
}
