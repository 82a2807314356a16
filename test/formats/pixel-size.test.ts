// The size of a pixel goes from every format that has a place for it to every other.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { createScan } from "../../src/create-scan.js";
import { micrometresIn, pixelSizeOf, stepUm } from "../../src/io/cube/pixel-size.js";
import { encodeZarr } from "../../src/io/encode-cube.js";
import { findDifference, recreateScan } from "../../src/io/regenerate.js";
import { zarrFile } from "../../src/io/zarr/zarr-file.js";
import { openCube, readHdf5, writeCube, writeCubeHdf5 } from "../../src/node.js";
import { blockPicture } from "../scan/picture.js";
import { EXTENSIONS, memoryFile, type Shape, withCube, writeAs } from "./cubes.js";

const root = mkdtempSync(join(tmpdir(), "ganx-pixels-"));
afterAll(() => rmSync(root, { recursive: true }));
const freshFolder = (): string => mkdtempSync(join(root, "f-"));

const HOLDING = EXTENSIONS.filter((extension) => extension !== "npy");
const SIZES = [250, 62.5, 1000 / 3, 1e-3, 1e9];
const SHAPES: readonly Shape[] = [
  [3, 5, 7],
  [1, 1, 1],
];
/** ENVI's metres and motors' positions need not be the last bit of a double. */
const near = (um: number) => expect.closeTo(um, 12 - Math.ceil(Math.log10(um)) - 1);

describe.each(HOLDING)("pixels of a cube in .%s", (extension) => {
  test("are read back", async () => {
    for (const pixelSizeUm of SIZES) {
      for (const shape of SHAPES) {
        const path = await writeAs(
          { ...memoryFile("u16", shape), pixelSizeUm },
          freshFolder(),
          `a.${extension}`,
        );
        await withCube(path, (cube) => {
          expect(cube.pixelSizeUm).toBe(pixelSizeUm);
          expect(cube.pixelProblem).toBeUndefined();
        });
      }
    }
  });

  test.each(HOLDING)("keep their size in .%s", async (other) => {
    const folder = freshFolder();
    // XRF-Explorer has room for counts of 16 bits alone.
    const type = [extension, other].includes("xrf-explorer") ? "u16" : "f32";
    const made = { ...memoryFile(type, [3, 5, 7]), pixelSizeUm: 62.5 };
    const from = await writeAs(made, folder, `from.${extension}`);
    const to = await withCube(from, (cube) => writeAs(cube, folder, `to.${other}`));
    await withCube(to, ({ pixelSizeUm }) => expect(pixelSizeUm).toBe(62.5));
  });

  test("have none where none was said", async () => {
    const path = await writeAs(memoryFile("u16", [3, 5, 7]), freshFolder(), `a.${extension}`);
    await withCube(path, ({ pixelSizeUm }) => expect(pixelSizeUm).toBeUndefined());
  });

  test("have the size that is asked for", async () => {
    const made = { ...memoryFile("u16", [3, 5, 7]), pixelSizeUm: 62.5 };
    const path = await writeAs(made, freshFolder(), `a.${extension}`);
    await withCube(path, ({ pixelSizeUm }) => expect(pixelSizeUm).toBe(40), { pixelSizeUm: 40 });
    await expect(openCube(path, { pixelSizeUm: 0 })).rejects.toMatchObject({
      code: "INVALID_ARGUMENT",
      message: "pixelSizeUm: expected a number from 0.001 to 1000000000, found 0",
    });
  });
});

test("an ENVI header alone says it, with or without energies", async () => {
  for (const isCalibrated of [true, false]) {
    for (const pixelSizeUm of SIZES) {
      const made = { ...memoryFile("u16", [3, 5, 7], isCalibrated), pixelSizeUm };
      const path = await writeAs(made, freshFolder(), "a.rpl");
      await withCube(path, (cube) => expect(cube.pixelSizeUm).toBe(pixelSizeUm));
      await withCube(path.replace(".rpl", ".hdr"), (cube) => {
        expect(cube.format).toContain("ENVI");
        expect(cube.pixelSizeUm).toEqual(near(pixelSizeUm));
      });
    }
  }
});

test("HDF5 says it in every layout", async () => {
  const path = join(freshFolder(), "a.h5");
  await writeCubeHdf5(memoryFile("u16", [3, 5, 7]), path, { title: "a", pixelSizeUm: 250 });
  for (const dataset of ["/img", "/entry/data/data", "/Experiments/a/data", "/xrfmap/detsum/counts"]) {
    await withCube(path, ({ pixelSizeUm }) => expect(pixelSizeUm).toBe(250), { dataset });
  }
});

test("what is said to a writer goes before what the source says", async () => {
  const path = join(freshFolder(), "a.h5");
  await writeCubeHdf5({ ...memoryFile("u16", [3, 5, 7]), pixelSizeUm: 10 }, path, { pixelSizeUm: 20 });
  await withCube(path, ({ pixelSizeUm }) => expect(pixelSizeUm).toBe(20));
});

test.each([
  ["width-scale\t0\n", undefined],
  ["width-scale\t-250\n", 250],
  ["width-scale\tmany\n", undefined],
  ["width-scale\t\n", undefined],
  ["width-scale\t1e99\n", undefined],
])("a description of pixels of %j is no reason to refuse its counts", async (line, expected) => {
  const made = { ...memoryFile("u16", [3, 5, 7]), pixelSizeUm: 250 };
  const path = await writeAs(made, freshFolder(), "a.rpl");
  writeFileSync(path, readFileSync(path, "utf8").replace("width-scale\t250\n", line));
  await withCube(path, (cube) => expect(cube.pixelSizeUm).toBe(expected));
});

describe("a scan", () => {
  const options = { seed: 5, clusters: 4, delta: 0 };
  const picture = blockPicture(24, 20, 3);

  test("keeps it in its recipe, after all else, and draws the same counts", async () => {
    const [plain, sized] = [
      await createScan(picture, options),
      await createScan(picture, { ...options, pixelSizeUm: 250 }),
    ];
    expect("pixelSizeUm" in plain.truth.recipe).toBe(false);
    expect(plain.pixelSizeUm).toBeUndefined();
    expect(JSON.stringify(sized.truth.recipe)).toBe(
      JSON.stringify({ ...plain.truth.recipe, pixelSizeUm: 250 }),
    );
    expect(sized.region({ x: 3, y: 2, width: 9, height: 7 })).toEqual(
      plain.region({ x: 3, y: 2, width: 9, height: 7 }),
    );
  });

  test.each([0, -1, 2e9, Number.NaN, Number.POSITIVE_INFINITY, "250", null])(
    "has no pixels of %s",
    async (pixelSizeUm) => {
      const making = createScan(picture, { ...options, pixelSizeUm: pixelSizeUm as number });
      await expect(making).rejects.toMatchObject({
        code: "INVALID_ARGUMENT",
        message: expect.stringMatching(/^pixelSizeUm: expected a number from 0.001 to 1000000000, found /),
      });
    },
  );

  test("is the same, byte for byte, whether it was made so or its file was converted", async () => {
    const folder = freshFolder();
    const [plain, sized] = [
      await createScan(picture, options),
      await createScan(picture, { ...options, pixelSizeUm: 1000 / 3 }),
    ];
    for (const extension of ["h5", "npz"]) {
      const [from, to, made] = ["from", "to", "made"].map((name) => join(folder, `${name}.${extension}`));
      await writeCube(plain, from);
      await writeCube(sized, made);
      await withCube(from, (cube) => writeCube(cube, to), { pixelSizeUm: 1000 / 3 });
      expect(readFileSync(to).equals(readFileSync(made)), extension).toBe(true);
    }
  });

  test("comes again from its file with it", async () => {
    const path = join(freshFolder(), "a.h5");
    await writeCube(await createScan(picture, { ...options, pixelSizeUm: 250 }), path);
    const stored = await readHdf5(path);
    try {
      expect(stored.pixelSizeUm).toBe(250);
      const again = await recreateScan(stored);
      expect(again.truth.recipe.pixelSizeUm).toBe(250);
      expect(await findDifference(again, stored)).toBeUndefined();
      const other = await createScan(picture, { ...options, pixelSizeUm: 251 });
      expect(await findDifference(other, stored)).toMatch(/^recipe differs/);
    } finally {
      stored.close();
    }
  });

  test("gives each file of its Zarr store", async () => {
    const scan = await createScan(picture, { ...options, pixelSizeUm: 250 });
    const keys: string[] = [];
    for await (const { key, bytes } of encodeZarr(scan)) {
      keys.push(key);
      expect(await zarrFile(scan, key), key).toEqual(bytes);
    }
    expect(keys).toEqual(expect.arrayContaining(["y/zarr.json", "y/c/0", "x/zarr.json", "x/c/0"]));
  });
});

describe("what files say", () => {
  test.each([
    ["um", 1],
    ["µm", 1],
    ["μm", 1],
    ["Micrometers", 1],
    ["micron", 1],
    [" mm ", 1e3],
    ["Millimetre", 1e3],
    ["cm", 1e4],
    ["Meters", 1e6],
    ["nm", 1e-3],
    ["px", undefined],
    ["", undefined],
    ["keV", undefined],
    [undefined, undefined],
  ])("%j is %s um", (unit, expected) => {
    expect(micrometresIn(unit)).toBe(expected);
  });

  test("positions have a step where they go on evenly", () => {
    expect(stepUm([0, 0.25, 0.5], "mm")).toBe(250);
    expect(stepUm([3, 2, 1, 0], "um")).toBe(-1);
    expect(
      stepUm(
        Float32Array.from({ length: 400 }, (_, i) => 0.1 * i),
        "mm",
      ),
    ).toBe(100);
    expect(stepUm([0, 1.09, 2], "mm")).toBe(1000);
    expect(stepUm([0, 1.2, 2], "mm")).toBeUndefined();
    expect(stepUm([0, Number.NaN, 2], "mm")).toBeUndefined();
    expect(stepUm([0], "mm")).toBeUndefined();
    expect(stepUm([], "mm")).toBeUndefined();
    expect(stepUm([0, 1], "px")).toBeUndefined();
  });

  test("a row of pixels is as wide as its columns", () => {
    const size = (xUm: number | undefined, yUm: number | undefined, width = 5, height = 4) =>
      pixelSizeOf({ xUm, yUm }, { width, height });
    expect(size(250, 250)).toEqual({ pixelSizeUm: 250 });
    expect(size(-250, 250.1)).toEqual({ pixelSizeUm: 250 });
    expect(size(250, 500).pixelProblem).toBe(
      "its pixels are 250 x 500 um; only the size of square ones is kept",
    );
    expect(size(250, undefined)).toEqual({});
    expect(size(250, undefined, 5, 1)).toEqual({ pixelSizeUm: 250 });
    expect(size(undefined, 250, 1, 4)).toEqual({ pixelSizeUm: 250 });
    expect(size(undefined, 250, 5, 1)).toEqual({});
    expect(size(0, 0)).toEqual({});
  });
});
