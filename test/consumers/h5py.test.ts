import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { createScan } from "../../src/create-scan.js";
import { writeHdf5 } from "../../src/node.js";
import { blockPicture } from "../scan/picture.js";

const PYTHON = "/usr/bin/python3";
const found = spawnSync(PYTHON, ["-c", "import h5py, scipy"]).status === 0;
if (!found && process.env.CI) throw new Error("python3-h5py and python3-scipy are required here");

const folder = mkdtempSync(join(tmpdir(), "ganx-h5py-"));
afterAll(() => rmSync(folder, { recursive: true }));
const script = fileURLToPath(new URL("check_cube.py", import.meta.url));

describe.skipIf(!found)("h5py (skipped without python3-h5py and python3-scipy)", () => {
  test.each([
    ["400 photons, 16 bits", 400, 180, 90],
    ["70 000 photons, 32 bits", 70_000, 20, 9],
    ["one pixel", 50, 1, 1],
  ])("opens a cube and finds its layout, totals and law right: %s", async (name, counts, width, height) => {
    const path = join(folder, `${name}.h5`);
    await writeHdf5(await createScan(blockPicture(width, height, 5), { seed: 2, counts }), path);
    const { status, stdout, stderr } = spawnSync(PYTHON, [script, path], { encoding: "utf8" });
    expect(stderr).toBe("");
    expect(stdout).toContain(": ok");
    expect(status).toBe(0);
  });
});
