// `ganx spectrum` of a stack in words, with an instrument.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { mistake, runCli, success, temporaryFolder } from "./run-cli.js";

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const STACK = "azurite:30um / lead_white:100um / linen_canvas";
const spectrum = (...args: string[]) => runCli(["spectrum", ...args], { cwd: folder });

function table(csv: string): { header: string[]; rows: number[][] } {
  const [header = "", ...rows] = csv.trim().split("\n");
  return { header: header.split(","), rows: rows.map((row) => row.split(",").map(Number)) };
}

describe("ganx spectrum", () => {
  it("prints a row for each channel, whose parts sum to the counts", async () => {
    const { header, rows } = table(success(await spectrum(STACK, "--instrument", "m6-jetstream")));
    const parts = ["lines", "scatter", "escape", "pile_up", "air", "strobe"];
    expect(header).toEqual(["energy_kev", "counts_per_second", ...parts]);
    expect(rows).toHaveLength(4096);
    for (const [, counts, ...values] of rows) {
      const sum = values.reduce((a, b) => a + b, 0);
      expect(Math.abs(sum - counts)).toBeLessThanOrEqual(1e-6 * counts + 1e-12);
    }
    const highest = (column: string, low: number, high: number): number => {
      const values = rows.filter(([energyKeV]) => energyKeV > low && energyKeV < high);
      const i = header.indexOf(column);
      return values.reduce((best, row) => (row[i] > best[i] ? row : best))[0];
    };
    expect(highest("lines", 1, 40)).toBeCloseTo(8.04, 1);
    expect(highest("scatter", 19.5, 21)).toBeCloseTo(20.18, 1);
    expect(highest("air", 1, 40)).toBeCloseTo(2.96, 1);
    expect(highest("escape", 5, 7)).toBeCloseTo(6.3, 1);
    expect(highest("pile_up", 12, 40)).toBeCloseTo(16.08, 1);
  });

  it("writes CSV, PNG and SVG with labels; a dwell scales counts", async () => {
    const text = success(await spectrum(STACK, "-o", at("s.csv"), "--dwell", "100ms"));
    expect(text).toMatch(
      /^labec: [\d.e+]+ counts a second, .* counts in 0\.1 s\nlines, counts a second: Cu Ka /,
    );
    const { header, rows } = table(readFileSync(at("s.csv"), "utf8"));
    expect(header.at(-1)).toBe("expected_counts");
    for (const row of rows) expect(row[row.length - 1]).toBeCloseTo(0.1 * row[1], 8);

    expect(success(await spectrum(STACK, "-o", at("s.svg"), "--log", "--quiet"))).toBe("");
    const svg = readFileSync(at("s.svg"), "utf8");
    for (const label of ["Cu Ka", "Cu Kb", "Pb La", "Pb Lb", "Mo Ka Rayleigh"])
      expect(svg).toContain(`>${label}<`);
    expect(svg).toContain("azurite:30um / lead_white:100um / linen_canvas");
    success(await spectrum(STACK, "-o", at("s.png")));
    expect(readFileSync(at("s.png")).subarray(1, 4).toString()).toBe("PNG");
  });

  it("takes a file of layers and prints JSON", async () => {
    writeFileSync(
      at("stack.json"),
      '[{"material":"vermilion","thicknessUm":20},{"material":"chalk","thicknessUm":"Infinity"}]',
    );
    const json = JSON.parse(success(await spectrum("--stack", "stack.json", "--json", "--channels", "256")));
    expect(json.counts).toHaveLength(256);
    expect(json.axis.channels).toBe(256);
    expect(json.stack[1]).toEqual({ material: "chalk", thicknessUm: "Infinity" });
    expect(json.lines[0].name).toBe("Hg La");
    expect(json.peaks.map(({ label }: { label: string }) => label)).toContain("Hg Lb");
    expect(Object.keys(json.parts)).toContain("compton");
  });

  it("counts more with more current, by less than the current where dead time counts", async () => {
    const total = async (current: string): Promise<number> => {
      const text = success(await spectrum(STACK, "--current", current, "--json"));
      return JSON.parse(text).countsPerSecond;
    };
    const ratio = (await total("200uA")) / (await total("0.1mA"));
    expect(ratio).toBeGreaterThan(1.8);
    expect(ratio).toBeLessThan(2);
  });
});

describe("ganx spectrum refuses", () => {
  it.concurrent.each<[string, string[], RegExp]>([
    ["nothing", [], /expected a stack such as .*found neither/],
    ["both forms of a stack", [STACK, "--stack", "a.json"], /a stack or --stack FILE, found both/],
    ["lines of a stack in words", [STACK, "--lines", "--beam", "20"], /--lines: expected --stack FILE/],
    [
      "lines with an instrument",
      ["--stack", "a.json", "--beam", "20", "--lines", "--instrument", "labec"],
      /no --instrument beside it/,
    ],
    ["a beam without lines", [STACK, "--beam", "20"], /'--lines' not specified/],
    ["a misspelt material", ["azurit"], /stack: layer 1: .*"azurite", found "azurit"/],
    ["no thickness", ["azurite / chalk"], /layer 1: expected a thickness/],
    ["an unknown instrument", [STACK, "--instrument", "m6"], /found "m6"/],
    ["an unknown ending", [STACK, "-o", "s.pdf"], /ends in \.csv, \.png, \.svg, found "s\.pdf"/],
    ["a folder that is not there", [STACK, "-o", "none/s.csv"], /cannot write none\/s\.csv/],
    ["a dwell in words", [STACK, "--dwell", "soon"], /--dwell: expected a time/],
    ["a dwell below 0", [STACK, "--dwell=-1s"], /--dwell: expected a number from 0/],
    ["a current without unit", [STACK, "--current", "5"], /--current: expected a current/],
    ["two stacks", [STACK, "chalk"], /too many arguments/],
  ])("%s", async (_, args, reason) => {
    expect(mistake(await spectrum(...args))).toMatch(reason);
    expect(existsSync(at("s.pdf"))).toBe(false);
  });
});
