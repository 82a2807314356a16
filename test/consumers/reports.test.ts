// What the reports say, against NumPy, SciPy and scikit-image.
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { randomPicture, runCli, smallLibrary, success, temporaryFolder } from "../cli/run-cli.js";

const PYTHON = "/usr/bin/python3";
const has = (modules: string): boolean => spawnSync(PYTHON, ["-c", `import ${modules}`]).status === 0;
const found = has("h5py, scipy");
if (process.env.CI && !has("h5py, scipy, skimage")) {
  throw new Error("python3-h5py, python3-scipy and python3-skimage are required here");
}

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const script = fileURLToPath(new URL("check_reports.py", import.meta.url));

/** @returns the lines that the script prints */
function check(...args: string[]): string[] {
  const { status, stdout, stderr } = spawnSync(PYTHON, [script, ...args], { encoding: "utf8", cwd: folder });
  expect(stderr).toBe("");
  expect(status).toBe(0);
  return stdout.trim().split("\n");
}

describe.skipIf(!found)("NumPy and SciPy (skipped without python3-h5py and python3-scipy)", () => {
  beforeAll(async () => {
    const picture = randomPicture(at("painting.png"), 26, 14);
    for (const [name, seed, more] of [
      ["a.h5", "1", ["--counts", "900"]],
      ["b.h5", "2", ["--library", smallLibrary(at("small.json"))]],
      ["c.h5", "3", ["--counts", "500"]],
    ] as const) {
      const args = ["generate", picture, "-o", at(name), "--seed", seed, ...more, "--quiet"];
      success(await runCli(args));
    }
  });

  test.each(["a.h5", "b.h5"])("find the sums and maps of an inspection right: %s", async (name) => {
    success(await runCli(["inspect", name, "-o", `report-${name}`, "--quiet"], { cwd: folder }));
    const lines = check("inspect", name, `report-${name}`);
    const sampled = has("skimage");
    expect(lines.filter((line) => line.endsWith(": ok")).length).toBe(sampled ? 9 : 1);
    if (!sampled) console.warn("16-bit maps were not checked: there is no scikit-image");
  });

  test.each([
    ["a.h5", "b.h5"],
    ["a.h5", "c.h5"],
    ["c.h5", "b.h5"],
  ])("find the measures of a comparison right: %s and %s", async (a, b) => {
    const json = success(await runCli(["compare", a, b, "--json"], { cwd: folder }));
    writeFileSync(at(`${a}-${b}.json`), json);
    const lines = check("compare", a, b, `${a}-${b}.json`);
    expect(lines.slice(0, 2)).toEqual([expect.stringMatching(/^metrics, .*: ok$/), "dispersion: ok"]);
    if (has("skimage")) expect(lines[2]).toMatch(/^SSIM, .*: ok$/);
    else console.warn("SSIM was not checked: there is no scikit-image");
  });
});
