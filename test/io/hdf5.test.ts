import {
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createScan } from "../../src/create-scan.js";
import { findDifference, type Hdf5Scan, readHdf5, recreateScan, writeHdf5 } from "../../src/node.js";
import type { Scan } from "../../src/scan.js";
import { blockPicture, sumOf } from "../scan/picture.js";

const folder = mkdtempSync(join(tmpdir(), "ganx-hdf5-"));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);

let scan: Scan;
let stored: Hdf5Scan;
beforeAll(async () => {
  scan = await createScan(blockPicture(150, 21, 6), { seed: 3, counts: 90 });
  await writeHdf5(scan, at("scan.h5"));
  stored = await readHdf5(at("scan.h5"));
});
afterAll(() => stored.close());

describe("writeHdf5", () => {
  test("stores the counts and the truth as they are", () => {
    const region = { x: 0, y: 0, width: 150, height: 21 };
    const written = Buffer.from(stored.region(region).counts.buffer);
    expect(written.equals(Buffer.from(scan.region(region).counts.buffer))).toBe(true);
    expect(stored.spectrum(149, 20)).toEqual(scan.spectrum(149, 20));
    expect(stored.truth()).toEqual(scan.truth);
    expect(stored.energyAxis).toEqual(scan.energyAxis);
  });

  test("gives the same bytes for the same scan, whenever it is written", async () => {
    await new Promise((resolve) => setTimeout(resolve, 1100));
    await writeHdf5(scan, at("again.h5"));
    expect(readFileSync(at("again.h5")).equals(readFileSync(at("scan.h5")))).toBe(true);
  });

  test("uses 32 bits where a pixel may exceed 65 535 counts", async () => {
    const bright = await createScan(blockPicture(3, 2, 2), { counts: 65_536 });
    await writeHdf5(bright, at("bright.h5"));
    const file = await readHdf5(at("bright.h5"));
    const { counts } = file.region({ x: 0, y: 0, width: 3, height: 2 });
    file.close();
    expect(counts).toBeInstanceOf(Uint32Array);
    expect(sumOf(counts)).toBe(6 * 65_536);
  });

  test.skipIf(process.platform === "win32")("writes what a link points to (not on Windows)", async () => {
    writeFileSync(at("target.h5"), "");
    symlinkSync("target.h5", at("link.h5"));
    await writeHdf5(scan, at("link.h5"));
    expect(lstatSync(at("link.h5")).isSymbolicLink()).toBe(true);
    expect(readFileSync(at("target.h5")).equals(readFileSync(at("scan.h5")))).toBe(true);
  });

  test("leaves a file that stood there, and nothing else, when it is stopped", async () => {
    writeFileSync(at("kept.h5"), "kept");
    const controller = new AbortController();
    const stopped = writeHdf5(scan, at("kept.h5"), {
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    await expect(stopped).rejects.toMatchObject({ code: "ABORTED" });
    expect(readFileSync(at("kept.h5"), "utf8")).toBe("kept");
    expect(readdirSync(folder).filter((name) => name.includes("part"))).toEqual([]);
  });

  test.each([
    ["/no/such/folder/x.h5", "the folder does not exist"],
    [folder, "it is a folder"],
  ])("cannot write %s", async (path, reason) => {
    await expect(writeHdf5(scan, path)).rejects.toMatchObject({
      code: "IO",
      message: expect.stringContaining(reason),
    });
  });
});

describe("recreateScan", () => {
  test("makes the same scan from the file alone", async () => {
    const again = await recreateScan(stored);
    expect(again.truth).toEqual(scan.truth);
    expect(await findDifference(again, stored)).toBeUndefined();
  });

  test("also where every option was chosen", async () => {
    const options = {
      seed: 2 ** 40 + 1,
      counts: 33,
      clusters: 4,
      delta: 1,
      patience: 1,
      silhouetteSample: 100,
    };
    const other = await createScan(blockPicture(40, 10, 4), {
      ...options,
      kmeans: "full",
      clusterSpace: "lab",
      metric: "cosine",
      threshold: 0.97,
    });
    await writeHdf5(other, at("options.h5"));
    const file = await readHdf5(at("options.h5"));
    const again = await recreateScan(file);
    expect(await findDifference(again, file)).toBeUndefined();
    file.close();
  });

  test("tells where a scan differs", async () => {
    const other = await createScan(blockPicture(150, 21, 6), { seed: 4, counts: 90 });
    expect(await findDifference(other, stored)).toMatch(/^\/(truth|img).* differs at/);
  });
});

describe("readHdf5", () => {
  test.each([
    ["text", "not hdf5 at all"],
    ["nothing", ""],
    ["half a file", undefined],
  ])("refuses %s", async (name, text) => {
    const bytes = text ?? readFileSync(at("scan.h5")).subarray(0, 5000);
    writeFileSync(at(`${name}.bad`), bytes);
    await expect(readHdf5(at(`${name}.bad`))).rejects.toMatchObject({
      code: "INVALID_FILE",
      message: expect.not.stringContaining("\n"),
    });
  });

  test("tells a missing file from a folder", async () => {
    await expect(readHdf5(at("missing.h5"))).rejects.toMatchObject({ code: "IO", message: /no such file/ });
    await expect(readHdf5(folder)).rejects.toMatchObject({ code: "IO", message: /folder/ });
  });
});
