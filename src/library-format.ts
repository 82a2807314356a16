import { show } from "./check.js";
import { GanxError } from "./errors.js";
import { readFileSpectrum, type SpectrumReader, spectrumFromJson } from "./library-spectrum.js";
import type { Library, Pigment, PigmentSpectrum } from "./pigment.js";
import { type Composition, constituents } from "./xray/composition.js";
import { loadXrayData } from "./xray/xray-data.js";

export const LIBRARY_FORMAT = "ganx-library";
export const LIBRARY_VERSION = 1;

type Dictionary = Record<string, unknown>;

/** Words of small letters and digits; behind the first also Roman numerals. */
const ID = /^[a-z0-9]+(_([a-z0-9]+|[IVX]+))*$/;
const MAX_TEXT = 1000;
const MAX_DENSITY = 30;

function fail(message: string, options?: ErrorOptions): never {
  throw new GanxError("INVALID_LIBRARY", message, options);
}

/**
 * Reads a library from parsed JSON: ganx's own format (library.schema.json) or that of the Python ganX,
 * `{ "<name>": { "xrf": "<path>", "RGB": [r, g, b] } }`.
 *
 * @throws GanxError `INVALID_LIBRARY`, one line, with the pigment's name where there is one
 */
export async function libraryFromJson(json: unknown, readSpectrum: SpectrumReader): Promise<Library> {
  const root = dictionary(json, "library");
  const own = typeof root.format === "string" || Array.isArray(root.pigments);
  const library = own ? await readOwn(root, readSpectrum) : await readPython(root, readSpectrum);
  if (library.pigments.length === 0) fail("library: expected at least one pigment, found none");
  const seen = new Map<string, string>();
  for (const { id, name } of library.pigments) {
    const other = seen.get(id);
    if (other !== undefined)
      fail(`pigment ${show(name)}: its id ${show(id)} is already that of ${show(other)}`);
    seen.set(id, name);
  }
  return library;
}

async function readOwn(root: Dictionary, readSpectrum: SpectrumReader): Promise<Library> {
  onlyKeys(root, ["$schema", "format", "version", "name", "pigments"], "library");
  if (root.format !== LIBRARY_FORMAT)
    fail(`library: expected format "${LIBRARY_FORMAT}", found ${show(root.format)}`);
  if (root.version !== LIBRARY_VERSION) {
    fail(
      `library: expected version ${LIBRARY_VERSION}, found ${show(root.version)}; a newer ganx may read it`,
    );
  }
  const name = text(root.name, "library: name");
  if (!Array.isArray(root.pigments))
    fail(`library: expected an array of pigments, found ${show(root.pigments)}`);
  const pigments: Pigment[] = [];
  for (const [index, entry] of (root.pigments as unknown[]).entries()) {
    pigments.push(await readPigment(entry, `pigment ${index + 1}`, readSpectrum));
  }
  return { name, pigments };
}

async function readPigment(json: unknown, position: string, readSpectrum: SpectrumReader): Promise<Pigment> {
  const entry = dictionary(json, position);
  const name = text(entry.name, `${position}: name`);
  const label = `pigment ${show(name)}`;
  onlyKeys(entry, ["id", "name", "srgb", "source", "spectrum", "composition", "densityGCm3"], label);
  const id = text(entry.id, `${label}: id`);
  if (!ID.test(id)) fail(`${label}: expected an id such as "lead_white", found ${show(id)}`);
  const srgb = color(entry.srgb, `${label}: srgb`);
  const source = entry.source === undefined ? {} : { source: text(entry.source, `${label}: source`) };
  if ((entry.spectrum === undefined) === (entry.composition === undefined)) {
    fail(`${label}: expected either a spectrum or a composition`);
  }
  const spectrum: PigmentSpectrum =
    entry.composition === undefined
      ? await spectrumFromJson(dictionary(entry.spectrum, `${label}: spectrum`), label, readSpectrum)
      : await readComposition(entry.composition, label);
  return { id, name, srgb, ...source, spectrum, ...densityOf(entry.densityGCm3, label) };
}

function densityOf(json: unknown, label: string): { densityGCm3?: number } {
  if (json === undefined) return {};
  if (typeof json === "number" && json > 0 && json <= MAX_DENSITY) return { densityGCm3: json };
  return fail(`${label}: expected densityGCm3 above 0, at most ${MAX_DENSITY}, found ${show(json)}`);
}

async function readComposition(json: unknown, label: string): Promise<Composition> {
  const entry = dictionary(json, `${label}: composition`);
  onlyKeys(entry, ["formula", "massFractions"], `${label}: composition`);
  if ((entry.formula === undefined) === (entry.massFractions === undefined)) {
    fail(`${label}: expected a composition with either a formula or massFractions`);
  }
  const composition: Composition =
    entry.formula === undefined
      ? {
          massFractions: dictionary(entry.massFractions, `${label}: massFractions`) as Record<string, number>,
        }
      : { formula: text(entry.formula, `${label}: formula`) };
  try {
    constituents(composition, await loadXrayData());
  } catch (cause) {
    if (cause instanceof GanxError) fail(`${label}: ${cause.message}`, { cause });
    throw cause;
  }
  return composition;
}

async function readPython(root: Dictionary, readSpectrum: SpectrumReader): Promise<Library> {
  const pigments: Pigment[] = [];
  for (const [name, json] of Object.entries(root)) {
    const label = `pigment ${show(text(name, "pigment name"))}`;
    const entry = dictionary(json, label);
    onlyKeys(entry, ["xrf", "RGB"], label);
    const srgb = color(entry.RGB, `${label}: RGB`);
    const spectrum = await readFileSpectrum(text(entry.xrf, `${label}: xrf`), label, readSpectrum);
    pigments.push({ id: idFromName(name) || `pigment_${pigments.length + 1}`, name, srgb, spectrum });
  }
  return { name: "ganX library", pigments };
}

/** `Lead-tin yellow` becomes `lead_tin_yellow`. */
export function idFromName(name: string): string {
  const words = name.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "");
  return words.replace(/[^a-z0-9]+/g, "_").replace(/^_|_$/g, "");
}

function dictionary(json: unknown, label: string): Dictionary {
  if (typeof json === "object" && json !== null && !Array.isArray(json)) return json as Dictionary;
  return fail(`${label}: expected an object, found ${show(json)}`);
}

function onlyKeys(entry: Dictionary, keys: readonly string[], label: string): void {
  const unknown = Object.keys(entry).find((key) => !keys.includes(key));
  if (unknown !== undefined)
    fail(`${label}: expected only the keys ${keys.join(", ")}, found ${show(unknown)}`);
}

function text(json: unknown, label: string): string {
  if (typeof json === "string" && json.trim() !== "" && json.length <= MAX_TEXT) return json;
  return fail(`${label}: expected a text of 1 to ${MAX_TEXT} characters, found ${show(json)}`);
}

function color(json: unknown, label: string): [number, number, number] {
  const inRange = (value: unknown) => typeof value === "number" && value >= 0 && value <= 255;
  if (!Array.isArray(json) || json.length !== 3 || !json.every(inRange)) {
    const found = Array.isArray(json) ? `[${json.slice(0, 4).map(show).join(", ")}]` : show(json);
    fail(`${label}: expected 3 numbers from 0 to 255, found ${found}`);
  }
  const [r, g, b] = json as [number, number, number];
  return [r + 0, g + 0, b + 0];
}
