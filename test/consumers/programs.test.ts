// One file, opened by the programs that museums have.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createScan } from "../../src/create-scan.js";
import { instrumentByName } from "../../src/instrument.js";
import { writeHdf5 } from "../../src/node.js";
import { blockPicture } from "../scan/picture.js";

const PYTHON = "/usr/bin/python3";
const folder = mkdtempSync(join(tmpdir(), "ganx-programs-"));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, "scan.hspy");

beforeAll(async () => {
  const scan = await createScan(blockPicture(70, 19, 4), {
    seed: 1,
    counts: { model: "dwell", dwellSeconds: 0.25 },
    instrument: instrumentByName("m6-jetstream"),
    clusters: 4,
    delta: 1,
  });
  await writeHdf5(scan, path);
});

describe.each([
  ["h5py", "check_links.py", "h5py", "python3-h5py"],
  ["PyMca", "check_pymca.py", "h5py, PyMca5", "python3-pymca5"],
  ["silx", "check_silx.py", "h5py, silx", "python3-silx"],
  ["HyperSpy", "check_hyperspy.py", "h5py, hyperspy.api", "python3-hyperspy"],
])("%s", (_program, script, modules, debianPackage) => {
  const found = spawnSync(PYTHON, ["-c", `import ${modules}`]).status === 0;
  if (!found && process.env.CI) throw new Error(`${debianPackage} is required here`);

  test.skipIf(!found)(
    `finds the counts, calibrated (skipped without ${debianPackage})`,
    () => {
      const file = fileURLToPath(new URL(script, import.meta.url));
      const { status, stdout, stderr } = spawnSync(PYTHON, [file, path], { encoding: "utf8" });
      expect(stdout, stderr).toBe("ok\n");
      expect(status).toBe(0);
    },
    60_000,
  );
});
