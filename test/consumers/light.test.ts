// Cubes over wavelength and wavenumber, opened by the programs of the field.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { axisOf, memoryFile, writeAs } from "../formats/cubes.js";
import { hasModules } from "./foreign.js";

const PYTHON = "/usr/bin/python3";
const NEEDED = "numpy, spectral, osgeo.gdal, hyperspy, PyMca5, numcodecs";
if (process.env.CI && !hasModules(PYTHON, NEEDED)) throw new Error(`${NEEDED} of Debian are required here`);

const folder = mkdtempSync(join(tmpdir(), "ganx-light-"));
afterAll(() => rmSync(folder, { recursive: true }));
const script = fileURLToPath(new URL("check_light.py", import.meta.url));
const CHECKS = ["numpy", "spectral", "gdal", "hyperspy", "pymca", "zarr"];

describe.skipIf(!hasModules(PYTHON, "numpy"))("cubes over light (skipped without python3-numpy)", () => {
  let lines: readonly string[] = [];

  beforeAll(async () => {
    for (const quantity of ["wavelength", "wavenumber"] as const) {
      for (const extension of ["npy", "npz", "zarr", "rpl"]) {
        await writeAs(memoryFile("u16", [5, 7, 33], true, quantity), folder, `${quantity}.${extension}`);
      }
    }
    const { offsetKeV, gainKeV } = axisOf(33);
    writeFileSync(join(folder, "axes.json"), JSON.stringify([offsetKeV, gainKeV]));
    const { stdout, stderr } = spawnSync(PYTHON, ["-W", "ignore", script, folder], { encoding: "utf8" });
    lines = [...stdout.trim().split("\n"), ...stderr.trim().split("\n")];
  }, 60_000);

  test.each(CHECKS)("%s finds what is in them", (name) => {
    const line = lines.find((one) => one.startsWith(`${name}: `)) ?? lines.join(" ");
    if (line.startsWith(`${name}: skipped`)) console.warn(line);
    else expect(line).toBe(`${name}: ok`);
  });
});
