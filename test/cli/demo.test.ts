import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Dataset } from "h5wasm";
import { describe, expect, it } from "vitest";
import { decodeImage } from "../../src/io/decode-image.js";
import { lookInto, mistake, runCli, success, temporaryFolder } from "./run-cli.js";

const folder = temporaryFolder();

describe.concurrent("ganx demo", () => {
  it("leaves a painting, its scan and two figures", async () => {
    const own = join(folder, "demo");
    const text = success(await runCli(["demo", "-o", own, "--seed", "2"]));
    expect(text).toMatch(/^300 x 400 pixels, \d+ colours:\n/);
    expect(text).toMatch(/, seed 2\n/);
    expect(text).toContain(`\nalso in ${own}: painting.png, line-maps.png, spectrum.png\n`);
    expect(readdirSync(own).sort()).toEqual(["line-maps.png", "painting.h5", "painting.png", "spectrum.png"]);

    const sizes: [number, number][] = [];
    for (const name of ["painting.png", "line-maps.png", "spectrum.png"]) {
      const { width, height, rgb } = await decodeImage(readFileSync(join(own, name)));
      expect(new Set(rgb.subarray(0, rgb.length >> 2)).size, name).toBeGreaterThan(20);
      sizes.push([width, height]);
    }
    expect(sizes[0]).toEqual([300, 400]);
    for (const side of sizes.flat()) expect(side).toBeGreaterThanOrEqual(300);
    const shape = await lookInto(join(own, "painting.h5"), (file) => (file.get("img") as Dataset).shape);
    expect(shape).toEqual([400, 300, 1024]);
  });

  it("refuses a folder that cannot be", async () => {
    expect(mistake(await runCli(["demo", "-o", join(folder, "gone", "demo")]))).toMatch(/does not exist/);
    expect(existsSync(join(folder, "gone"))).toBe(false);
    writeFileSync(join(folder, "a-file"), "kept");
    mistake(await runCli(["demo", "-o", join(folder, "a-file")]));
    expect(readFileSync(join(folder, "a-file"), "utf8")).toBe("kept");
  });

  it("refuses a folder where a file's name is taken by a folder, and leaves no part", async () => {
    const own = join(folder, "taken");
    mkdirSync(join(own, "painting.h5"), { recursive: true });
    expect(mistake(await runCli(["demo", "-o", own]))).toMatch(/painting\.h5: it is a folder/);
    expect(readdirSync(own).filter((name) => name.endsWith(".part"))).toEqual([]);
  });
});
