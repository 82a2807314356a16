// Every count model to a file and back, and made again from it.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { CountModel } from "../../src/count-model.js";
import { createScan, type ScanOptions } from "../../src/create-scan.js";
import { findDifference, type Hdf5Scan, readHdf5, recreateScan, writeHdf5 } from "../../src/node.js";
import { lookInto } from "../cli/run-cli.js";
import { blockPicture } from "../scan/picture.js";

const folder = mkdtempSync(join(tmpdir(), "ganx-models-"));
afterAll(() => rmSync(folder, { recursive: true }));

const [WIDTH, HEIGHT] = [70, 9];
const picture = blockPicture(WIDTH, HEIGHT, 3);
const map = (scale: number) => ({
  width: WIDTH,
  height: HEIGHT,
  values: Float32Array.from({ length: WIDTH * HEIGHT }, (_, i) => ((i * 37) % 400) * scale),
});
const weights = Float64Array.from({ length: 1024 }, (_, c) => 1 / (c + 1));
const spectrum = {
  energiesKeV: Float64Array.from({ length: 40 }, (_, i) => 1 + i),
  counts: Float64Array.from({ length: 40 }, (_, i) => 40 - i),
};

const CASES: [string, ScanOptions][] = [
  ...(
    [
      { model: "fixed", photons: 60 },
      { model: "poisson", mean: 60.7 },
      { model: "dwell", dwellSeconds: 0.1, countRate: 3333 },
      { model: "luminosity", dark: 20, light: 500 },
      { model: "luminosity", dark: 500.1, light: 20, poisson: true },
      { model: "map", map: map(2) },
      { model: "map", map: map(0.3), poisson: true },
    ] satisfies CountModel[]
  ).map((counts): [string, ScanOptions] => [
    `${counts.model}${"poisson" in counts ? ", poisson" : ""}`,
    { counts },
  ]),
  ["70 000 photons", { counts: 70_000 }],
  ["a flat background", { background: { mean: 12.5, spectrum: "flat" } }],
  ["a background of weights", { counts: 90, background: { mean: 300, spectrum: weights } }],
  ["a measured background", { background: { mean: 3, spectrum } }],
  [
    "a map of means and a background",
    { counts: { model: "map", map: map(0.7), poisson: true }, background: { mean: 5, spectrum: "flat" } },
  ],
];

test.each(CASES)("%s: the file keeps the scan and makes it again, byte for byte", async (name, options) => {
  const scan = await createScan(picture, { seed: 12, clusters: 3, delta: 0, ...options });
  const path = join(folder, `${name.replace(/\W/g, "-")}.h5`);
  await writeHdf5(scan, path);
  const stored = await readHdf5(path);
  try {
    const truth = stored.truth();
    expect(truth).toEqual(scan.truth);
    expect("photons" in truth).toBe("photons" in scan.truth);
    expect("background" in truth).toBe("background" in scan.truth);
    const again = await recreateScan(stored);
    expect(again.truth).toEqual(scan.truth);
    expect(await findDifference(again, stored)).toBeUndefined();
    await writeHdf5(again, `${path}.again`);
    expect(readFileSync(`${path}.again`).equals(readFileSync(path))).toBe(true);
  } finally {
    stored.close();
  }
});

describe("a file", () => {
  const options: ScanOptions = {
    counts: { model: "map", map: map(2) },
    background: { mean: 300, spectrum: weights },
    clusters: 3,
    delta: 0,
  };

  test("has the photons of the pixels and the background's distribution as arrays", async () => {
    const path = join(folder, "arrays.h5");
    const scan = await createScan(picture, options);
    await writeHdf5(scan, path);
    const found = await lookInto(path, (file) =>
      ["photons", "background"].map((name) => {
        const { shape, dtype, value } = file.get(`truth/${name}`) as {
          shape: number[];
          dtype: string;
          value: ArrayLike<number>;
        };
        return { shape, dtype, value: Array.from(value) };
      }),
    );
    const { photons, background } = scan.truth;
    expect(found).toEqual([
      { shape: [HEIGHT, WIDTH], dtype: "<f", value: Array.from(photons ?? []) },
      { shape: [1024], dtype: "<d", value: Array.from(background ?? []) },
    ]);
  });

  test.each<[string, number, number, RegExp]>([
    // The map itself is taken from the file.
    ["photons", 5, 77, /^\/img differs at row 0, column 5, channel/],
    // What is taken from the file sums to 1 again.
    ["background", 3, 0.5, /^\/truth\/background differs at index 0/],
  ])("whose /truth/%s was changed is not identical", async (name, at, value, reason) => {
    const path = join(folder, `changed-${name}.h5`);
    await writeHdf5(await createScan(picture, options), path);
    await lookInto(
      path,
      (file) => {
        const dataset = file.get(`truth/${name}`) as {
          shape: number[];
          value: Float32Array | Float64Array;
          write_slice(ranges: number[][], values: unknown): void;
        };
        const values = dataset.value;
        values[at] = value;
        dataset.write_slice(
          dataset.shape.map((size) => [0, size]),
          values,
        );
      },
      "a",
    );
    const stored = await readHdf5(path);
    try {
      expect(await findDifference(await recreateScan(stored), stored)).toMatch(reason);
    } finally {
      stored.close();
    }
  });

  test.each([
    ["photons", /the recipe cannot be followed: count map/],
    ["background", /the recipe cannot be followed: background: expected 1024 weights/],
  ])("without /truth/%s, which its recipe needs, is refused", async (name, reason) => {
    const path = join(folder, `lost-${name}.h5`);
    await writeHdf5(await createScan(picture, options), path);
    const stored = await readHdf5(path);
    try {
      const truth = () => ({ ...stored.truth(), [name]: undefined });
      const lost: Hdf5Scan = Object.create(stored, { truth: { value: truth } });
      const message = expect.stringMatching(reason);
      await expect(recreateScan(lost)).rejects.toMatchObject({ code: "INVALID_FILE", message });
    } finally {
      stored.close();
    }
  });
});
