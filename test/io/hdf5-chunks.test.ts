import { mkdtempSync, readFileSync, rmSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inflateSync } from "node:zlib";
import { File } from "h5wasm/node";
import { afterAll, describe, expect, test } from "vitest";
import { FileBytes } from "../../src/io/file-bytes.js";
import { chunkBlocks } from "../../src/io/hdf5-blocks.js";
import { ChunkWriter, ROOM_FOR_FILTERS } from "../../src/io/hdf5-chunks.js";
import { findPlacement } from "../../src/io/hdf5-format/placement.js";
import { loadHdf5, withoutTime } from "../../src/io/hdf5-module.js";
import { compressTile } from "../../src/kernels/deflate.js";
import { joinTile, splitTile } from "./split-tile.js";

type Three = readonly [number, number, number];

const folder = mkdtempSync(join(tmpdir(), "ganx-chunks-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Numbers that differ from place to place, sparse. */
const valuesOf = ([height, width, channels]: Three): Uint16Array =>
  Uint16Array.from({ length: height * width * channels }, (_, i) => (i % 3 === 0 ? (i * 7919) % 65_521 : 0));

/** A file without chunks, made by the library. */
async function empty(path: string, shape: Three, chunks: Three): Promise<void> {
  await loadHdf5();
  withoutTime(() => {
    const file = new File(path, "w", { libver: ["earliest", "latest"] });
    const dataset = file.create_dataset({
      name: "img",
      data: new Uint16Array(0),
      shape: [0, shape[1], shape[2]],
      maxshape: [...shape],
      chunks: [...chunks],
      ...ROOM_FOR_FILTERS,
    });
    dataset.resize([...shape]);
    file.close();
  });
}

async function write(path: string, shape: Three, chunks: Three, holeBytes = 0): Promise<Uint16Array> {
  await empty(path, shape, chunks);
  if (holeBytes > 0) truncateSync(path, holeBytes);
  const values = valuesOf(shape);
  const [rows, columns, channels] = shape;
  const streams = splitTile(compressTile(values, { rows, columns, channels }, chunks));
  const writer = await ChunkWriter.open(path, "img", { shape, chunks, elementBytes: 2 });
  try {
    // In pieces, as tiles come.
    for (let i = 0; i < streams.length; i += 7) await writer.append(joinTile(streams.slice(i, i + 7)));
    await writer.finish();
  } finally {
    await writer.close();
  }
  return values;
}

/** Reads all with the library and by our own way. */
function expectValues(path: string, shape: Three, chunks: Three, values: Uint16Array): void {
  const file = new File(path, "r");
  const dataset = file.get("img") as ReturnType<File["create_dataset"]>;
  expect(dataset.filters.map(({ id, cd_values }) => [id, ...cd_values])).toEqual([
    [2, 2],
    [1, 6],
  ]);
  const { metadata } = dataset;
  const found = dataset.value as Uint16Array;
  file.close();
  expect(Buffer.from(found.buffer).equals(Buffer.from(values.buffer))).toBe(true);

  const bytes = new FileBytes(path);
  const placement = findPlacement(bytes, "/img", { shape, chunks, elementBytes: 2 }, (data) =>
    inflateSync(data),
  );
  bytes.close();
  const count = shape.reduce((product, size, i) => product * Math.ceil(size / chunks[i]!), 1);
  expect(placement.kind === "chunks" && placement.chunks.length).toBe(count);
  const blocks = chunkBlocks(path, "/img", metadata, "u16");
  expect(blocks, "read chunk by chunk").toBeDefined();
  let sum = 0;
  for (const { bytes: raw, layout } of blocks!) {
    const block = new Uint16Array(Uint8Array.from(raw).buffer);
    for (let y = 0; y < layout.rows; y++) {
      for (let x = 0; x < layout.columns; x++) {
        for (let c = 0; c < layout.channels; c++) {
          sum += block[y * layout.rowStride + x * layout.pixelStride + c]!;
        }
      }
    }
  }
  expect(sum).toBe(values.reduce((total, value) => total + value, 0));
}

describe("ChunkWriter", () => {
  test.each<[name: string, shape: Three, chunks: Three]>([
    ["one count", [1, 1, 1], [1, 1, 1]],
    ["one pixel", [1, 1, 100], [1, 1, 64]],
    ["one chunk", [8, 64, 64], [8, 64, 64]],
    ["one chunk, not full", [8, 60, 64], [8, 64, 64]],
    ["two chunks", [1, 1, 4], [1, 1, 2]],
    ["63 chunks", [3, 3, 13], [1, 1, 2]],
    ["64 chunks, one full node", [4, 4, 8], [1, 1, 2]],
    ["65 chunks, two levels", [1, 65, 3], [1, 1, 3]],
    ["128 chunks", [2, 64, 3], [1, 1, 3]],
    ["4096 chunks, 64 full nodes", [64, 64, 2], [1, 1, 2]],
    ["4097 chunks, three levels", [1, 4097, 2], [1, 1, 2]],
    ["8281 chunks at edges", [13, 13, 97], [1, 1, 2]],
  ])("writes %s", async (name, shape, chunks) => {
    const path = join(folder, `${name}.h5`);
    const full = chunks.map((size, i) => Math.min(size, shape[i]!)) as [number, number, number];
    const values = await write(path, shape, full);
    expectValues(path, shape, full, values);
    const again = `${path}.again`;
    await write(again, shape, full);
    expect(readFileSync(again).equals(readFileSync(path))).toBe(true);
  });

  test("writes addresses beyond 4 GiB", async () => {
    const path = join(folder, "far.h5");
    const shape: Three = [9, 70, 70];
    // A hole that takes no room on disk, where the file system knows holes.
    const values = await write(path, shape, [8, 64, 64], 2 ** 32 + 12_345);
    expectValues(path, shape, [8, 64, 64], values);
  });

  test("refuses to finish before the last chunk", async () => {
    const path = join(folder, "short.h5");
    const shape: Three = [1, 1, 4];
    await empty(path, shape, [1, 1, 2]);
    const writer = await ChunkWriter.open(path, "img", { shape, chunks: [1, 1, 2], elementBytes: 2 });
    await writer.append(compressTile(new Uint16Array(2), { rows: 1, columns: 1, channels: 2 }, [1, 1, 2]));
    await expect(writer.finish()).rejects.toThrow("expected 2 chunks, found 1");
    await writer.close();
  });

  test("refuses a dataset that has chunks already", async () => {
    const path = join(folder, "twice.h5");
    await write(path, [1, 1, 4], [1, 1, 2]);
    const dataset = { shape: [1, 1, 4], chunks: [1, 1, 2], elementBytes: 2 };
    await expect(ChunkWriter.open(path, "img", dataset)).rejects.toThrow("not the dataset");
  });
});
