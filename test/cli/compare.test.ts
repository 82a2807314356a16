import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { SHAPE, someCounts, writeCube } from "./cube-fixtures.js";
import { expectReport } from "./report-checks.js";
import { randomPicture, runCli, smallLibrary, success, temporaryFolder } from "./run-cli.js";

const folder = temporaryFolder();
const at = (...names: string[]): string => join(folder, ...names);
const ALL = SHAPE[0] * SHAPE[1] * SHAPE[2];
const FIGURES = ["spectra", "matrices", "lines", "counts", "dispersion"];
const DISTANCES = [
  "correlation",
  "cosine",
  "jensenShannon",
  "chebyshev",
  "brayCurtis",
  "chiSquare",
  "bhattacharyyaDistance",
  "hellinger",
] as const;

type Numbers = Record<(typeof DISTANCES)[number] | "bhattacharyyaCoefficient", number | null>;
interface ComparisonJson extends Numbers {
  readonly a: { file: string; width: number; height: number; channels: number; counts: number };
  readonly b: ComparisonJson["a"];
  readonly rebinned: boolean;
  readonly energyAxis: { offsetKeV: number; gainKeV: number; channels: number };
  readonly ssim: number | null;
  readonly msSsim: number | null;
  readonly poissonReference: { ssim: number | null; msSsim: number | null };
  readonly variants: Record<string, number | null>;
  readonly lines: { name: string; ratio: number | null; correlation: number | null; ssim: number | null }[];
  readonly realism: Record<string, { distance: number | null; better: string }>;
  readonly notCompared: { what: string; why: string }[];
}

const run = async (...args: string[]): Promise<string> =>
  success(await runCli(["compare", ...args], { cwd: folder }));
const compare = async (...args: string[]): Promise<ComparisonJson> => {
  const stdout = await run(...args, "--json");
  expect(stdout).toMatch(/^\{.*\}\n$/);
  expect(stdout).not.toMatch(/NaN|Infinity|undefined/);
  return JSON.parse(stdout);
};

beforeAll(async () => {
  await writeCube(at("a.h5"));
  await writeCube(at("b.h5"), someCounts(SHAPE, 2));
  await writeCube(at("bare.h5"), someCounts(), { axis: null, dataset: "entry" });
  await writeCube(at("small.h5"), someCounts([5, 9, 300]), { shape: [5, 9, 300] });
  await writeCube(at("wide.h5"), someCounts([12, 20, 150]), { shape: [12, 20, 150], axis: [1.02, 0.08] });
  for (const high of [false, true]) {
    const counts = Uint16Array.from({ length: ALL }, (_, i) => (i % 300 >= 150 === high ? 2 : 0));
    await writeCube(at(high ? "high.h5" : "low.h5"), counts);
  }
  randomPicture(at("painting.png"), 26, 14);
  const options = ["--library", smallLibrary(at("small.json"))];
  success(await runCli(["generate", "painting.png", "-o", "scan.h5", ...options], { cwd: folder }));
});

describe.concurrent("ganx compare", () => {
  it.each(["a.h5", "scan.h5"])("finds %s equal to itself", async (file) => {
    const found = await compare(file, file);
    for (const name of DISTANCES) expect(Math.abs(found[name]!), name).toBeLessThan(1e-7);
    expect(found.bhattacharyyaCoefficient).toBeCloseTo(1, 12);
    expect(found.ssim).toBeCloseTo(1, 12);
    expect(found.msSsim).toBeCloseTo(1, 12);
    expect([found.rebinned, found.notCompared]).toEqual([false, []]);
    for (const { distance, better } of Object.values(found.realism)) {
      expect([0, null]).toContain(distance);
      expect(better).toBe("lower");
    }
    expect(Object.keys(found.realism)).toContain("localDispersion");
    expect(found.a).toEqual(found.b);
  });

  it("has a number for every measure", async () => {
    const found = await compare("a.h5", "b.h5", "--lines", "Fe Ka,Ti Ka");
    for (const name of [...DISTANCES, "bhattacharyyaCoefficient"] as const) {
      expect(found[name], name).toBeGreaterThan(0);
      expect(found[name], name).toBeLessThan(1);
    }
    for (const similarity of [found.ssim, found.msSsim]) expect(Math.abs(similarity!)).toBeLessThan(1);
    expect(found.poissonReference.ssim).toBeGreaterThan(0);
    expect(found.poissonReference.msSsim).toBeGreaterThan(0);
    expect(found.lines.map(({ name }) => name)).toEqual(["Fe Ka", "Ti Ka"]);
    expect(found.lines[0]!.correlation).toBeGreaterThan(0.9);
    expect(found.a).toMatchObject({ file: "a.h5", width: 20, height: 12, channels: 300 });
    expect(found.a.counts).toBe(someCounts().reduce((sum, n) => sum + n, 0));
    expect(await compare("a.h5", "b.h5", "--lines", "Fe Ka,Ti Ka")).toEqual(found);
    const other = await compare("a.h5", "b.h5", "--seed", "1", "--lines", "Fe Ka,Ti Ka");
    expect(other.ssim).toBe(found.ssim);
    expect(other.poissonReference.ssim).not.toBe(found.poissonReference.ssim);
  });

  it("has null for a distance that is infinite", async () => {
    const found = await compare("low.h5", "high.h5");
    expect([found.bhattacharyyaDistance, found.bhattacharyyaCoefficient]).toEqual([null, 0]);
    expect(found.variants.chiSquarePearson).toBe(null);
    expect(found.hellinger).toBe(1);
  });

  it("writes a report, with the numbers it prints", async () => {
    const stdout = await run("a.h5", "b.h5", "-o", "report");
    expect(stdout).toMatch(
      /\nreport.index\.html\n[\d.]+ s \(open .*counts .*figures .*\), \d+ MiB at most\n$/,
    );
    const { hellinger } = await compare("a.h5", "b.h5");
    expect(stdout).toMatch(new RegExp(`^ {2}hellinger +${hellinger?.toPrecision(6)}$`, "m"));
    const html = await expectReport(at("report"), FIGURES);
    expect(html).toContain("Realism scorecard");
    expect(html).toContain("Both cubes have this energy axis");
    const found = JSON.parse(readFileSync(at("report", "comparison.json"), "utf8"));
    expect(found).toEqual(await compare("a.h5", "b.h5"));
    expect(readdirSync(at("report")).length).toBe(2 * FIGURES.length + 2);
  });

  it("writes a report of an infinite distance, and of one pixel", async () => {
    await run("low.h5", "high.h5", "-o", "infinite", "--quiet");
    // No line stands out of a flat spectrum.
    const figures = readdirSync(at("infinite"))
      .filter((name) => name.endsWith(".svg"))
      .map((name) => name.slice(0, -4));
    expect(figures).toContain("matrices");
    expect(await expectReport(at("infinite"), figures)).toContain("∞");
    await writeCube(at("pixel.h5"), someCounts([1, 1, 300]), { shape: [1, 1, 300] });
    await run("pixel.h5", "pixel.h5", "-o", "pixel", "--quiet");
    const html = readFileSync(at("pixel", "index.html"), "utf8");
    expect(html).toContain("Not compared: ssim; expected at least 11 pixels and channels, found 1.");
    expect(html).not.toContain("NaN");
  });

  it("compares other sizes and says what it leaves out", async () => {
    const found = await compare("a.h5", "small.h5", "-o", "sizes");
    expect([found.ssim, found.msSsim]).toEqual([null, null]);
    expect(found.cosine).toBeGreaterThan(0);
    const what = "similarity and correlation of maps and matrices";
    expect(found.notCompared).toContainEqual({ what, why: "sizes differ, 20 x 12 and 9 x 5 pixels" });
    expect(await expectReport(at("sizes"), FIGURES)).toContain(`Not compared: ${what}; sizes differ`);
  });

  it("compares other axes and says so", async () => {
    const found = await compare("a.h5", "wide.h5", "-o", "axes");
    expect(found.rebinned).toBe(true);
    expect(found.energyAxis).toMatchObject({ gainKeV: 0.08, channels: 150 });
    expect(found.ssim).toBeGreaterThan(0);
    expect(await expectReport(at("axes"), FIGURES)).toContain(
      "both were brought to 150 channels of 80.00 eV",
    );
  });

  it("takes dataset and energies of either file", async () => {
    const options = ["--dataset-b", "entry", "--energy-b", "0.98,12.98"];
    const found = await compare("a.h5", "bare.h5", ...options, "--no-similarity");
    for (const name of DISTANCES) expect(Math.abs(found[name]!), name).toBeLessThan(1e-7);
    expect([found.rebinned, found.ssim, found.poissonReference.ssim]).toEqual([false, null, null]);
    const both = ["--dataset", "entry", "--energy", "1,13"];
    expect((await compare("bare.h5", "bare.h5", ...both)).ssim).toBe(1);
  });

  it("prints its numbers without an output, and nothing with --quiet", async () => {
    const stdout = await run("a.h5", "b.h5", "--no-similarity");
    const { chiSquare, realism } = await compare("a.h5", "b.h5", "--no-similarity");
    const printed = (value: number | null) => new RegExp(` ${value?.toPrecision(6)}$`, "m");
    expect(stdout).toMatch(printed(chiSquare));
    expect(stdout).toMatch(printed(realism.lineRatios.distance));
    expect(stdout).toMatch(/^ {2}msSsim +-$/m);
    expect(await run("a.h5", "b.h5", "--no-similarity", "--quiet")).toBe("");
    expect(await run("a.h5", "b.h5", "--no-similarity", "--quiet", "-o", "quiet")).toBe("");
    expect(readdirSync(at("quiet"))).toContain("index.html");
  });
});
