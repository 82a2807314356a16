import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { lineWindow } from "../../src/analysis/line-window.js";
import { energyAxisFromRange } from "../../src/energy-axis.js";
import { SHAPE, someCounts, writeCube } from "./cube-fixtures.js";
import { expectReport, readGrey16, readNpy } from "./report-checks.js";
import { randomPicture, readCube, runCli, smallLibrary, success, temporaryFolder } from "./run-cli.js";

const folder = temporaryFolder();
const at = (...names: string[]): string => join(folder, ...names);
const FIGURES = ["line-maps", "total-spectrum", "maximum-spectrum"];
const [HEIGHT, WIDTH, CHANNELS] = SHAPE;
const AXIS = { offsetKeV: 1, gainKeV: 0.04, channels: CHANNELS };

interface InspectionJson {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly offsetKeV: number;
  readonly gainKeV: number;
  readonly counts: number;
  readonly countsPerPixel: number;
  readonly background: string;
  readonly dataset: string;
  readonly omittedLines: string[];
  readonly maps: {
    name: string;
    firstChannel: number;
    lastChannel: number;
    mean: number;
    file: string;
    pngValuesPerCount: number;
  }[];
  readonly peaks: { energyKeV: number; counts: number; significance: number; lines: string[] }[];
}

const inspect = async (cube: string, report: string, ...options: string[]): Promise<string> =>
  success(await runCli(["inspect", cube, "-o", report, ...options], { cwd: folder }));
const jsonOf = (report: string): InspectionJson =>
  JSON.parse(readFileSync(at(report, "inspection.json"), "utf8"));
const sumOf = (values: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
};

/** Counts from one channel to another, both included, for every pixel. */
function mapOf(counts: ArrayLike<number>, channels: number, first: number, last: number): Float64Array {
  const map = new Float64Array(counts.length / channels);
  for (let pixel = 0; pixel < map.length; pixel++) {
    for (let c = first; c <= last; c++) map[pixel]! += counts[pixel * channels + c]!;
  }
  return map;
}

beforeAll(async () => {
  await writeCube(at("good.h5"));
  await writeCube(at("bare.h5"), someCounts(), { axis: null, dataset: "entry" });
  randomPicture(at("painting.png"), 26, 14);
  const options = ["--library", smallLibrary(at("small.json")), "--seed", "4", "--counts", "700"];
  success(await runCli(["generate", "painting.png", "-o", "scan.h5", ...options], { cwd: folder }));
});

describe.concurrent("ganx inspect", () => {
  it("writes a report of a scan with its palette, and maps that are sums of its counts", async () => {
    const stdout = await inspect("scan.h5", "scan", "--lines", "Fe Ka,cu ka", "--window", "0.4");
    expect(stdout).toMatch(
      /^scan.index\.html\n[\d.]+ s \(open .*counts .*maps .*figures .*\), \d+ MiB at most\n$/,
    );
    const html = await expectReport(at("scan"), [...FIGURES, "palette"]);
    expect(html).toMatch(/seed 4, 700 photons a pixel/);
    expect(html).toMatch(/Ochre|Azurite|Soot/);
    const { counts, offsetKeV, gainKeV } = await readCube(at("scan.h5"));
    const found = jsonOf("scan");
    const axis = { offsetKeV, gainKeV, channels: found.channels };
    expect(found).toMatchObject({ ...axis, width: 26, height: 14, dataset: "/img", background: "none" });
    expect([found.counts, found.countsPerPixel]).toEqual([700 * 26 * 14, 700]);
    expect(found.maps.map(({ name }) => name)).toEqual(["Fe Ka", "Cu Ka"]);
    expect(readdirSync(at("scan", "maps")).sort()).toEqual([
      "cu-ka.npy",
      "cu-ka.png",
      "cu-ka.tif",
      "elements.dms",
      "fe-ka.npy",
      "fe-ka.png",
      "fe-ka.tif",
    ]);
    for (const { name, firstChannel, lastChannel, mean, file, pngValuesPerCount } of found.maps) {
      expect([firstChannel, lastChannel + 1]).toEqual(lineWindow(axis, name, { windowKeV: 0.4 }));
      const map = mapOf(counts, axis.channels, firstChannel, lastChannel);
      expect(sumOf(map)).toBeGreaterThan(0);
      expect(mean).toBe(sumOf(map) / map.length);
      expect(pngValuesPerCount).toBe(1);
      const npy = readNpy(at("scan", `${file}.npy`));
      expect(npy.shape).toEqual([14, 26]);
      expect([...npy.values]).toEqual([...map]);
      const png = readGrey16(at("scan", `${file}.png`));
      expect([png.width, png.height]).toEqual([26, 14]);
      expect([...png.values]).toEqual([...map]);
    }
  });

  it("takes the background away with --background snip and scales PNGs then", async () => {
    await inspect("good.h5", "snip", "--background", "snip", "--lines", "Fe Ka,Ti Ka");
    await inspect("good.h5", "gross", "--lines", "Fe Ka,Ti Ka");
    expect(readFileSync(at("snip", "index.html"), "utf8")).toMatch(/SNIP background .* is taken away/);
    const [net, gross] = [jsonOf("snip"), jsonOf("gross")];
    expect([net.background, gross.background]).toEqual(["snip", "none"]);
    net.maps.forEach(({ mean, file, pngValuesPerCount: scale }, i) => {
      expect(mean).toBeLessThan(gross.maps[i]!.mean);
      const { values } = readNpy(at("snip", `${file}.npy`));
      expect(sumOf(values) / values.length).toBeCloseTo(mean, 6);
      const png = readGrey16(at("snip", `${file}.png`));
      expect(Math.max(...png.values)).toBe(65_535);
      png.values.forEach((value, pixel) => {
        expect(Math.abs(value - Math.max(0, values[pixel]! * scale))).toBeLessThanOrEqual(0.5 + 1e-9);
      });
    });
    // The line lies there, and nothing but the background at titanium.
    expect(net.maps[0]!.mean).toBeGreaterThan(5);
    expect(Math.abs(net.maps[1]!.mean)).toBeLessThan(0.5);
    const [iron] = [...net.peaks].sort((a, b) => b.counts - a.counts);
    expect(Math.abs(iron!.energyKeV - 6.4)).toBeLessThan(0.05);
    expect(iron!.significance).toBeGreaterThan(5);
  });

  it("names the default lines that the axis does not reach", async () => {
    await inspect("bare.h5", "named", "--dataset", "/entry", "--energy", "0.5,9.5", "--quiet");
    const { omittedLines, maps, dataset, gainKeV, offsetKeV } = jsonOf("named");
    const axis = energyAxisFromRange(0.5, 9.5, CHANNELS);
    expect({ dataset, gainKeV, offsetKeV, channels: CHANNELS }).toEqual({ dataset: "/entry", ...axis });
    expect(omittedLines).toEqual(["Au La", "Hg La", "Pb La"]);
    expect(maps.length).toBe(5);
    expect(await expectReport(at("named"), FIGURES)).toContain(
      "Not on the energy axis: Au La, Hg La, Pb La.",
    );
  });

  it("prints one JSON object with --json, and nothing with --quiet", async () => {
    const stdout = await inspect("good.h5", "json", "--json");
    expect(stdout).toMatch(/^\{.*\}\n$/);
    expect(JSON.parse(stdout)).toEqual(jsonOf("json"));
    const found = JSON.parse(stdout) as InspectionJson;
    const counts = someCounts();
    expect([found.counts, found.countsPerPixel]).toEqual([sumOf(counts), sumOf(counts) / (HEIGHT * WIDTH)]);
    for (const { name, firstChannel, lastChannel, mean } of found.maps) {
      expect([firstChannel, lastChannel + 1]).toEqual(lineWindow(AXIS, name));
      expect(mean).toBe(sumOf(mapOf(counts, CHANNELS, firstChannel, lastChannel)) / (HEIGHT * WIDTH));
    }
    expect(await inspect("good.h5", "quiet", "--quiet")).toBe("");
  });

  it("is the same twice", async () => {
    await inspect("good.h5", "first", "--quiet");
    await inspect("good.h5", "second", "--quiet");
    const files = readdirSync(at("first"), { recursive: true, encoding: "utf8" }).sort();
    expect(readdirSync(at("second"), { recursive: true }).sort()).toEqual(files);
    for (const file of files.filter((name) => name.includes("."))) {
      expect(readFileSync(at("first", file)).equals(readFileSync(at("second", file))), file).toBe(true);
    }
  });

  it.each<[what: string, counts: Uint16Array | Float32Array, shape: number[], axis: [number, number]]>([
    ["no counts", new Uint16Array(40 * 300), [5, 8, 300], [1, 0.04]],
    ["one pixel", someCounts([1, 1, 300]), [1, 1, 300], [1, 0.04]],
    ["one channel", Uint16Array.from({ length: 40 }, (_, i) => i), [5, 8, 1], [10, 4]],
    ["fractions of counts", Float32Array.from(someCounts(), (n) => n / 1000), [...SHAPE], [1, 0.04]],
    ["counts beyond 16 bits", Float32Array.from(someCounts(), (n) => n * 1e6), [...SHAPE], [1, 0.04]],
    ["energies below 0", someCounts(), [...SHAPE], [-2, 0.04]],
  ])("shows a cube of %s", async (what, counts, shape, axis) => {
    const name = what.replaceAll(" ", "-");
    await writeCube(at(`${name}.h5`), counts, { shape, axis });
    await inspect(`${name}.h5`, name, "--background", "snip");
    await expectReport(at(name), FIGURES);
    const found = jsonOf(name);
    expect(JSON.stringify(found)).not.toContain("null");
    expect(found.counts / sumOf(counts) || 1).toBeCloseTo(1, 12);
    for (const { file } of found.maps) {
      expect(readNpy(at(name, `${file}.npy`)).values.every(Number.isFinite)).toBe(true);
      expect(readGrey16(at(name, `${file}.png`)).values.length).toBe(shape[0]! * shape[1]!);
    }
  });
});
