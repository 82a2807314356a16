// Random HDF5 files: trees of groups, links, attributes and datasets, and what they should hold.
import fc from "fast-check";
import { bytesOf } from "../../src/io/hdf5-format/data-type.js";
import {
  constantDataset,
  type Hdf5Array,
  type Hdf5Dataset,
  type Hdf5Group,
  type Hdf5Object,
  type Hdf5Type,
  type NumberArray,
  picture,
} from "../../src/io/hdf5-format/tree.js";
import { Hdf5Writer } from "../../src/io/hdf5-format/writer.js";
import { NUMBER_TYPES, type NumberType } from "../../src/kernels/sums.js";
import { MemorySink } from "./memory-sink.js";

/** What a file should hold at a path. */
export interface Expected {
  readonly path: string;
  /** Numbers, booleans and text of a fixed size as bytes in base64, else text. */
  readonly attributes: readonly { readonly name: string; readonly value: ExpectedArray }[];
  /** Absent: a group. */
  readonly dataset?: ExpectedArray;
  readonly members?: readonly string[];
}

export interface ExpectedArray {
  readonly type: NumberType | "bool" | "text" | number;
  readonly shape: readonly number[];
  readonly bytes?: string;
  readonly texts?: readonly string[];
}

const ARRAYS = {
  u8: Uint8Array,
  u16: Uint16Array,
  u32: Uint32Array,
  u64: BigUint64Array,
  i8: Int8Array,
  i16: Int16Array,
  i32: Int32Array,
  i64: BigInt64Array,
  f32: Float32Array,
  f64: Float64Array,
} as const;

const letter = fc.constantFrom(..."aZ09_ -%é漢😀.".match(/./gu)!);
const name = fc.string({ unit: letter, minLength: 1, maxLength: 30 }).map((text) => `n${text}`);
const text = fc.oneof(
  fc.string({ unit: letter, maxLength: 20 }),
  fc.string({ unit: fc.constant("long é "), minLength: 1000, maxLength: 20_000 }).map((long) => long),
);
const shape = fc.oneof(
  fc.constant([]),
  fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 4 }),
  fc.array(fc.integer({ min: 1, max: 600 }), { minLength: 1, maxLength: 1 }),
);
const numberType = fc.constantFrom(...NUMBER_TYPES);

const sizeOf = (dimensions: readonly number[]): number => dimensions.reduce((a, b) => a * b, 1);

const numbers = (type: NumberType, length: number): fc.Arbitrary<NumberArray> =>
  fc.uint8Array({ minLength: length * bytesOf(type), maxLength: length * bytesOf(type) }).map((bytes) => {
    // No NaN: its bits need not survive.
    if (type.startsWith("f")) for (let i = 0; i < bytes.length; i++) bytes[i]! &= 0x3f;
    return new ARRAYS[type](bytes.slice().buffer);
  });

const array: fc.Arbitrary<Hdf5Array> = shape.chain((dimensions): fc.Arbitrary<Hdf5Array> => {
  const length = sizeOf(dimensions);
  const base = { shape: dimensions };
  const texts = (one: fc.Arbitrary<string>) => fc.array(one, { minLength: length, maxLength: length });
  return fc.oneof(
    numberType.chain((type) => numbers(type, length).map((values) => ({ ...base, type, values }))),
    fc
      .array(fc.integer({ min: 0, max: 1 }), { minLength: length, maxLength: length })
      .map((bits) => ({ ...base, type: "bool" as const, values: Uint8Array.from(bits) })),
    (length > 30 ? texts(fc.constantFrom("", "some", "short text")) : texts(text)).map((values) => ({
      ...base,
      type: "text" as const,
      values,
    })),
    texts(fc.constantFrom("", "x", "élan", "eight by")).map((values) => ({
      ...base,
      type: { textBytes: 8 },
      values,
    })),
  );
});

const attributes = fc
  .array(fc.tuple(name, array), { maxLength: 4 })
  .map((entries): ReadonlyMap<string, Hdf5Array> => new Map(entries));

const pictureArray = fc
  .tuple(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 300 }), fc.boolean(), fc.nat(255))
  .map(([height, width, isFloat, seed]): Hdf5Dataset => {
    const values = isFloat ? new Float32Array(height * width) : new Uint8Array(height * width * 3);
    for (let i = 0; i < values.length; i += 1 + ((i * seed) % 7)) values[i] = (i * seed) % 251;
    return picture(values, isFloat ? [height, width] : [height, width, 3]);
  });

const constant = fc
  .tuple(numberType, fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 3 }))
  .chain(([type, dimensions]) => numbers(type, 1).map((value) => constantDataset(value, dimensions)));

const dataset: fc.Arbitrary<Hdf5Dataset> = fc
  .tuple(
    fc.oneof(
      {
        weight: 5,
        arbitrary: array.map((plain): Hdf5Dataset => ({ kind: "dataset", ...plain, attributes: new Map() })),
      },
      { weight: 1, arbitrary: pictureArray },
      { weight: 1, arbitrary: constant },
    ),
    attributes,
  )
  .map(([plain, own]) => ({ ...plain, attributes: own }));

function groupOf(member: fc.Arbitrary<Hdf5Object>, maxLength: number): fc.Arbitrary<Hdf5Group> {
  return fc
    .tuple(attributes, fc.array(fc.tuple(name, member), { maxLength }))
    .map(([own, members]) => ({ kind: "group", attributes: own, members: new Map(members) }));
}

/** A tree in which some objects have a second name. */
export const tree: fc.Arbitrary<Hdf5Group> = fc
  .tuple(
    groupOf(fc.oneof(dataset, groupOf(fc.oneof(dataset, groupOf(dataset, 3)), 12)), 12),
    fc.array(fc.tuple(name, fc.nat(), fc.nat()), { maxLength: 5 }),
  )
  .map(([root, links]) => {
    const groups: Hdf5Group[] = [root];
    for (const group of groups) {
      for (const member of group.members.values()) if (member.kind === "group") groups.push(member);
    }
    const datasets = groups
      .flatMap(({ members }) => [...members.values()])
      .filter(({ kind }) => kind === "dataset");
    for (const [link, where, what] of links) {
      if (datasets.length > 0)
        groups[where % groups.length]!.members.set(link, datasets[what % datasets.length]!);
    }
    return root;
  });

/** The bytes of a file. */
export async function write(root: Hdf5Group): Promise<Buffer> {
  const sink = new MemorySink();
  const writer = new Hdf5Writer(root, sink);
  await writer.start();
  await writer.finish();
  return sink.file();
}

function expectedArray({ type, shape: dimensions, values }: Hdf5Array): ExpectedArray {
  if (type === "text") return { type, shape: dimensions, texts: values as string[] };
  const named = typeof type === "object" ? type.textBytes : type;
  const bytes = ArrayBuffer.isView(values)
    ? Buffer.from(values.buffer, values.byteOffset, values.byteLength)
    : Buffer.concat((values as string[]).map((value) => fill(value, bytesOf(type))));
  return { type: named, shape: dimensions, bytes: bytes.toString("base64") };
}

function fill(value: string, size: number): Buffer {
  const bytes = Buffer.alloc(size);
  bytes.write(value);
  return bytes;
}

function valuesOf({ values, fill: one, shape: dimensions }: Hdf5Dataset): Hdf5Array["values"] {
  if (values || !one) return values ?? [];
  const all = new Uint8Array(one.byteLength * sizeOf(dimensions));
  const bytes = new Uint8Array(one.buffer, one.byteOffset, one.byteLength);
  for (let at = 0; at < all.length; at += bytes.length) all.set(bytes, at);
  return all;
}

/** Everything a file should hold, by every path. */
export function flatten(root: Hdf5Group): Expected[] {
  const all: Expected[] = [];
  const visit = (object: Hdf5Object, path: string): void => {
    const own = [...object.attributes].map(([key, value]) => ({ name: key, value: expectedArray(value) }));
    if (object.kind === "dataset") {
      const type: Hdf5Type = object.type;
      const value = { type, shape: object.shape, values: valuesOf(object) };
      all.push({ path, attributes: own, dataset: expectedArray(value) });
      return;
    }
    all.push({ path, attributes: own, members: [...object.members.keys()] });
    for (const [key, member] of object.members) visit(member, path === "/" ? `/${key}` : `${path}/${key}`);
  };
  visit(root, "/");
  return all;
}
