import { writeFileSync } from "node:fs";
import { join } from "node:path";
import jpegJs from "jpeg-js";
import { describe, expect, it } from "vitest";
import { makeRandom, type PngPicture, writePng } from "../io/png-writer.js";
import {
  generateIn,
  photonsOf,
  readCube,
  runCli,
  smallLibrary,
  success,
  temporaryFolder,
} from "./run-cli.js";

const folder = temporaryFolder();
const small = ["--library", smallLibrary(join(folder, "small.json"))];
const random = makeRandom(11);
const randomSamples = (count: number, depth = 8): number[] =>
  Array.from({ length: count }, () => random() % 2 ** depth);

/** 24 x 16, all pixels alike. */
const plain = (...pixel: number[]): number[] => Array.from({ length: 24 * 16 }, () => pixel).flat();
const SIZE = { width: 24, height: 16, depth: 8 };

async function generate(name: string, file: Uint8Array, ...options: string[]) {
  writeFileSync(join(folder, name), file);
  const run = await generateIn(folder, name, "--json", ...options);
  const json = JSON.parse(success(run));
  expect(run.files).toEqual(["scan.h5"]);
  const cube = await readCube(run.output);
  expect(cube.shape).toEqual([json.height, json.width, 1024]);
  expect(new Set(photonsOf(cube))).toEqual(new Set([400]));
  const hexes = json.colors.map(({ hex }: { hex: string }) => hex) as string[];
  return { json, hexes, output: run.output };
}

const ONE_COLOUR: [name: string, picture: PngPicture, hex: string][] = [
  ["1x1", { width: 1, height: 1, depth: 8, colourType: 2, samples: [12, 34, 56] }, "#0c2238"],
  ["plain", { ...SIZE, colourType: 2, samples: plain(200, 30, 40) }, "#c81e28"],
  ["black", { ...SIZE, colourType: 2, samples: plain(0, 0, 0) }, "#000000"],
  ["white", { ...SIZE, colourType: 2, samples: plain(255, 255, 255) }, "#ffffff"],
  ["grey", { ...SIZE, colourType: 0, samples: plain(119) }, "#777777"],
  ["16-bit", { ...SIZE, depth: 16, colourType: 2, samples: plain(0xffff, 0x8080, 0) }, "#ff8000"],
  ["transparent", { ...SIZE, colourType: 6, samples: plain(1, 2, 3, 0) }, "#ffffff"],
  ["opaque", { ...SIZE, colourType: 6, samples: plain(10, 20, 30, 255) }, "#0a141e"],
];

const MANY_COLOURS: [name: string, picture: PngPicture][] = [
  ["one row", { width: 40, height: 1, depth: 8, colourType: 2, samples: randomSamples(120) }],
  ["grey", { ...SIZE, colourType: 0, samples: randomSamples(24 * 16) }],
  ["black and white", { ...SIZE, depth: 1, colourType: 0, samples: randomSamples(24 * 16, 1) }],
  ["16-bit alpha", { ...SIZE, depth: 16, colourType: 6, samples: randomSamples(24 * 16 * 4, 16) }],
  ["interlaced", { ...SIZE, interlaced: true, colourType: 6, samples: randomSamples(24 * 16 * 4) }],
];

describe.concurrent("ganx generate takes a picture", () => {
  it.each(ONE_COLOUR)("of one colour: %s", async (name, picture, hex) => {
    const embedded = name === "1x1" || name === "black";
    const { json, hexes, output } = await generate(
      `${name}.png`,
      writePng(picture),
      ...(embedded ? [] : small),
    );
    expect(hexes).toEqual([hex]);
    const { width, height } = picture;
    expect(json).toMatchObject({ width, height, colors: [{ pixels: width * height, share: 1 }] });
    expect(json.colors[0].pigments.length).toBeGreaterThan(0);
    if (!embedded) return;
    expect(success(await runCli(["regenerate", output]))).toBe(`${output}: identical\n`);
  });

  it.each(MANY_COLOURS)("of many colours: %s", async (name, picture) => {
    const { json, hexes } = await generate(`many ${name}.png`, writePng(picture), ...small);
    expect(json).toMatchObject({ width: picture.width, height: picture.height });
    expect(hexes.length).toBeGreaterThan(1);
    if (picture.colourType === 0) for (const hex of hexes) expect(hex).toMatch(/^#(..)\1\1$/);
  });

  it("that is a JPEG", async () => {
    const data = Buffer.from(plain(200, 100, 50, 255));
    const jpeg = jpegJs.encode({ width: 24, height: 16, data }, 95).data;
    const { hexes } = await generate("plain.jpg", jpeg);
    expect(hexes).toHaveLength(1);
    const value = Number.parseInt(hexes[0].slice(1), 16);
    const distance = [value >> 16, (value >> 8) & 255, value & 255].map((v, c) =>
      Math.abs(v - [200, 100, 50][c]),
    );
    expect(Math.max(...distance)).toBeLessThan(6);
  });

  it("named as the other kind", async () => {
    const { hexes } = await generate(
      "png.jpg",
      writePng({ ...SIZE, colourType: 2, samples: plain(9, 9, 9) }),
    );
    expect(hexes).toEqual(["#090909"]);
  });
});

describe.concurrent("ganx generate --alpha-background", () => {
  const half = Array.from({ length: 24 * 16 }, (_, i) => (i < 192 ? [0, 0, 0, 0] : [0, 255, 0, 255])).flat();
  const picture = writePng({ ...SIZE, colourType: 6, samples: half });

  it.each([
    ["#0000FF", "#0000ff"],
    ["1,2,3", "#010203"],
  ])("%s shows through", async (background, hex) => {
    const name = `half ${background}.png`;
    const { json, hexes, output } = await generate(name, picture, "--alpha-background", background, ...small);
    expect([...hexes].sort()).toEqual([hex, "#00ff00"].sort());
    expect(json.recipe.image.alphaBackground).toHaveLength(3);
    expect(success(await runCli(["regenerate", output]))).toBe(`${output}: identical\n`);
  });
});
