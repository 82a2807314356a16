import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  generateIn,
  lookInto,
  photonsOf,
  randomPicture,
  readCube,
  runCli,
  success,
  temporaryFolder,
} from "./run-cli.js";

const folder = temporaryFolder();
randomPicture(join(folder, "painting.png"), 24, 16);
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const sum = (values: number[]): number => values.reduce((a, b) => a + b, 0);

interface Color {
  readonly hex: string;
  readonly pixels: number;
  readonly share: number;
  readonly pigments: { readonly id: string; readonly abundance: number; readonly similarity: number }[];
}

describe.concurrent("ganx generate", () => {
  it("writes the scan and prints a summary", async () => {
    const run = await generateIn(folder, "painting.png", "--seed", "5");
    const lines = success(run).split("\n");
    expect(run.files).toEqual(["scan.h5"]);
    const colors = Number(/^24 x 16 pixels, (\d+) colours:$/.exec(lines[0])?.[1]);
    expect(colors).toBeGreaterThanOrEqual(7);
    expect(colors).toBeLessThanOrEqual(13);
    const palette = lines.slice(1, 1 + colors);
    for (const line of palette) expect(line).toMatch(/^ {2}#[0-9a-f]{6} +\d+\.\d % {2}\S.* \d+ %$/);
    const rest = lines.slice(1 + colors);
    expect(rest[0]).toBe("400 photons a pixel in 1024 channels, 0.5 to 38.5 keV, seed 5");
    expect(rest[1]).toBe(`${run.output}: ${(statSync(run.output).size / 1024).toFixed(1)} KiB`);
    expect(rest[2]).toMatch(/^\d+\.\d\d s \(.*palette \d+\.\d\d.*\), \d+ MiB at most$/);
    expect(rest.slice(3)).toEqual([""]);

    const cube = await readCube(run.output);
    expect(cube).toMatchObject({ shape: [16, 24, 1024], dtype: "<H" });
    expect(cube.gainKeV).toBeCloseTo(38 / 1024, 12);
    expect(cube.offsetKeV).toBeCloseTo(0.5 + 19 / 1024, 12);
    expect(new Set(photonsOf(cube))).toEqual(new Set([400]));
  });

  it("prints one JSON object with --json", async () => {
    const run = await generateIn(folder, "painting.png", "--json", "--seed", "9");
    const text = success(run);
    expect(text.trimEnd()).not.toContain("\n");
    const json = JSON.parse(text);
    expect(Object.keys(json).sort()).toEqual(
      [
        ...["output", "bytes", "width", "height", "offsetKeV", "gainKeV", "channels", "counts"],
        ...["seed", "colors", "seconds", "peakMemoryMiB", "recipe", "poorFits", "picture"],
      ].sort(),
    );
    expect(json.picture).toEqual({ bits: 8, colorSpace: "sRGB", notes: [] });
    const { size } = statSync(run.output);
    expect(json).toMatchObject({ output: run.output, bytes: size, width: 24, height: 16, channels: 1024 });
    expect(json).toMatchObject({ counts: { model: "fixed", photons: 400 }, seed: 9, recipe: { seed: 9 } });
    expect(json.peakMemoryMiB).toBeGreaterThan(20);
    for (const seconds of Object.values(json.seconds)) expect(seconds).toBeGreaterThanOrEqual(0);

    const colors = json.colors as Color[];
    expect(sum(colors.map(({ pixels }) => pixels))).toBe(24 * 16);
    for (const { hex, pixels, share, pigments } of colors) {
      expect(hex).toMatch(/^#[0-9a-f]{6}$/);
      expect(share).toBeCloseTo(pixels / (24 * 16), 5);
      expect(sum(pigments.map(({ abundance }) => abundance))).toBeCloseTo(1, 4);
      for (const { id, similarity } of pigments) {
        expect(id).toMatch(/^[a-z0-9_]+$/);
        expect(similarity).toBeLessThanOrEqual(1);
      }
    }
    const stored = await lookInto(run.output, (file) => file.attrs.recipe.value);
    expect(JSON.parse(String(stored))).toEqual(json.recipe);
  });

  it("prints nothing with --quiet", async () => {
    const run = await generateIn(folder, "painting.png", "--quiet");
    expect(success(run)).toBe("");
    expect(run.files).toEqual(["scan.h5"]);
  });

  it("gives the same bytes for the same seed, others for another", async () => {
    const bytesOf = async (seed: string): Promise<Buffer> => {
      const run = await generateIn(folder, "painting.png", "--seed", seed, "--quiet");
      success(run);
      return readFileSync(run.output);
    };
    const first = await bytesOf("4");
    // A time stamp in the file would now differ.
    await pause(1100);
    expect(first.equals(await bytesOf("4"))).toBe(true);
    expect(first.equals(await bytesOf("3"))).toBe(false);
  });

  it("replaces an earlier file", async () => {
    const run = await generateIn(folder, "painting.png", "--quiet");
    const args = ["generate", "painting.png", "-o", run.output, "--quiet", "--seed", "1"];
    success(await runCli(args, { cwd: folder }));
    const recipe = JSON.parse(await lookInto(run.output, (file) => String(file.attrs.recipe.value)));
    expect(recipe.seed).toBe(1);
  });
});

describe.concurrent("ganx", () => {
  it("tells its version", async () => {
    const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
    expect(success(await runCli(["--version"]))).toBe(`${version}\n`);
  });

  it.each(["generate", "regenerate", "demo"])("helps with %s", async (command) => {
    const help = success(await runCli([command, "--help"]));
    expect(help).toMatch(new RegExp(`^Usage: ganx ${command} `));
    expect(help).toContain("--json");
  });
});
