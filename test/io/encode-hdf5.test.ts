// The same bytes in memory and on disk, whatever draws them.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createScan, encodeCubeHdf5, encodeHdf5, type Scan } from "../../src/index.js";
import { findDifference, readHdf5, writeCubeHdf5, writeHdf5 } from "../../src/node.js";
import { blockPicture } from "../scan/picture.js";

const folder = mkdtempSync(join(tmpdir(), "ganx-encode-"));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);
const bytesOf = async (blob: Blob): Promise<Buffer> => Buffer.from(await blob.arrayBuffer());

let scan: Scan;
beforeAll(async () => {
  // Several blobs' worth.
  scan = await createScan(blockPicture(500, 90, 6), { seed: 3, counts: 20_000, clusters: 5, delta: 0 });
});

describe("encodeHdf5", () => {
  test("gives the bytes of writeHdf5", async () => {
    await writeHdf5(scan, at("scan.h5"));
    const progress: number[] = [];
    const blob = await encodeHdf5(scan, { onProgress: ({ done }) => progress.push(done) });
    expect(blob.size).toBeGreaterThan(2 ** 24);
    expect((await bytesOf(blob)).equals(readFileSync(at("scan.h5")))).toBe(true);
    expect(progress.at(-1)).toBe(500 * 90);
  });

  test("stops on request", async () => {
    const controller = new AbortController();
    const stopped = encodeHdf5(scan, { signal: controller.signal, onProgress: () => controller.abort() });
    await expect(stopped).rejects.toMatchObject({ code: "ABORTED" });
  });

  test("refuses threads out of range", async () => {
    await expect(encodeHdf5(scan, { threads: 0 })).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
  });
});

test("encodeCubeHdf5 gives the bytes of writeCubeHdf5", async () => {
  const options = { title: "a cube", liveSeconds: 0.5, pixelSizeUm: 250 };
  await writeCubeHdf5(scan, at("cube.h5"), options);
  const blob = await encodeCubeHdf5(scan, options);
  expect((await bytesOf(blob)).equals(readFileSync(at("cube.h5")))).toBe(true);
});

test.each([
  ["a pixel", 1, 1, {}],
  ["a row", 200, 1, { counts: 70_000 }],
  ["a column of 4096 channels", 1, 20, { energyAxis: { offsetKeV: 0, gainKeV: 0.01, channels: 4096 } }],
  ["one channel", 9, 9, { energyAxis: { offsetKeV: 10, gainKeV: 5, channels: 1 } }],
])("%s comes back as it was", async (name, width, height, options) => {
  const small = await createScan(blockPicture(width, height, 2), {
    seed: 8,
    clusters: 2,
    delta: 0,
    ...options,
  });
  writeFileSync(at(`${name}.h5`), await bytesOf(await encodeHdf5(small)));
  const stored = await readHdf5(at(`${name}.h5`));
  expect(await findDifference(small, stored)).toBeUndefined();
  expect(stored.truth()).toEqual(small.truth);
  stored.close();
});
