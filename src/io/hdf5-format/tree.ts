// What a file is to hold, before it has places: groups, datasets and their attributes.
import type { NumberType } from "../../kernels/sums.js";

/**
 * The type of a value: a number; a boolean as h5py stores it; text of variable length; text of a fixed number of bytes,
 * filled up with zeros. Text is UTF-8.
 */
export type Hdf5Type = NumberType | "bool" | "text" | { readonly textBytes: number };

export type NumberArray =
  | Uint8Array
  | Uint16Array
  | Uint32Array
  | BigUint64Array
  | Int8Array
  | Int16Array
  | Int32Array
  | BigInt64Array
  | Float32Array
  | Float64Array;

/** Values of one type; booleans are bytes of 0 and 1. */
export interface Hdf5Array {
  readonly type: Hdf5Type;
  /** Without dimensions: one value. */
  readonly shape: readonly number[];
  readonly values: NumberArray | readonly string[];
}

export interface Hdf5Group {
  readonly kind: "group";
  readonly attributes: ReadonlyMap<string, Hdf5Array>;
  /** An object may be a member of several groups, under any name: those are hard links. */
  readonly members: Map<string, Hdf5Object>;
}

export interface Hdf5Dataset {
  readonly kind: "dataset";
  readonly attributes: ReadonlyMap<string, Hdf5Array>;
  readonly type: Hdf5Type;
  readonly shape: readonly number[];
  /** Absent where its chunks come later, and where one number fills it. */
  readonly values?: NumberArray | readonly string[];
  /** The number that all elements are, of which the file holds one; default 0. */
  readonly fill?: NumberArray;
  /** Shape of a chunk; chunks are shuffled, where an element has more than one byte, and deflated. */
  readonly chunks?: readonly number[];
}

export type Hdf5Object = Hdf5Group | Hdf5Dataset;

/** A value as one writes it: numbers become 64-bit floats, arrays of one dimension. */
export type Hdf5Value = string | boolean | number | NumberArray | readonly string[] | Hdf5Array;
export type Hdf5Attributes = Readonly<Record<string, Hdf5Value>>;

const TYPES: Readonly<Record<string, NumberType>> = {
  Uint8Array: "u8",
  Uint16Array: "u16",
  Uint32Array: "u32",
  BigUint64Array: "u64",
  Int8Array: "i8",
  Int16Array: "i16",
  Int32Array: "i32",
  BigInt64Array: "i64",
  Float32Array: "f32",
  Float64Array: "f64",
};

/** The type of an array's numbers. */
export function typeOfNumbers(values: NumberArray): NumberType {
  return TYPES[values.constructor.name]!;
}

function arrayOf(value: Hdf5Value): Hdf5Array {
  if (typeof value === "string") return { type: "text", shape: [], values: [value] };
  if (typeof value === "boolean") return { type: "bool", shape: [], values: Uint8Array.of(value ? 1 : 0) };
  if (typeof value === "number") return { type: "f64", shape: [], values: Float64Array.of(value) };
  if (ArrayBuffer.isView(value)) {
    return { type: typeOfNumbers(value), shape: [value.length], values: value };
  }
  if ("type" in value) return value;
  return { type: "text", shape: [value.length], values: value };
}

/** A whole number of 32 bits. */
export function int32(value: number): Hdf5Array {
  return { type: "i32", shape: [], values: Int32Array.of(value) };
}

/** Text of a fixed size, with a zero after it. */
export function fixedText(text: string): Hdf5Array {
  return { type: { textBytes: new TextEncoder().encode(text).length + 1 }, shape: [], values: [text] };
}

function attributesOf(attributes: Hdf5Attributes): ReadonlyMap<string, Hdf5Array> {
  return new Map(Object.entries(attributes).map(([name, value]) => [name, arrayOf(value)]));
}

/** A group; members that are undefined are left out. */
export function group(
  attributes: Hdf5Attributes = {},
  members: Readonly<Record<string, Hdf5Object | undefined>> = {},
): Hdf5Group {
  const present = Object.entries(members).filter((entry): entry is [string, Hdf5Object] => !!entry[1]);
  return { kind: "group", attributes: attributesOf(attributes), members: new Map(present) };
}

/** A dataset that is stored as it is; without a shape, of one dimension or none. */
export function dataset(
  value: Hdf5Value,
  attributes: Hdf5Attributes = {},
  shape?: readonly number[],
): Hdf5Dataset {
  const array = arrayOf(value);
  return { kind: "dataset", ...array, ...(shape && { shape }), attributes: attributesOf(attributes) };
}

/** A dataset of one number throughout. @param value an array of one */
export function constantDataset(
  value: NumberArray,
  shape: readonly number[],
  attributes: Hdf5Attributes = {},
): Hdf5Dataset {
  const type = typeOfNumbers(value);
  return { kind: "dataset", type, shape, fill: value, attributes: attributesOf(attributes) };
}

/** Rows and columns of the chunks of pictures. */
const PICTURE_CHUNK = 256;

/** A dataset `[height, width, ...]` that is compressed. */
export function picture(
  values: Uint8Array | Float32Array,
  shape: readonly [height: number, width: number, ...rest: number[]],
  attributes: Hdf5Attributes = {},
): Hdf5Dataset {
  const chunks = shape.map((size, i) => (i < 2 ? Math.min(PICTURE_CHUNK, size) : size));
  return { ...dataset(values, attributes, shape), chunks };
}

/** A dataset whose chunks come later. */
export function chunkedDataset(
  type: NumberType,
  shape: readonly number[],
  chunks: readonly number[],
  attributes: Hdf5Attributes = {},
): Hdf5Dataset {
  return { kind: "dataset", type, shape, chunks, attributes: attributesOf(attributes) };
}

/** Every object once, a group before its members. */
export function objectsOf(root: Hdf5Object): Set<Hdf5Object> {
  const found = new Set<Hdf5Object>([root]);
  // A set is walked to what is added meanwhile.
  for (const object of found) {
    if (object.kind === "group") for (const member of object.members.values()) found.add(member);
  }
  return found;
}
