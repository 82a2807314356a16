import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { type Attribute, type Dataset, File, type Group } from "h5wasm/node";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inMemory } from "../../src/io/hdf5-format/bytes.js";
import { groupLinks, rootAddress } from "../../src/io/hdf5-format/objects.js";
import { dataset, group, type Hdf5Group } from "../../src/io/hdf5-format/tree.js";
import { loadHdf5 } from "../../src/io/hdf5-module.js";
import { type ExpectedArray, flatten, tree, write } from "./hdf5-trees.js";

const folder = mkdtempSync(join(tmpdir(), "ganx-trees-"));
afterAll(() => rmSync(folder, { recursive: true }));
beforeAll(async () => {
  await loadHdf5();
});

const CLASSES: Readonly<Record<string, number>> = { u: 0, i: 0, f: 1 };

/** Compares what the library reads with what was written. */
function expectArray(found: Attribute | Dataset, { type, shape, bytes, texts }: ExpectedArray): void {
  const { metadata } = found;
  expect(metadata.shape).toEqual(shape);
  const count = shape.reduce((a, b) => a * b, 1);
  if (typeof type === "string" && type in { u8: 1, u16: 1, u32: 1, i8: 1, f64: 1, f32: 1 }) {
    expect([metadata.type, metadata.size]).toEqual([CLASSES[type[0]!], Number(type.slice(1)) / 8]);
  }
  if (count === 0) return;
  const value = found.value as unknown;
  const list = (shape.length === 0 ? [value] : Array.from(value as ArrayLike<unknown>)) as unknown[];
  if (texts) {
    expect(metadata.vlen).toBe(true);
    expect(list).toEqual(texts);
    return;
  }
  const raw = Buffer.from(bytes!, "base64");
  if (typeof type === "number") {
    const expected = Array.from({ length: count }, (_, i) =>
      raw.toString("utf8", i * type, (i + 1) * type).replace(/\0+$/, ""),
    );
    expect(list).toEqual(expected);
    return;
  }
  if (type === "bool") {
    expect(metadata.enum_type?.members).toEqual({ FALSE: 0, TRUE: 1 });
    expect(list.map(Number)).toEqual([...raw]);
    return;
  }
  const view = new DataView(raw.buffer, raw.byteOffset, raw.length);
  const read: Readonly<Record<string, (at: number) => number | bigint>> = {
    u8: (at) => view.getUint8(at),
    u16: (at) => view.getUint16(at, true),
    u32: (at) => view.getUint32(at, true),
    u64: (at) => view.getBigUint64(at, true),
    i8: (at) => view.getInt8(at),
    i16: (at) => view.getInt16(at, true),
    i32: (at) => view.getInt32(at, true),
    i64: (at) => view.getBigInt64(at, true),
    f32: (at) => view.getFloat32(at, true),
    f64: (at) => view.getFloat64(at, true),
  };
  const expected = Array.from({ length: count }, (_, i) => read[type]!((i * raw.length) / count));
  expect(list).toEqual(expected);
}

/** Reads everything with the HDF5 library. */
async function expectTree(root: Hdf5Group): Promise<void> {
  const bytes = await write(root);
  expect((await write(root)).equals(bytes)).toBe(true);
  const path = join(folder, "tree.h5");
  writeFileSync(path, bytes);
  const file = new File(path, "r");
  try {
    for (const { path: at, attributes, dataset: expected, members } of flatten(root)) {
      const object = at === "/" ? file : (file.get(at) as Dataset | Group);
      expect(Object.keys(object.attrs).sort(), at).toEqual(attributes.map(({ name }) => name).sort());
      for (const { name, value } of attributes) expectArray(object.attrs[name]!, value);
      if (expected) expectArray(object as Dataset, expected);
      else expect([...(object as Group).keys()].sort()).toEqual([...members!].sort());
    }
  } finally {
    file.close();
  }
}

test("the HDF5 library reads any tree as it was written", async () => {
  await fc.assert(fc.asyncProperty(tree, expectTree), { numRuns: 40, seed: 5, endOnFailure: true });
}, 60_000);

test.each([0, 1, 8, 9, 255, 256, 257, 3000])("a group of %i members is found whole", async (count) => {
  const members = Object.fromEntries(
    Array.from({ length: count }, (_, i) => [`member ${(i * 7919) % 10_007}`, dataset(i)]),
  );
  const root = group({}, members);
  await expectTree(root);
  // And by our own reader, which is meant for small groups.
  const source = inMemory(await write(root));
  expect(groupLinks(source, rootAddress(source)).size).toBe(count);
});

test("objects may be members of each other", async () => {
  const inner = group();
  const root = group({}, { inner, number: dataset(1) });
  inner.members.set("root", root);
  writeFileSync(join(folder, "loop.h5"), await write(root));
  const file = new File(join(folder, "loop.h5"), "r");
  expect((file.get("inner/root/inner/root/number") as Dataset).value).toBe(1);
  file.close();
});

test("says which attribute is too large", async () => {
  const root = group({ "many numbers": new Float64Array(10_000) });
  await expect(write(root)).rejects.toThrow(/^attribute many numbers: expected at most 65528 bytes/);
});
