// One scan in every format, opened by the programs of the field.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { randomPicture, runCli, smallLibrary, success, temporaryFolder } from "../cli/run-cli.js";

const PYTHON = "/usr/bin/python3";
const has = (modules: string): boolean => spawnSync(PYTHON, ["-c", `import ${modules}`]).status === 0;
const NEEDED = "h5py, PyMca5, hyperspy, silx, spectral, osgeo.gdal, tifffile, numcodecs";
if (process.env.CI && !has(NEEDED)) throw new Error(`${NEEDED} of Debian are required here`);

const CHECKS = [
  ...["numpy", "pymca", "hyperspy", "silx", "pyxrf", "spectral", "gdal", "tifffile", "dms", "xrf_explorer"],
  "zarr",
];
const folder = temporaryFolder();
const script = fileURLToPath(new URL("check_formats.py", import.meta.url));

describe.skipIf(!has("h5py"))("one scan in every format (skipped without python3-h5py)", () => {
  let lines: readonly string[] = [];

  beforeAll(async () => {
    const picture = randomPicture(join(folder, "painting.png"), 71, 37);
    const library = smallLibrary(join(folder, "small.json"));
    for (const extension of ["h5", "hspy", "rpl", "npy", "npz", "zarr", "xrf-explorer"]) {
      const output = join(folder, `scan.${extension}`);
      const args = ["generate", picture, "-o", output, "--seed", "3", "--library", library, "--quiet"];
      success(await runCli([...args, "--pixel-size", "250um"]));
    }
    success(await runCli(["inspect", "scan.rpl", "-o", "report", "--quiet"], { cwd: folder }));
    const { stdout, stderr } = spawnSync(PYTHON, ["-W", "ignore", script, folder], { encoding: "utf8" });
    lines = [...stdout.trim().split("\n"), ...stderr.trim().split("\n")];
  });

  test.each(CHECKS)("%s finds what is in it", (name) => {
    const line = lines.find((one) => one.startsWith(`${name}: `)) ?? lines.join(" ");
    if (line.startsWith(`${name}: skipped`)) console.warn(line);
    else expect(line).toBe(`${name}: ok`);
  });
});
