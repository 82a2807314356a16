// Workspaces of XRF-Explorer: counts, energies and picture, whatever the program has done to them.
import { mkdtempSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { writeCube } from "../../src/node.js";
import { numbersIn, numbersOfRegion, withCube } from "./cubes.js";
import {
  CHANNELS,
  cubeOf,
  HEIGHT,
  photo,
  put,
  RPL,
  raw,
  refusal,
  root,
  value,
  WIDTH,
  workspace,
} from "./workspaces.js";

describe("a workspace of XRF-Explorer", () => {
  test("by its folder, of whatever name, and by its file: counts, energies, picture", async () => {
    const folder = put(workspace());
    for (const path of [folder, join(folder, "workspace.json")]) {
      await withCube(path, async (cube) => {
        expect(cube).toMatchObject({ height: HEIGHT, width: WIDTH, type: "u16", name: "scan", path: folder });
        expect(cube.format).toBe("XRF-Explorer workspace, Lispix, record-by vector");
        expect(cube.energyAxis).toEqual({ offsetKeV: -0.5, gainKeV: 0.25, channels: CHANNELS });
        const all = (await numbersIn(cube, "u16")) as Uint16Array;
        expect(Array.from(all)).toEqual(
          Array.from({ length: all.length }, (_, i) => value(Math.floor(i / CHANNELS), i % CHANNELS)),
        );
        const last = { x: WIDTH - 1, y: HEIGHT - 1, width: 1, height: 1 };
        expect(await numbersOfRegion(cube, "u16", last)).toEqual(Array.from(all.subarray(-CHANNELS)));
        const picture = await cube.picture?.();
        expect([picture?.width, picture?.height, picture?.rgb.length]).toEqual([8, 6, 144]);
      });
    }
  });

  test("files in folders of its own, no base image, no channels said", async () => {
    const spectralCubes = [cubeOf("scan", { rawLocation: "data/a.raw", rplLocation: "./data/b.rpl" })];
    const baseImage = { name: "", imageLocation: "", recipeLocation: "" };
    const files = { "data/a.raw": raw(), "data/b.rpl": RPL };
    const folder = put(workspace({ spectralCubes, baseImage, spectralParams: undefined }), files);
    await withCube(folder, (cube) => {
      expect(cube.energyAxis.channels).toBe(CHANNELS);
      expect(cube.picture).toBeUndefined();
    });
  });

  test.each<[low: number, high: number, binSize: number, format: string, offset: number]>([
    [3, 9, 1, "channels 3 to 8", 0.25],
    [0, 12, 3, "channels 0 to 11, means of 3", -0.25],
    [2, 12, 4, "channels 2 to 11, means of 4", 0.375],
  ])(
    "channels that the program has cut or binned: %i to %i by %i",
    async (low, high, binSize, format, offset) => {
      const spectralParams = { low, high, binSize, binned: true };
      const stored = raw(low, high, binSize);
      await withCube(put(workspace({ spectralParams }), { "scan.raw": stored }), async (cube) => {
        const channels = Math.ceil((high - low) / binSize);
        expect(cube.energyAxis).toEqual({ offsetKeV: offset, gainKeV: 0.25 * binSize, channels });
        expect(cube.format).toBe(`XRF-Explorer workspace, Lispix, record-by vector, ${format}`);
        const numbers = (await numbersIn(cube, "u16")) as Uint16Array;
        expect(Buffer.compare(Buffer.from(numbers.buffer), stored)).toBe(0);
      });
    },
  );

  test("what it wants of the channels, before it is done, is not taken for done", async () => {
    const spectralParams = { low: 1, high: 2.25, binSize: 0.5, binned: false };
    await withCube(put(workspace({ spectralParams })), (cube) => {
      expect(cube.energyAxis.channels).toBe(CHANNELS);
    });
  });

  test("of several spectral cubes one is named", async () => {
    const spectralCubes = ["scan", "detail", "back", "d", "e", "f"].map((name) => cubeOf(name));
    const files = { "detail.raw": raw(), "detail.rpl": RPL.replace("0.25", "0.5") };
    const folder = put(workspace({ spectralCubes }), files);
    const { code, message } = await refusal(folder);
    expect(code).toBe("INVALID_FILE");
    expect(message).toBe(
      `${join(folder, "workspace.json")}: expected one spectral cube, found "scan", "detail", "back", "d", "e" and 1 more; name one with --dataset`,
    );
    const wrong = await refusal(folder, { dataset: "front" });
    expect(wrong.message).toMatch(/expected one spectral cube named "front"; it has "scan", "detail", /);
    await withCube(
      folder,
      ({ name, energyAxis }) => expect([name, energyAxis.gainKeV]).toEqual(["detail", 0.5]),
      { dataset: "detail" },
    );
  });

  test("a description without energies asks for them", async () => {
    const files = { "scan.rpl": RPL.replace(/\r\ndepthscale.*$/s, "") };
    expect((await refusal(put(workspace(), files), {})).message).toMatch(
      /scan\.rpl: found no energy axis; .*--energy/,
    );
    await withCube(put(workspace(), files), ({ energyAxis }) => expect(energyAxis.gainKeV).toBe(0.5), {
      energyKeV: [0, 6],
    });
  });
});

describe("its picture", () => {
  const convert = async (folder: string): Promise<{ copy: string; notes: string[] }> => {
    const copy = join(mkdtempSync(join(root, "to-")), "copy.xrf-explorer");
    const [, ...notes] = await withCube(folder, (cube) => writeCube(cube, copy));
    return { copy, notes };
  };

  test("goes into another workspace where it has the pixels of the cube", async () => {
    const same = photo(WIDTH, HEIGHT);
    const { copy, notes } = await convert(put(workspace(), { "photo.png": same }));
    expect(notes).toEqual([]);
    expect(Buffer.compare(readFileSync(join(copy, "image.png")), same)).toBe(0);
    // With another size of pixels as well.
    await withCube(
      copy,
      async (cube) => {
        expect(cube.pixelSizeUm).toBe(250);
        expect((await cube.picture?.())?.width).toBe(WIDTH);
      },
      { uncalibrated: true, pixelSizeUm: 250 },
    );
  });

  test.each<[string, string | Uint8Array | undefined, RegExp]>([
    ["is of another size", photo(8, 6), /^without the picture, which has 8 x 6 pixels$/],
    ["is none", "no picture", /^without the picture: .*photo\.png: .*expected/],
    ["is missing", undefined, /^without the picture: cannot read .*photo\.png: no such file$/],
  ])("does not where it %s, and the counts are read all the same", async (_, content, note) => {
    const folder = put(workspace(), { "photo.png": content });
    const { copy, notes } = await convert(folder);
    expect(notes).toEqual([expect.stringMatching(note)]);
    await withCube(copy, async (cube) => expect((await cube.picture?.())?.width).toBe(WIDTH));
    if (typeof content === "object") return;
    await withCube(folder, async (cube) => {
      await expect(cube.picture?.()).rejects.toMatchObject({
        code: content === undefined ? "IO" : "INVALID_IMAGE",
        message: expect.stringMatching(/photo\.png: /),
      });
    });
  });
});
