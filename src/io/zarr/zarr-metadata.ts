// What the files `zarr.json` of a store say. Source: Zarr core specification, version 3.0 (2023), and its blosc codec;
// consolidated metadata as zarr-python 3 writes them.
import { bytesOfType, type NumberType } from "../../kernels/sums.js";

/** An array of numbers in a store. */
export interface ZarrArrayInfo {
  readonly shape: readonly number[];
  readonly chunks: readonly number[];
  readonly type: NumberType;
  readonly dimensions: readonly string[];
  readonly attributes?: object;
}

const KINDS: Readonly<Record<string, string>> = { u: "uint", i: "int", f: "float" };

/** The metadata of an array whose chunks are frames of Blosc around zlib. */
export function arrayMetadata({ shape, chunks, type, dimensions, attributes = {} }: ZarrArrayInfo): object {
  const width = bytesOfType(type);
  const shuffle = width > 1 ? "shuffle" : "noshuffle";
  return {
    zarr_format: 3,
    node_type: "array",
    shape,
    data_type: `${KINDS[type[0]]}${8 * width}`,
    chunk_grid: { name: "regular", configuration: { chunk_shape: chunks } },
    chunk_key_encoding: { name: "default", configuration: { separator: "/" } },
    fill_value: type.startsWith("f") ? 0.0 : 0,
    codecs: [
      width > 1 ? { name: "bytes", configuration: { endian: "little" } } : { name: "bytes" },
      { name: "blosc", configuration: { typesize: width, cname: "zlib", clevel: 6, shuffle, blocksize: 0 } },
    ],
    attributes,
    dimension_names: dimensions,
    storage_transformers: [],
  };
}

export function groupMetadata(attributes: object = {}): object {
  return { zarr_format: 3, node_type: "group", attributes };
}

/** The root with the metadata of all below it, so that a reader over a network asks but once. */
export function rootMetadata(attributes: object, members: ReadonlyMap<string, object>): object {
  const consolidated = { kind: "inline", must_understand: false, metadata: Object.fromEntries(members) };
  return { ...groupMetadata(attributes), consolidated_metadata: consolidated };
}
