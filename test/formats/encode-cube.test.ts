// What every runtime can make is what Node writes.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createScan, encodeNumpy, encodeZarr } from "../../src/index.js";
import { writeCube } from "../../src/node.js";
import type { Scan } from "../../src/scan.js";
import { blockPicture } from "../scan/picture.js";
import { numbersIn, withCube } from "./cubes.js";

const folder = mkdtempSync(join(tmpdir(), "ganx-encode-"));
afterAll(() => rmSync(folder, { recursive: true }));
let scan: Scan;

beforeAll(async () => {
  scan = await createScan(blockPicture(30, 20, 3), { seed: 4, clusters: 3, delta: 1 });
});

const bytesOf = async (blob: Blob): Promise<Uint8Array> => new Uint8Array(await blob.arrayBuffer());

test("a NumPy array", async () => {
  const path = join(folder, "scan.npy");
  await writeCube(scan, path);
  expect(Buffer.compare(await bytesOf(await encodeNumpy(scan, "npy")), readFileSync(path))).toBe(0);
});

test("an archive, which another compressor makes", async () => {
  const path = join(folder, "scan.npz");
  writeFileSync(path, await bytesOf(await encodeNumpy(scan, "npz")));
  await withCube(path, async (cube) => {
    const { counts } = scan.region({ x: 0, y: 0, width: 30, height: 20 });
    expect(
      Buffer.compare(Buffer.from((await numbersIn(cube, "u16")).buffer), Buffer.from(counts.buffer)),
    ).toBe(0);
    expect(cube.recipe).toEqual(scan.truth.recipe);
    expect(await cube.truth?.()).toEqual(scan.truth);
  });
});

test("the files of a Zarr store, the root's metadata last", async () => {
  const path = join(folder, "scan.zarr");
  await writeCube(scan, path);
  const entries = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const files = entries.map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  const made = new Map<string, Uint8Array>();
  for await (const { key, bytes } of encodeZarr(scan)) made.set(key, bytes);
  expect([...made.keys()].sort()).toEqual(files.map((file) => relative(path, file)).sort());
  for (const file of files)
    expect(Buffer.compare(made.get(relative(path, file))!, readFileSync(file))).toBe(0);
  expect([...made.keys()].at(-1)).toBe("zarr.json");
});

test("a stop leaves the work", async () => {
  const controller = new AbortController();
  controller.abort();
  await expect(encodeNumpy(scan, "npy", { signal: controller.signal })).rejects.toMatchObject({
    code: "ABORTED",
  });
});
