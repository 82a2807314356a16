// Instruments, currents and ganx's own pigments on the command line.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Dataset } from "h5wasm";
import { describe, expect, it } from "vitest";
import {
  generateIn,
  lookInto,
  mistake,
  photonsOf,
  randomPicture,
  readCube,
  runCli,
  smallLibrary,
  success,
  temporaryFolder,
} from "./run-cli.js";

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
randomPicture(at("painting.png"), 24, 16);
smallLibrary(at("measured.json"));
writeFileSync(
  at("own.json"),
  JSON.stringify({ base: "xglab", name: "own", axis: { lowKeV: 0, highKeV: 20, channels: 128 } }),
);
writeFileSync(at("broken.json"), "{");
writeFileSync(at("wrong.json"), '{"tube": {"kV": 600}}');

const FEW = ["--palette", "azurite,lead_white", "--clusters", "2", "--delta", "0"];
const generate = (...options: string[]) => generateIn(folder, "painting.png", ...FEW, ...options);

const MISTAKES: [options: string, reason: RegExp][] = [
  ["--instrument m6", /instrument: expected labec, m6-jetstream.*found "m6"/],
  ["--instrument none.json", /none\.json.*no such file/i],
  ["--instrument broken.json", /broken\.json: expected JSON/],
  ["--instrument wrong.json", /wrong\.json: instrument: expected tube\.kV of 1 to 60, found 600/],
  ["--current 200uA", /--current with --dwell and without --count-rate/],
  ["--dwell 1s --count-rate 5 --current 200uA", /--current with --dwell and without --count-rate/],
  ["--dwell 1s --current 200", /--current: expected a current such as 200uA or 0\.2mA, found "200"/],
  ["--dwell 1s --current -2uA", /--current: expected a current/],
  ["--dwell 1s --current 10A", /instrument: expected tube\.currentUA of 0 to 1000000, found 10000000/],
  ["--dwell 1s", /--dwell and --count-rate together.*with --instrument or --current/],
  ["--instrument labec --dwell 1s --counts 5", /without --counts/],
  ["--instrument labec --dwell 10000s", /dwell: expected at most 1000000 photons a pixel/],
  ["--period 1500..1400", /--period: expected FROM\.\.TO.*found 1500\.\.1400/],
  ["--period soon", /--period: expected FROM\.\.TO.*found "soon"/],
  ["--period 1900..", /--palette: azurite was in use from 2500 BCE to 1750, not from 1900/],
  ["--palette azurit", /--palette: .*found "azurit"; the nearest is "azurite"/],
  ["--palette ,", /--palette: expected ids of pigments, found ""/],
  ["--technique mosaic", /--technique.*'mosaic'.*manuscript, panel, canvas, fresco/],
  ["--library measured.json", /--library without --period, --palette and --technique/],
];

describe("ganx generate refuses", () => {
  it.concurrent.each(MISTAKES)("%s", async (options, reason) => {
    const run = await generate(...options.split(" "));
    expect(mistake(run)).toMatch(reason);
    expect(run.files).toEqual([]);
  });

  it("a dwell at an instrument's rate with a measured spectrum", async () => {
    const options = ["--library", "measured.json", "--instrument", "labec", "--dwell", "1s"];
    const run = await generateIn(folder, "painting.png", ...options);
    expect(mistake(run)).toMatch(/dwell: expected a count rate too, as pigment "Ochre"/);
  });
});

describe("ganx generate --instrument", () => {
  it.each<[string, string[], object]>([
    ["ag-fresco", [], { offsetKeV: 0, gainKeV: 0.02917, channels: 1024 }],
    ["own.json", [], { offsetKeV: 10 / 128, gainKeV: 20 / 128, channels: 128 }],
    ["own.json", ["--channels", "64"], { offsetKeV: 10 / 64, gainKeV: 20 / 64, channels: 64 }],
    ["own.json", ["--energy", "1,33"], { offsetKeV: 1.125, gainKeV: 0.25, channels: 128 }],
  ])("%s %j decides the axis", async (name, options, axis) => {
    const run = await generate("--json", "--instrument", name, ...options);
    const json = JSON.parse(success(run));
    expect(json).toMatchObject(axis);
    expect(json.recipe.instrument.tube.anode).toBe(name === "own.json" ? "Rh" : "Ag");
    expect((await readCube(run.output)).shape[2]).toBe(json.channels);
  });

  it("with dwell and current gives Poisson photons that the file tells, and can be made again", async () => {
    const options = ["--instrument", "own.json", "--dwell", "20ms", "--current", "50uA"];
    const run = await generate("--json", ...options);
    const { recipe } = JSON.parse(success(run));
    expect(recipe.counts).toEqual({ model: "dwell", dwellSeconds: 0.02, poisson: true });
    expect(recipe.instrument).toMatchObject({ name: "own", tube: { currentUA: 50 } });
    const means = await lookInto(
      run.output,
      (file) => (file.get("truth/photons") as Dataset).value as Float32Array,
    );
    const photons = photonsOf(await readCube(run.output));
    const [found, expected] = [photons, [...means]].map((values) => values.reduce((a, b) => a + b, 0));
    expect(Math.abs(found - expected)).toBeLessThan(4.5 * Math.sqrt(expected));
    expect(expected / means.length).toBeGreaterThan(1);
    expect(success(await runCli(["regenerate", run.output, "-o", at("again.h5")]))).toContain("identical");
    expect(readFileSync(at("again.h5")).equals(readFileSync(run.output))).toBe(true);
  });

  it("is said in the summary", async () => {
    const text = success(await generate("--instrument", "own.json", "--dwell", "20ms"));
    expect(text).toMatch(
      /Poisson, what the instrument counts in 0\.02 s, [\d.]+ to [\d.]+ photons a pixel on average, in 128/,
    );
  });
});

describe("a colour that nothing fits", () => {
  it("is named in the summary, in words and in JSON", async () => {
    const text = success(await generate("--threshold", "0.99", "--channels", "64"));
    expect(text).toMatch(
      /^nothing in the library fits \d colours?, .* as well as 0\.99: #[0-9a-f]{6} \(best similarity 0\.\d\d\)/m,
    );
    const json = JSON.parse(success(await generate("--json", "--threshold", "0.99", "--channels", "64")));
    expect(json.poorFits).toEqual(json.colors.map(({ hex }: { hex: string }) => hex));
    for (const { fits, bestSimilarity } of json.colors) {
      expect(fits).toBe(false);
      expect(bestSimilarity).toBeLessThan(0.99);
    }
  });

  it("is not, where all fit", async () => {
    const run = await generate("--json", "--threshold", "0", "--channels", "64");
    expect(JSON.parse(success(run)).poorFits).toEqual([]);
    expect(success(await generate("--threshold", "0", "--channels", "64"))).not.toContain(
      "nothing in the library",
    );
  });
});
