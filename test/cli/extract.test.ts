import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { encodePng } from "../../src/io/png/encode.js";
import { encodeNpy } from "../../src/node.js";
import { SHAPE, writeCube } from "./cube-fixtures.js";
import { mistake, runCli, success, temporaryFolder } from "./run-cli.js";

const folder = temporaryFolder();
const picture = join(folder, "picture.png");
const scan = join(folder, "scan.h5");
const foreign = join(folder, "foreign.h5");
const [WIDTH, HEIGHT] = [40, 24];

const extract = (...args: string[]) => runCli(["pigments", "extract", ...args]);
const inFolder = (name: string): string => join(folder, name);
const png = (
  name: string,
  width: number,
  height: number,
  colorAt: (i: number) => readonly number[],
): string => {
  const rgb = Uint8Array.from({ length: width * height * 3 }, (_, i) => colorAt(Math.floor(i / 3))[i % 3]!);
  writeFileSync(inFolder(name), encodePng({ width, height, data: rgb }));
  return inFolder(name);
};

beforeAll(async () => {
  png("picture.png", WIDTH, HEIGHT, (i) => (i % WIDTH < WIDTH / 2 ? [44, 88, 148] : [224, 90, 50]));
  success(await runCli(["generate", picture, "-o", scan, "--clusters", "2", "--counts", "400", "--quiet"]));
  await writeCube(foreign);
});

describe("ganx pigments extract", () => {
  it("makes a library that generate takes, and adds to it", async () => {
    const library = inFolder("own.json");
    const text = success(
      await extract(scan, "--region", "2,2,10,10", "--name", "Azurite (folio 32)", "-o", library),
    );
    expect(text).toMatch(/^Azurite \(folio 32\) \(azurite_folio_32\), #2c5894$/m);
    expect(text).toMatch(/^40000 counts of 100 pixels; the strongest channel is known to [\d.]+ %$/m);
    const mask = png("mask.png", WIDTH, HEIGHT, (i) => (i % WIDTH >= 30 ? [255, 255, 255] : [90, 90, 90]));
    const json = JSON.parse(
      success(await extract(scan, "--mask", mask, "--name", "red", "--id", "red_1", "-o", library, "--json")),
    );
    expect(json).toMatchObject({
      id: "red_1",
      srgb: [224, 90, 50],
      pixels: 240,
      counts: 96_000,
      pigments: 2,
    });
    const { pigments } = JSON.parse(readFileSync(library, "utf8"));
    expect(pigments[0].source).toMatch(
      /^extracted from scan.h5: \/img, region 2,2,10,10: 100 pixels, 40000 counts/,
    );
    // An array is one line.
    expect(readFileSync(library, "utf8").split("\n").length).toBeLessThan(40);
    const made = JSON.parse(
      success(
        await runCli(["generate", picture, "--library", library, "-o", inFolder("again.h5"), "--json"]),
      ),
    );
    expect(
      made.colors.map(({ pigments: [first] }: { pigments: { id: string }[] }) => first!.id).sort(),
    ).toEqual(["azurite_folio_32", "red_1"]);
  });

  it("takes cubes of other programs with a picture or a colour, and masks of NumPy", async () => {
    const [height, width] = SHAPE;
    const library = inFolder("foreign.json");
    const image = png("foreign.png", width, height, () => [10, 20, 30]);
    const mask = inFolder("mask.npy");
    writeFileSync(
      mask,
      encodeNpy(
        Float32Array.from({ length: width * height }, (_, i) => i % 2),
        [height, width],
      ),
    );
    const run = await extract(
      foreign,
      "--mask",
      mask,
      "--image",
      image,
      "--name",
      "a",
      "-o",
      library,
      "--json",
    );
    expect(JSON.parse(success(run))).toMatchObject({ srgb: [10, 20, 30], pixels: (width * height) / 2 });
    const rgb = ["--region", "0,0,2,2", "--rgb", "#0a141e", "--name", "b", "-o", library, "--json"];
    expect(JSON.parse((await extract(foreign, ...rgb)).stdout)).toMatchObject({
      srgb: [10, 20, 30],
      pigments: 2,
    });
  });

  it("warns of few counts", async () => {
    const run = await extract(scan, "--region", "0,0,1,1", "--name", "a", "-o", inFolder("few.json"));
    expect(run.code).toBe(0);
    expect(run.stderr).toMatch(/^ganx: few counts: the strongest channel is known to \d+ % only/);
  });

  const REGION = ["--region", "0,0,2,2"];
  it.each<[string, () => string[], RegExp]>([
    ["no pixels", () => [scan], /either --mask or --region/],
    ["a rectangle of three", () => [scan, "--region", "1,2,3"], /--region: expected X,Y,WIDTH,HEIGHT/],
    ["a rectangle outside", () => [scan, "--region", "99,0,1,1"], /--region: x: expected .* from 0 to 39/],
    ["one that leaves", () => [scan, "--region", "38,0,3,1"], /--region: width: .* from 1 to 2, found 3/],
    [
      "no picture in the file",
      () => [foreign, ...REGION],
      /--rgb auto: .* holds no registered picture; give --image/,
    ],
    ["two colours", () => [scan, ...REGION, "--rgb", "1,2,3", "--image", picture], /--image without --rgb/],
    ["a picture of another size", () => [foreign, ...REGION, "--image", picture], /expected 20 x 12 pixels/],
    [
      "a mask of another size",
      () => [foreign, "--mask", picture, "--rgb", "1,2,3"],
      /mask of 20 x 12 pixels/,
    ],
    ["a colour of words", () => [scan, ...REGION, "--rgb", "blue"], /--rgb: expected #rrggbb/],
  ])("refuses %s", async (_, args, message) => {
    expect(mistake(await extract(...args(), "--name", "a", "-o", inFolder("none.json")))).toMatch(message);
  });

  it("overwrites nothing", async () => {
    const name = ["--name", "a", "--region", "0,0,10,10"];
    const library = inFolder("kept.json");
    success(await extract(scan, ...name, "-o", library));
    const before = readFileSync(library, "utf8");
    expect(mistake(await extract(scan, ...name, "-o", library))).toMatch(
      /has a pigment "a" already; choose another --id/,
    );
    expect(readFileSync(library, "utf8")).toBe(before);
    writeFileSync(inFolder("python.json"), '{"a": {"xrf": "a.h5", "RGB": [1, 2, 3]}}');
    expect(mistake(await extract(scan, ...name, "-o", inFolder("python.json")))).toMatch(
      /library of ganx's own format/,
    );
    writeFileSync(inFolder("text.json"), "hello");
    expect(mistake(await extract(scan, ...name, "-o", inFolder("text.json")))).toMatch(
      /expected a library to add to, JSON/,
    );
    expect(mistake(await extract(scan, ...name, "-o", scan))).toMatch(/it is the file to be read/);
  });
});
