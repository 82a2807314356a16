// Stores of Zarr by other programs, one of each way to pack, and what is refused of them.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { bitUnshuffle } from "../../src/io/zarr/codecs/bit-unshuffle.js";
import { crc32c } from "../../src/io/zarr/codecs/crc32c.js";
import { unpackLz4 } from "../../src/io/zarr/codecs/lz4.js";
import { unpackSnappy } from "../../src/io/zarr/codecs/snappy.js";
import { numbersIn, withCube } from "./cubes.js";
import { putStore, ZARR_SAMPLES, zarrSample, zarrSampleCounts } from "./zarr-samples.js";

const root = mkdtempSync(join(tmpdir(), "ganx-codecs-"));
afterAll(() => rmSync(root, { recursive: true }));
const freshFolder = (): string => mkdtempSync(join(root, "f-"));
const text = new TextEncoder();

async function countsOf(files: ReadonlyMap<string, Uint8Array>): Promise<number[]> {
  return withCube(putStore(freshFolder(), "cube.zarr", files), async (cube) =>
    Array.from((await numbersIn(cube, "u16")) as Uint16Array),
  );
}

/** A store with other metadata. */
function altered(name: string, change: (metadata: Record<string, unknown>) => object) {
  const files = new Map(zarrSample(name));
  const metadata = JSON.parse(new TextDecoder().decode(files.get("zarr.json"))) as Record<string, unknown>;
  return files.set("zarr.json", text.encode(JSON.stringify({ ...metadata, ...change(metadata) })));
}

test.each(ZARR_SAMPLES)("%s is read as it is, calibrated", async (name) => {
  await withCube(
    putStore(freshFolder(), "cube.zarr", zarrSample(name)),
    async (cube) => {
      const found = Array.from((await numbersIn(cube, "u16")) as Uint16Array);
      expect(found.length).toBe(name.startsWith("shards") ? 5 * 7 * 33 : 3 * 20 * 40);
      expect(found).toEqual(zarrSampleCounts(found.length));
      expect(cube.energyAxis).toMatchObject({ offsetKeV: 0.25, gainKeV: 0.03125 });
    },
    {},
  );
});

describe("refused, in one line", () => {
  const bytes = { name: "bytes", configuration: { endian: "little" } };
  const sharded = (change: object) => () => ({
    codecs: [
      {
        name: "sharding_indexed",
        configuration: { chunk_shape: [2, 3, 11], codecs: [bytes], index_codecs: [bytes], ...change },
      },
    ],
  });

  test.each<[string, Parameters<typeof altered>[1], RegExp]>([
    [
      "an unknown codec",
      () => ({ codecs: [bytes, { name: "pcodec" }] }),
      /its codec pcodec is not known; known are .*zstd/,
    ],
    ["codecs without names", () => ({ codecs: [7] }), /expected a list of codecs with names/],
    [
      "another order of bytes",
      () => ({ codecs: [{ name: "bytes", configuration: { endian: "middle" } }] }),
      /found middle/,
    ],
    [
      "axes that are not there",
      () => ({ codecs: [{ name: "transpose", configuration: { order: [0, 1, 3] } }, bytes] }),
      /order of 3 axes, found \[0,1,3\]/,
    ],
    [
      "a grid of other chunks",
      () => ({ chunk_grid: { name: "rectilinear" } }),
      /regular grid of chunks, found "rectilinear"/,
    ],
    [
      "chunks of no size",
      () => ({ chunk_grid: { name: "regular", configuration: { chunk_shape: [0, 1, 1] } } }),
      /sizes above 0/,
    ],
    ["transformers", () => ({ storage_transformers: [{ name: "a" }] }), /storage transformers/],
    ["a type of an extension", () => ({ data_type: { name: "numpy.datetime64" } }), /found \{"name":"numpy/],
    ["no shape", () => ({ shape: "many" }), /its shape is no list of sizes/],
    ["a fill value of another type", () => ({ fill_value: 65_536 }), /fill_value of uint16, found 65536/],
    ["a fill value with a fraction", () => ({ fill_value: 0.5 }), /fill_value of uint16, found 0.5/],
    [
      "shards that chunks do not divide",
      sharded({ chunk_shape: [3, 3, 11] }),
      /divide shards of 4 x 6 x 33, found 3,3,11/,
    ],
    ["an index in the middle", sharded({ index_location: "middle" }), /start or end, found middle/],
    [
      "a packed index",
      sharded({ index_codecs: [bytes, { name: "gzip" }] }),
      /codecs bytes and crc32c, found bytes, gzip/,
    ],
    ["shards in shards", sharded({ codecs: [{ name: "sharding_indexed" }] }), /shards within shards/],
  ])("%s", async (_, change, words) => {
    await expect(countsOf(altered("shards-end", change))).rejects.toMatchObject({
      code: "INVALID_FILE",
      message: expect.stringMatching(words),
    });
  });

  test("a changed byte under a checksum, in a chunk, in the index of shards at either end", async () => {
    for (const name of ["crc32c", "shards-start", "shards-end"]) {
      const files = zarrSample(name);
      const [path, content] = [...files].find(([key]) => key.startsWith("c/"))!;
      for (const at of name === "shards-start" ? [0, 5, 31] : [3, content.length - 20, content.length - 1]) {
        const damaged = content.slice();
        damaged[at]! ^= 4;
        const reading = countsOf(new Map(files).set(path, damaged));
        await expect(reading, `${name} ${at}`).rejects.toMatchObject({
          code: "INVALID_FILE",
          message: expect.stringMatching(
            /chunk \d, \d, \d is damaged: its checksum is \d+, and \d+ was stored/,
          ),
        });
      }
    }
  });
});

test("an array that nothing is known of does not hinder another", async () => {
  const names = {
    zarr_format: 3,
    node_type: "array",
    shape: [40],
    data_type: "string",
    codecs: [{ name: "vlen-utf8" }],
  };
  const files = [...zarrSample("zstd")].map(([path, bytes]) => [`counts/${path}`, bytes] as const);
  const group = text.encode('{"zarr_format": 3, "node_type": "group"}');
  const all = new Map([
    ...files,
    ["zarr.json", group],
    ["names/zarr.json", text.encode(JSON.stringify(names))],
  ]);
  expect(await countsOf(all)).toEqual(zarrSampleCounts(2400));
});

test("a fill value as the bits of a float", async () => {
  const files = altered("crc32c", () => ({ data_type: "float32", fill_value: "0xc0200000" }));
  files.delete("c/0/0/0");
  const path = putStore(freshFolder(), "cube.zarr", files);
  await withCube(path, async (cube) => {
    expect(new Set((await numbersIn(cube, "f32")) as Float32Array)).toEqual(new Set([-2.5]));
  });
});

test("checksums and blocks of their descriptions", () => {
  // RFC 3720, appendix B.4.
  expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa);
  expect(crc32c(Uint8Array.from({ length: 32 }, (_, i) => i))).toBe(0x46dd794e);
  // A literal, a repetition that overlaps itself, the last literals.
  const block = Uint8Array.of(0x13, 7, 1, 0, 0x20, 8, 9);
  const out = new Uint8Array(10);
  unpackLz4(block, out);
  expect([...out]).toEqual([7, 7, 7, 7, 7, 7, 7, 7, 8, 9]);
  for (const wrong of [
    [0x13, 7, 2, 0, 0x20, 8, 9],
    [0x13, 7, 0, 0, 0x20, 8, 9],
    [0x13, 7, 1],
    [],
    [0xf0, 255, 255],
  ]) {
    expect(() => unpackLz4(Uint8Array.from(wrong), new Uint8Array(10))).toThrow(/cut short|never written/);
  }
  expect(() => unpackLz4(block, new Uint8Array(9))).toThrow(/more bytes/);
  expect(() => unpackLz4(block, new Uint8Array(11))).toThrow(/expected 11 bytes, found 10/);
  const short = new Uint8Array(9);
  unpackSnappy(Uint8Array.of(9, 0, 7, 0x09, 1, 0x04, 8, 9), short);
  expect([...short]).toEqual([7, 7, 7, 7, 7, 7, 7, 8, 9]);
  expect([...bitUnshuffle(Uint8Array.of(1, 2, 4, 8, 16, 32, 64, 128), 1)]).toEqual([
    1, 2, 4, 8, 16, 32, 64, 128,
  ]);
  expect([...bitUnshuffle(Uint8Array.of(255, 0, 0, 0, 0, 0, 0, 1), 1)]).toEqual([129, 1, 1, 1, 1, 1, 1, 1]);
  expect([...bitUnshuffle(Uint8Array.of(1, 2, 3), 1)]).toEqual([1, 2, 3]);
});
