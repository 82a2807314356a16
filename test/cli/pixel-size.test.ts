import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { pixelSizeOption, widthInWords } from "../../src/cli/pixel-size.js";
import { memoryFile, writeAs } from "../formats/cubes.js";
import {
  generateIn,
  lookInto,
  mistake,
  randomPicture,
  runCli,
  smallLibrary,
  success,
  temporaryFolder,
} from "./run-cli.js";

const folder = temporaryFolder();
const ganx = (...args: string[]) => runCli(args, { cwd: folder });

beforeAll(async () => {
  randomPicture(join(folder, "painting.png"), 20, 12);
  smallLibrary(join(folder, "small.json"));
  const args = ["generate", "painting.png", "--library", "small.json", "-o"];
  success(await ganx(...args, "plain.h5", "--quiet"));
  success(await ganx(...args, "sized.h5", "--pixel-size", "250um", "--quiet"));
});

describe("--pixel-size", () => {
  it.each([
    ["250um", 250],
    ["250 um", 250],
    ["250µm", 250],
    ["250μm", 250],
    ["0.5mm", 500],
    ["1 mm", 1000],
    [" 0.07mm ", 70],
    ["1cm", 10_000],
    ["50nm", 0.05],
    ["1nm", 0.001],
  ])("%j is %d um", (text, um) => {
    expect(pixelSizeOption(text)).toBe(um);
  });

  it.each([
    "250",
    "um",
    "",
    "0um",
    "-1mm",
    "Infinitymm",
    "NaNum",
    "1e400um",
    "1e-9um",
    "250px",
    "1mm2",
    "1m m",
  ])("is not %j", (text) => {
    expect(() => pixelSizeOption(text)).toThrow(
      expect.objectContaining({
        code: "INVALID_ARGUMENT",
        message: `--pixel-size: expected a width from 1nm to 1000000mm, such as 250um or 0.5mm, found "${text}"`,
      }),
    );
  });

  it("is said as people say it", () => {
    expect([250, 999.5, 1000, 1500, 0.05].map(widthInWords)).toEqual([
      "250 um",
      "999.5 um",
      "1 mm",
      "1.5 mm",
      "0.05 um",
    ]);
  });

  it.concurrent("is a mistake of one line where it is no width, and nothing is written", async () => {
    const run = await generateIn(folder, "painting.png", "--pixel-size", "250");
    expect(mistake(run)).toMatch(/--pixel-size: expected a width from 1nm .*250um or 0.5mm, found "250"/);
    expect(run.files).toEqual([]);
  });
});

describe.concurrent("the size of a pixel", () => {
  it("is in the file and its recipe, and the scan comes again with it", async () => {
    const [recipe, size] = await lookInto(join(folder, "sized.h5"), ({ attrs }) => [
      JSON.parse(attrs.recipe.value as string) as object,
      attrs.pixel_size_um.value,
    ]);
    expect(recipe).toMatchObject({ pixelSizeUm: 250 });
    expect(size).toBe(250);
    expect(success(await ganx("regenerate", "sized.h5", "-o", "again.h5"))).toBe("sized.h5: identical\n");
    expect(readFileSync(join(folder, "again.h5")).equals(readFileSync(join(folder, "sized.h5")))).toBe(true);
  });

  it("is in the summary, and its want in what is written without", async () => {
    const args = ["generate", "painting.png", "--library", "small.json", "--pixel-size", "1 mm", "-o"];
    expect(success(await ganx(...args, "summary.npz"))).toContain("20 x 12 pixels, each 1 mm (20 x 12 mm), ");
    expect(success(await ganx(...args, "summary.npy"))).toContain(
      "\nwithout the size of its pixels, which all formats but .npy hold\n",
    );
  });

  it("is carried over by convert, or set, or said to be left out", async () => {
    const json = async (...args: string[]) => JSON.parse(success(await ganx("convert", ...args, "--json")));
    expect(await json("sized.h5", "sized.rpl")).toMatchObject({ pixelSizeUm: 250 });
    expect(await json("sized.rpl", "sized.zarr")).toMatchObject({ pixelSizeUm: 250, leftOut: [] });
    expect((await json("sized.zarr", "sized.npy")).leftOut).toContain("the size of a pixel");
    expect(await json("plain.h5", "plain.npz")).toMatchObject({ pixelSizeUm: null, leftOut: [] });
    expect(success(await ganx("convert", "plain.h5", "set.h5", "--pixel-size", "0.25mm"))).toContain(
      "20 x 12 pixels of 250 um, 1024 channels",
    );
    expect(readFileSync(join(folder, "set.h5")).equals(readFileSync(join(folder, "sized.h5")))).toBe(true);
    expect(success(await ganx("regenerate", "set.h5"))).toBe("set.h5: identical\n");
    const wrong = await ganx("convert", "plain.h5", "wrong.h5", "--pixel-size", "0mm");
    expect(mistake(wrong)).toMatch(/^ganx: --pixel-size: expected a width/);
  });

  it("is not carried over where pixels are not square, which is said", async () => {
    const path = await writeAs({ ...memoryFile("u16", [3, 5, 7]), pixelSizeUm: 250 }, folder, "oblong.hdr");
    const header = readFileSync(path, "utf8");
    writeFileSync(path, header.replace("0.00025, 0.00025", "0.00025, 0.0005"));
    const said = success(await ganx("convert", path, "oblong.npz"));
    expect(said).toContain("\nits pixels are 250 x 500 um; only the size of square ones is kept\n");
    expect(said).toContain("5 x 3 pixels, 7 channels");
    const set = success(await ganx("convert", path, "square.npz", "--pixel-size", "250um"));
    expect(set).not.toContain("square ones");
    expect(set).toContain("5 x 3 pixels of 250 um, 7 channels");
  });

  it("is in the report of inspect, its JSON and what it prints", async () => {
    expect(success(await ganx("inspect", "sized.h5", "-o", "report"))).toMatch(
      /^size of a pixel: 250 um; all together 5 x 3 mm\n/,
    );
    const report = readFileSync(join(folder, "report/index.html"), "utf8");
    expect(report).toContain("250 um; all together 5 x 3 mm");
    const found = JSON.parse(readFileSync(join(folder, "report/inspection.json"), "utf8"));
    expect(found).toMatchObject({ pixelSizeUm: 250, width: 20 });
    expect(success(await ganx("inspect", "plain.h5", "-o", "bare"))).not.toContain("size of a pixel");
    const bare = JSON.parse(readFileSync(join(folder, "bare/inspection.json"), "utf8"));
    expect(bare).not.toHaveProperty("pixelSizeUm");
  });
});
