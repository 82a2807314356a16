import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Dataset } from "h5wasm";
import { beforeAll, describe, expect, it } from "vitest";
import { hdf5File, libraryJson, pigmentJson } from "../library/fixtures.js";
import {
  type Cube,
  generateIn,
  lookInto,
  photonsOf,
  randomPicture,
  readCube,
  runCli,
  smallLibrary,
  success,
  temporaryFolder,
} from "./run-cli.js";

const folder = temporaryFolder();
randomPicture(join(folder, "painting.png"), 24, 16);
randomPicture(join(folder, "wide.png"), 70, 9);
const small = ["--library", smallLibrary(join(folder, "small.json"))];

async function generate(picture: string, ...options: string[]) {
  const run = await generateIn(folder, picture, "--json", ...options);
  return { json: JSON.parse(success(run)), output: run.output };
}

/** Energies of the channels that hold counts, rounded to 0.1 keV. */
function energiesOf({ counts, shape, offsetKeV, gainKeV }: Cube): Set<number> {
  const found = new Set<number>();
  for (let i = 0; i < counts.length; i++) {
    if (counts[i] > 0) found.add(Math.round(10 * (offsetKeV + (i % shape[2]) * gainKeV)) / 10);
  }
  return found;
}

const CHOICES: [options: string, recipe: Record<string, unknown>][] = [
  ["--kmeans full", { kmeans: "full" }],
  ["--cluster-space lab", { clusterSpace: "lab" }],
  ["--metric cosine", { metric: "cosine" }],
  ["--metric deltaE94 --threshold 0.2", { metric: "deltaE94", threshold: 0.2 }],
  ["--patience 1 --silhouette-sample 64", { patience: 1, silhouetteSample: 64 }],
  [
    "--kmeans full --cluster-space lab --metric deltaE76 --patience 1 --seed 9007199254740991 --counts 7 " +
      "--clusters 4 --delta 1 --threshold 0 --energy 1,20 --channels 200 --alpha-background 9,8,7",
    {
      ...{ kmeans: "full", clusterSpace: "lab", metric: "deltaE76", patience: 1, clusters: 4, delta: 1 },
      ...{ seed: Number.MAX_SAFE_INTEGER, threshold: 0, counts: { model: "fixed", photons: 7 } },
    },
  ],
];

describe.concurrent("ganx generate", () => {
  it.each(CHOICES)("%s is in the recipe", async (options, recipe) => {
    const { json, output } = await generate("painting.png", ...options.split(" "), ...small);
    expect(json.recipe).toMatchObject(recipe);
    // One scan for which no option is the default.
    if (!("seed" in recipe)) return;
    expect(success(await runCli(["regenerate", output]))).toBe(`${output}: identical\n`);
  });

  it("--clusters and --delta decide the number of colours", async () => {
    const { json } = await generate("painting.png", "--clusters", "3", "--delta", "0", ...small);
    expect(json.colors).toHaveLength(3);
  });

  it("--energy and --channels decide the axis", async () => {
    const { json, output } = await generate(
      "painting.png",
      "--energy",
      "1,20",
      "--channels",
      "256",
      ...small,
    );
    const cube = await readCube(output);
    expect(cube.shape).toEqual([16, 24, 256]);
    expect(cube.gainKeV).toBeCloseTo(19 / 256, 12);
    expect(cube.offsetKeV).toBeCloseTo(1 + 19 / 512, 12);
    expect(json).toMatchObject({ channels: 256, gainKeV: cube.gainKeV, offsetKeV: cube.offsetKeV });
    expect(new Set(photonsOf(cube))).toEqual(new Set([400]));
  });

  it("--threads does not change the file", async () => {
    const files = ["1", "2", "5"].map(async (threads) => {
      const { output } = await generate("wide.png", "--channels", "4096", "--threads", threads, ...small);
      expect(success(await runCli(["regenerate", output, "--threads", threads]))).toBe(
        `${output}: identical\n`,
      );
      return readFileSync(output);
    });
    const [one, ...others] = await Promise.all(files);
    for (const other of others) expect(other.equals(one)).toBe(true);
  });

  it.each([
    ["60000", "<H"],
    ["65536", "<I"],
  ])("--counts %s gives counts of type %s", async (counts, dtype) => {
    const cube = await readCube((await generate("painting.png", "--counts", counts, ...small)).output);
    expect(cube.dtype).toBe(dtype);
    expect(new Set(photonsOf(cube))).toEqual(new Set([Number(counts)]));
  });

  it("writes a file of several tiles in both directions", async () => {
    const { output } = await generate("wide.png", "--channels", "16384", "--counts", "50", ...small);
    const photons = photonsOf(await readCube(output));
    expect(photons).toHaveLength(70 * 9);
    expect(new Set(photons)).toEqual(new Set([50]));
    expect(success(await runCli(["regenerate", output]))).toBe(`${output}: identical\n`);
  });
});

describe.concurrent("ganx generate --library", () => {
  beforeAll(async () => {
    const peak = { energiesKeV: [6.3, 6.4, 6.5], counts: [0, 9, 0] };
    const own = [
      pigmentJson({ id: "iron", spectrum: peak }),
      pigmentJson({ id: "by_file", spectrum: { file: "a.txt" } }),
    ];
    writeFileSync(join(folder, "own.json"), JSON.stringify(libraryJson(own)));
    writeFileSync(join(folder, "a.txt"), "# keV counts\n6.3 0\n6.4 9\n6.5 0\n");
    writeFileSync(join(folder, "b.h5"), await hdf5File([11.9, 12, 12.1], [0, 5, 0]));
    const python = {
      "Lead white": { xrf: "a.txt", RGB: [240, 240, 240] },
      "Red ochre": { xrf: "b.h5", RGB: [150, 30, 20] },
    };
    writeFileSync(join(folder, "python.json"), JSON.stringify(python));
  });

  it.each([
    ["own.json", ["iron", "by_file"], [6.3, 6.4, 6.5]],
    ["python.json", ["lead_white", "red_ochre"], [6.3, 6.4, 6.5, 11.9, 12, 12.1]],
  ])("%s gives the pigments and the spectra", async (library, ids, energies) => {
    const { json, output } = await generate("painting.png", "--library", library, "--threshold", "0");
    const stored = await lookInto(output, (file) => (file.get("truth/pigments") as Dataset).value);
    expect(stored).toEqual(ids);
    const found = json.colors.flatMap(({ pigments }: { pigments: { id: string }[] }) =>
      pigments.map(({ id }) => id),
    );
    expect([...new Set(found)].sort()).toEqual([...ids].sort());
    const seen = energiesOf(await readCube(output));
    for (const energy of seen) expect(energies).toContain(energy);
    for (const energy of energies.filter((_, i) => i % 3 === 1)) expect(seen).toContain(energy);
    expect(success(await runCli(["regenerate", output]))).toBe(`${output}: identical\n`);
  });
});
