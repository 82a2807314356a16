// A stratigraphy as JSON; stratigraphy.schema.json says the same.
import { show } from "./check.js";
import { GanxError } from "./errors.js";
import { checkStratigraphy, type Stratigraphy, type StratigraphyLayer } from "./stratigraphy.js";
import { loadSubstanceTables } from "./xray/substance.js";

const FORMAT = "ganx-stratigraphy";
const VERSION = 1;
const KEYS = ["$schema", "format", "version", "name", "layers"];

/** A stratigraphy and the file that its hidden picture is in, where it names one. */
export interface StratigraphyFile {
  readonly stratigraphy: Stratigraphy;
  readonly hiddenFile?: string;
}

function refuse(expected: string, found: unknown): never {
  throw new GanxError("INVALID_ARGUMENT", `stratigraphy: expected ${expected}, found ${show(found)}`);
}

function isDictionary(json: unknown): json is Record<string, unknown> {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}

/** Takes the file of a hidden picture out of its layer. */
function withoutFile(layer: unknown, files: string[]): unknown {
  if (!isDictionary(layer) || layer.picture !== "hidden" || layer.file === undefined) return layer;
  const { file, ...rest } = layer;
  if (typeof file !== "string" || file === "") return refuse("the file of a hidden picture as a path", file);
  files.push(file);
  return rest;
}

/**
 * Reads a stratigraphy from parsed JSON.
 *
 * @throws GanxError `INVALID_ARGUMENT`, one line, with the layer's number where it is a layer's
 */
export async function parseStratigraphy(json: unknown): Promise<StratigraphyFile> {
  if (!isDictionary(json)) return refuse("an object", json);
  const unknown = Object.keys(json).find((key) => !KEYS.includes(key));
  if (unknown !== undefined) return refuse(`only the keys ${KEYS.join(", ")}`, unknown);
  if (json.format !== FORMAT) return refuse(`format "${FORMAT}"`, json.format);
  if (json.version !== VERSION) return refuse(`version ${VERSION}`, json.version);
  const files: string[] = [];
  const layers = Array.isArray(json.layers)
    ? json.layers.map((layer) => withoutFile(layer, files))
    : json.layers;
  const plain = { name: json.name as string, layers: layers as StratigraphyLayer[] };
  const stratigraphy = checkStratigraphy(plain, await loadSubstanceTables());
  return { stratigraphy, ...(files.length > 0 && { hiddenFile: files[0] }) };
}
