// Node only: what the metadata of an array say, checked before anything is decoded after them.
import { invalidFile } from "../cube/cube-file.js";
import { checkCodecs, type NamedCodec } from "./check-codecs.js";
import { fillValueOf } from "./fill-value.js";
import type { FolderStore } from "./folder-store.js";

/** An array of a store whose metadata are in order. */
export interface ArrayInfo {
  readonly name: string;
  readonly version: 2 | 3;
  readonly shape: readonly number[];
}

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isShape = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);

/** NumPy's names of the types that version 2 has, without the order of bytes. */
const TYPES: Readonly<Record<string, string>> = {
  b1: "bool",
  i1: "int8",
  u1: "uint8",
  i2: "int16",
  u2: "uint16",
  i4: "int32",
  u4: "uint32",
  i8: "int64",
  u8: "uint64",
  f4: "float32",
  f8: "float64",
};

async function readJson(store: FolderStore, key: string): Promise<Json | undefined> {
  const bytes = await store.get(key);
  if (!bytes) return undefined;
  try {
    const found: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (isObject(found)) return found;
  } catch (cause) {
    throw invalidFile(store.root, `${key.slice(1)} is no JSON`, cause);
  }
  throw invalidFile(store.root, `${key.slice(1)} is no object of JSON`);
}

/** The metadata of an array of any version and the name of their file; nothing where there is none. */
async function metadataOf(
  store: FolderStore,
  name: string,
): Promise<{ key: string; version: 2 | 3; json: Json } | undefined> {
  for (const [file, version] of [
    ["zarr.json", 3],
    [".zarray", 2],
  ] as const) {
    const key = `${name === "/" ? "" : name}/${file}`;
    const json = await readJson(store, key);
    if (json) return { key, version, json };
  }
  return undefined;
}

/** The shape of an array, whatever else is in its metadata; nothing where there is none. @throws GanxError `INVALID_FILE` */
export async function readShape(store: FolderStore, name: string): Promise<ArrayInfo | undefined> {
  const found = await metadataOf(store, name);
  if (!found) return undefined;
  const { version, json } = found;
  if (!isShape(json.shape)) throw invalidFile(store.root, `${name}: its shape is no list of sizes`);
  return { name, version, shape: json.shape };
}

/**
 * Checks the metadata of an array and puts them in order: the store gives those from here on.
 *
 * @throws GanxError `INVALID_FILE` where it cannot be decoded for certain
 */
export async function checkArray(store: FolderStore, name: string): Promise<ArrayInfo | undefined> {
  const found = await metadataOf(store, name);
  if (!found) return undefined;
  const { key, version, json } = found;
  const label = `${store.root}: ${name}`;
  const { shape } = json;
  if (!isShape(shape)) throw invalidFile(label, "its shape is no list of sizes");
  const chunks = version === 3 ? gridOf(label, json) : json.chunks;
  if (!isShape(chunks) || chunks.length !== shape.length || chunks.includes(0)) {
    throw invalidFile(label, `expected chunks of ${shape.length} sizes above 0`);
  }
  const type = version === 3 ? json.data_type : TYPES[String(json.dtype).slice(1)];
  if (typeof type !== "string" || !Object.values(TYPES).includes(type)) {
    const said = JSON.stringify(version === 3 ? json.data_type : json.dtype) ?? "none";
    throw invalidFile(label, `expected integers of 8 to 64 bits or floats of 32 or 64, found ${said}`);
  }
  const codecs = version === 3 ? json.codecs : codecsOfVersion2(json);
  const sharding = checkCodecs(label, codecs, chunks, type);
  if (sharding?.isIndexFirst) store.placeIndexFirst(name);
  const fill = fillValueOf(label, json.fill_value, type);
  store.put(key, new TextEncoder().encode(JSON.stringify({ ...json, fill_value: fill })));
  return { name, version, shape };
}

function gridOf(label: string, { chunk_grid: grid, storage_transformers: transformers }: Json): unknown {
  if (Array.isArray(transformers) && transformers.length > 0) {
    throw invalidFile(label, "it has storage transformers, which are not known");
  }
  const named = isObject(grid) ? grid : {};
  if (named.name !== "regular" || !isObject(named.configuration)) {
    throw invalidFile(
      label,
      `expected a regular grid of chunks, found ${JSON.stringify(named.name) ?? "none"}`,
    );
  }
  return named.configuration.chunk_shape;
}

/** Filters and the compressor, as version 3 names them. */
function codecsOfVersion2({ filters, compressor, dtype, order }: Json): NamedCodec[] {
  const named = (codec: unknown): NamedCodec => {
    const { id, ...configuration } = isObject(codec) ? codec : {};
    return { name: `numcodecs.${String(id)}`, configuration };
  };
  const endian = String(dtype).startsWith(">") ? "big" : "little";
  return [
    ...(order === "F" ? [{ name: "transpose", configuration: { order: "F" } }] : []),
    ...(Array.isArray(filters) ? filters.map(named) : []),
    ...(compressor ? [named(compressor)] : []),
    { name: "bytes", configuration: { endian } },
  ];
}
