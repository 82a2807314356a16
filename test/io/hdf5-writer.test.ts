import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inflateSync } from "node:zlib";
import { type Dataset, File } from "h5wasm/node";
import { afterAll, describe, expect, test } from "vitest";
import { FileBytes } from "../../src/io/file-bytes.js";
import { chunkBlocks } from "../../src/io/hdf5-blocks.js";
import { findPlacement } from "../../src/io/hdf5-format/placement.js";
import { chunkedDataset, group } from "../../src/io/hdf5-format/tree.js";
import { type Hdf5Sink, Hdf5Writer } from "../../src/io/hdf5-format/writer.js";
import { loadHdf5 } from "../../src/io/hdf5-module.js";
import { compressTile } from "../../src/kernels/deflate.js";
import { MemorySink } from "./memory-sink.js";
import { joinTile, splitTile } from "./split-tile.js";

type Three = readonly [number, number, number];

const folder = mkdtempSync(join(tmpdir(), "ganx-writer-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Numbers that differ from place to place, sparse. */
const valuesOf = ([height, width, channels]: Three): Uint16Array =>
  Uint16Array.from({ length: height * width * channels }, (_, i) => (i % 3 === 0 ? (i * 7919) % 65_521 : 0));

/** Writes a dataset `img` in pieces, as tiles come, after `before` bytes that nothing needs. */
async function write(sink: Hdf5Sink, shape: Three, chunks: Three, before = 0): Promise<Uint16Array> {
  const values = valuesOf(shape);
  const [rows, columns, channels] = shape;
  const streams = splitTile(compressTile(values, { rows, columns, channels }, chunks));
  const img = chunkedDataset("u16", shape, chunks);
  const gap = chunkedDataset("u8", [1], [1]);
  const writer = new Hdf5Writer(group({}, before > 0 ? { img, gap } : { img }), sink);
  await writer.start();
  if (before > 0) {
    const nothing = { length: before } as Uint8Array;
    await writer.writeChunks(gap, 0, { sizes: Uint32Array.of(1), bytes: nothing });
  }
  // The second half first: chunks may come in any order.
  const half = Math.floor(streams.length / 2);
  for (const [from, to] of [[half, streams.length] as const, [0, half] as const]) {
    for (let i = from; i < to; i += 7) {
      await writer.writeChunks(img, i, joinTile(streams.slice(i, Math.min(i + 7, to))));
    }
  }
  await writer.finish();
  return values;
}

/** Reads all with the library and by our own way. */
async function expectValues(path: string, shape: Three, chunks: Three, values: Uint16Array): Promise<void> {
  await loadHdf5();
  const file = new File(path, "r");
  const dataset = file.get("img") as Dataset;
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

describe("Hdf5Writer", () => {
  test.each<[name: string, shape: Three, chunks: Three]>([
    ["one count", [1, 1, 1], [1, 1, 1]],
    ["one pixel", [1, 1, 100], [1, 1, 64]],
    ["one chunk", [8, 64, 64], [8, 64, 64]],
    ["one chunk, not full", [8, 60, 64], [8, 60, 64]],
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
    const [sink, again] = [new MemorySink(), new MemorySink()];
    const values = await write(sink, shape, chunks);
    await write(again, shape, chunks);
    expect(again.file().equals(sink.file())).toBe(true);
    writeFileSync(path, sink.file());
    await expectValues(path, shape, chunks, values);
  });

  test("writes addresses beyond 4 GiB", async () => {
    const path = join(folder, "far.h5");
    const file = openSync(path, "w");
    // A hole that takes no room on disk, where the file system knows holes.
    const sink: Hdf5Sink = {
      write: (position, bytes) => {
        if (bytes instanceof Uint8Array) writeSync(file, bytes, 0, bytes.length, position);
        else ftruncateSync(file, position + (bytes as ArrayLike<number>).length);
      },
    };
    const shape: Three = [9, 70, 70];
    const values = await write(sink, shape, [8, 64, 64], 2 ** 32 + 12_345);
    closeSync(file);
    await expectValues(path, shape, [8, 64, 64], values);
  });

  test("refuses to finish before the last chunk", async () => {
    const img = chunkedDataset("u16", [1, 1, 4], [1, 1, 2]);
    const writer = new Hdf5Writer(group({}, { img }), new MemorySink());
    await writer.start();
    const tile = compressTile(new Uint16Array(2), { rows: 1, columns: 1, channels: 2 }, [1, 1, 2]);
    await writer.writeChunks(img, 0, tile);
    await expect(writer.finish()).rejects.toThrow("expected 2 chunks, found no chunk 1");
  });
});
