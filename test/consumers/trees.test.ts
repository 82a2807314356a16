// h5py, with a library of some years ago, reads whatever our writer can express.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { dataset, group } from "../../src/io/hdf5-format/tree.js";
import { flatten, tree, write } from "../io/hdf5-trees.js";

const PYTHON = "/usr/bin/python3";
const found = spawnSync(PYTHON, ["-c", "import h5py"]).status === 0;
if (!found && process.env.CI) throw new Error("python3-h5py is required here");

const folder = mkdtempSync(join(tmpdir(), "ganx-h5py-trees-"));
afterAll(() => rmSync(folder, { recursive: true }));
const script = fileURLToPath(new URL("check_trees.py", import.meta.url));
const FILES = 60;

/** 4900 chunks, whose tree has three levels. */
const numbers = Uint8Array.from({ length: 4900 }, (_, i) => i % 251);
const manyChunks = group({}, { many: { ...dataset(numbers, {}, [70, 70]), chunks: [1, 1] } });

test.skipIf(!found)(
  "h5py reads any tree as it was written (skipped without python3-h5py)",
  async () => {
    const trees = [...fc.sample(tree, { numRuns: FILES, seed: 11 }), manyChunks];
    for (const [i, root] of trees.entries()) {
      writeFileSync(join(folder, `${i}.h5`), await write(root));
      writeFileSync(join(folder, `${i}.json`), JSON.stringify(flatten(root)));
    }
    const { status, stdout, stderr } = spawnSync(PYTHON, [script, folder], { encoding: "utf8" });
    expect(stdout, stderr.slice(-2000)).toMatch(/^61 files, \d+ objects: ok\n$/);
    expect(status).toBe(0);
  },
  60_000,
);
