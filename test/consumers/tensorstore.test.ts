// Zarr 3 as tensorstore writes and reads it, an implementation that has nothing in common with ours.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { randomPicture, runCli, smallLibrary, success, temporaryFolder } from "../cli/run-cli.js";
import { hasModules, testForeignCubes } from "./foreign.js";

// Debian has no package of it: an interpreter of a venv, see README, Tests.
const PYTHON = process.env.GANX_TENSORSTORE_PYTHON ?? "/usr/bin/python3";
const isThere = hasModules(PYTHON, "tensorstore, numpy");
const NAMED = "skipped without tensorstore at GANX_TENSORSTORE_PYTHON";

testForeignCubes(`stores of tensorstore (${NAMED})`, PYTHON, "make_tensorstore.py", isThere);

test.skipIf(!isThere)(`tensorstore finds what is in a store of ganx (${NAMED})`, async () => {
  const folder = temporaryFolder();
  const picture = randomPicture(join(folder, "painting.png"), 71, 37);
  const library = smallLibrary(join(folder, "small.json"));
  for (const extension of ["npz", "zarr"]) {
    const output = join(folder, `scan.${extension}`);
    const args = ["generate", picture, "-o", output, "--seed", "3", "--library", library, "--quiet"];
    success(await runCli(args));
  }
  const script = fileURLToPath(new URL("make_tensorstore.py", import.meta.url));
  const { stdout, stderr } = spawnSync(PYTHON, [script, "check", folder], { encoding: "utf8" });
  expect(stdout, stderr).toBe("ok\n");
});
