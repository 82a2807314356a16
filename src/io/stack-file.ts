import { GanxError } from "../errors.js";
import type { StackLayer } from "../xray/stack.js";

/** Infinity, which JSON knows only as a text, though Python writes it bare. */
const BARE_INFINITY = /([:,[]\s*)Infinity(?=\s*[,}\]])/g;

/**
 * Reads a stack of layers from JSON: an array of objects, top first; `"Infinity"` is a thickness too. What the objects
 * hold is checked where the stack is used.
 *
 * @throws GanxError `INVALID_FILE`
 */
export function readStackFile(bytes: Uint8Array, label: string): StackLayer[] {
  const refuse = (why: string, cause?: unknown): never => {
    throw new GanxError("INVALID_FILE", `${label}: expected a JSON array of layers, top first; ${why}`, {
      cause,
    });
  };
  let json: unknown;
  try {
    json = JSON.parse(
      new TextDecoder().decode(bytes).replaceAll(BARE_INFINITY, '$1"Infinity"'),
      (_, value) => (value === "Infinity" ? Number.POSITIVE_INFINITY : value),
    );
  } catch (cause) {
    return refuse((cause as Error).message, cause);
  }
  if (!Array.isArray(json)) return refuse(`found ${json === null ? "null" : `one of type ${typeof json}`}`);
  return json;
}
