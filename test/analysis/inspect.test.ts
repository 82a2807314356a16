import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sourceOf } from "../../src/analysis/cube-source.js";
import { type Inspection, inspectCube } from "../../src/analysis/inspect.js";
import { snipBackground } from "../../src/analysis/snip.js";
import { createScan } from "../../src/create-scan.js";
import { openCube } from "../../src/io/open-cube.js";
import { PAPER_LINES } from "../../src/lines.js";
import { writeHdf5 } from "../../src/node.js";
import type { Scan } from "../../src/scan.js";
import { blockPicture } from "../scan/picture.js";
import { AXIS, flat, lineShape, makeCube, together } from "./synthetic.js";

const folder = mkdtempSync(join(tmpdir(), "ganx-inspect-"));
afterAll(() => rmSync(folder, { recursive: true }));

const [WIDTH, HEIGHT] = [31, 17];
const LINES = ["Pb La", "Ca Ka", "Cu Ka"];
let scan: Scan;
beforeAll(async () => {
  scan = await createScan(blockPicture(WIDTH, HEIGHT, 4), { seed: 11, counts: 900, clusters: 4, delta: 0 });
});
const whole = (of: Scan) => of.region({ x: 0, y: 0, width: of.width, height: of.height });

/** Quicker than the runner's own comparison. */
const same = (a: ArrayBufferView, b: ArrayBufferView): boolean =>
  Buffer.from(a.buffer, a.byteOffset, a.byteLength).equals(Buffer.from(b.buffer, b.byteOffset, b.byteLength));

function expectSame(a: Inspection, b: Inspection): void {
  for (const key of ["total", "maximum", "pixels", "background"] as const) {
    expect(same(a[key], b[key]), key).toBe(true);
  }
  expect(a.maps.map(({ values: _, ...rest }) => rest)).toEqual(b.maps.map(({ values: _, ...rest }) => rest));
  a.maps.forEach(({ name, values }, i) => {
    expect(same(values, b.maps[i]!.values), name).toBe(true);
  });
  expect(a.peaks).toEqual(b.peaks);
  expect([a.width, a.height, a.energyAxis, a.omitted]).toEqual([b.width, b.height, b.energyAxis, b.omitted]);
}

describe("inspectCube of a scan", () => {
  test.each([{}, { windowKeV: 0.5 }])("has the scan's own line maps: %j", async (window) => {
    const { maps } = await inspectCube(scan, { lines: LINES, ...window });
    expect(maps.map(({ name }) => name)).toEqual(LINES);
    scan.lineMaps(LINES, window).forEach((values, i) => {
      expect(same(maps[i]!.values, values)).toBe(true);
      const sum = values.reduce((a, b) => a + b, 0);
      expect(sum).toBeGreaterThan(0);
      expect(maps[i]!.mean).toBe(sum / (WIDTH * HEIGHT));
    });
  });

  test("has the sums of plain loops", async () => {
    const { counts, channels } = whole(scan);
    const found = await inspectCube(scan);
    const total = new Float64Array(channels);
    const maximum = new Float64Array(channels);
    const pixels = new Float64Array(WIDTH * HEIGHT);
    counts.forEach((count, i) => {
      total[i % channels] += count;
      maximum[i % channels] = Math.max(maximum[i % channels]!, count);
      pixels[Math.floor(i / channels)] += count;
    });
    expect(same(found.total, total)).toBe(true);
    expect(same(found.total, scan.totalSpectrum())).toBe(true);
    expect(same(found.maximum, maximum)).toBe(true);
    expect(same(found.pixels, pixels)).toBe(true);
    expect(same(found.background, snipBackground(total, { axis: scan.energyAxis }))).toBe(true);
    expect(found.maps.map(({ name }) => name)).toEqual(PAPER_LINES);
    expect(found.omitted).toEqual([]);
    expect(found.peaks.length).toBeGreaterThan(2);
  });

  test.each(["none", "snip"] as const)(
    "is that of its file and of its array, background %s",
    async (background) => {
      const path = join(folder, `${background}.h5`);
      await writeHdf5(scan, path);
      const file = await openCube(path);
      const { counts, energyAxis } = whole(scan);
      const array = sourceOf({ width: WIDTH, height: HEIGHT, energyAxis, counts });
      const found = await inspectCube(scan, { background });
      expectSame(await inspectCube(file, { background }), found);
      expectSame(await inspectCube(array, { background }), found);
      file.close();
    },
  );

  test("tells how far it is, from 0 to 1 without going back", async () => {
    for (const background of ["none", "snip"] as const) {
      const seen: number[] = [];
      const source = sourceOf({ ...whole(scan), width: WIDTH, height: HEIGHT });
      await inspectCube(source, { background, onProgress: (done) => seen.push(done) });
      expect(seen).toEqual([...seen].sort((a, b) => a - b));
      expect(seen[0]).toBeLessThan(0.1);
      expect(seen.at(-1)).toBe(1);
    }
  });

  test("stops on a signal", async () => {
    const signal = AbortSignal.abort();
    await expect(inspectCube(scan, { signal })).rejects.toMatchObject({ code: "ABORTED" });
  });
});

describe('background "snip"', () => {
  const [width, height, area] = [60, 50, 20];
  const line = lineShape(AXIS, "Fe Ka", area);
  // The continuum is twice as high on the right, where the line is.
  const left = flat(AXIS, 2);
  const right = together(flat(AXIS, 4), line);
  const cube = makeCube({ width, height, expected: (x) => (x < width / 2 ? left : right), seed: 5 });

  test("leaves nothing where there is no line, and the line's area where there is", async () => {
    const inspect = async (background: "none" | "snip") => {
      const { maps } = await inspectCube(sourceOf(cube), { lines: ["Fe Ka", "Ti Ka"], background });
      return maps.map(({ values, window: [from, to] }) => {
        const half = (right: boolean) =>
          values.filter((_, i) => i % width >= width / 2 === right).reduce((a, b) => a + b) /
          (values.length / 2);
        return { left: half(false), right: half(true), channels: to - from, from, to };
      });
    };
    const [gross] = await inspect("none");
    const [net, empty] = await inspect("snip");
    const inWindow = line.subarray(net!.from, net!.to).reduce((a, b) => a + b);
    expect(inWindow).toBeGreaterThan(0.7 * area);
    // Photons: sqrt(counts in the window / pixels of a half), five times; SNIP lies below a noisy total by up to 2 %.
    const pixels = (width * height) / 2;
    const error = (mean: number, background: number) => 5 * Math.sqrt(mean / pixels) + 0.02 * background;
    expect(gross!.left).toBeGreaterThan(2 * net!.channels - 1);
    expect(Math.abs(net!.left)).toBeLessThan(error(gross!.left, 2 * net!.channels));
    expect(Math.abs(net!.right - inWindow)).toBeLessThan(error(gross!.right, 4 * net!.channels));
    expect(Math.abs(empty!.left)).toBeLessThan(error(2 * empty!.channels, 2 * empty!.channels));
    expect(Math.abs(empty!.right)).toBeLessThan(error(4 * empty!.channels, 4 * empty!.channels));
  });

  test("takes from all pixels together just the background of the total spectrum", async () => {
    const inspect = (background: "none" | "snip") =>
      inspectCube(sourceOf(cube), { lines: ["Fe Ka"], background });
    const [gross, net] = [await inspect("none"), await inspect("snip")];
    const [from, to] = net.maps[0]!.window;
    const taken = (gross.maps[0]!.mean - net.maps[0]!.mean) * width * height;
    const expected = net.background.subarray(from, to).reduce((a, b) => a + b);
    expect(Math.abs(taken / expected - 1)).toBeLessThan(1e-6);
  });

  test("takes nothing away where no channel has a background", async () => {
    const spikes = new Float64Array(AXIS.channels).map((_, i) => (i % 3 === 1 ? 9 : 0));
    const source = sourceOf(makeCube({ width: 3, height: 2, expected: (x) => spikes.map((v) => v * x) }));
    const inspect = (background: "none" | "snip") => inspectCube(source, { windowKeV: 1, background });
    const { maps, background } = await inspect("snip");
    expect(new Set(background)).toEqual(new Set([0]));
    expect(maps).toEqual((await inspect("none")).maps);
    expect(maps[0]!.values[2]).toBeGreaterThan(0);
  });
});

describe("inspectCube", () => {
  const counts = (values: Float64Array) =>
    sourceOf({ width: 2, height: 1, energyAxis: AXIS, counts: values }, "a.h5");

  test("of a cube without counts is all 0", async () => {
    const found = await inspectCube(counts(new Float64Array(600)), { background: "snip" });
    expect(found.peaks).toEqual([]);
    for (const { values, mean } of found.maps) expect([...values, mean]).toEqual([0, 0, 0]);
    expect(found.total.every((value) => value === 0)).toBe(true);
  });

  test("of one channel, and of one pixel", async () => {
    const energyAxis = { offsetKeV: 10, gainKeV: 4, channels: 1 };
    const one = sourceOf({ width: 2, height: 1, energyAxis, counts: Uint8Array.of(3, 5) });
    const { maps, total, omitted, peaks } = await inspectCube(one);
    expect([...total]).toEqual([8]);
    expect(maps.map(({ name, values }) => [name, ...values])).toContainEqual(["Pb La", 3, 5]);
    expect([...omitted, ...maps.map(({ name }) => name)].sort()).toEqual([...PAPER_LINES].sort());
    expect(omitted).toContain("Ca Ka");
    expect(peaks).toEqual([]);
    const pixel = sourceOf({ width: 1, height: 1, energyAxis: AXIS, counts: new Uint16Array(300).fill(2) });
    expect((await inspectCube(pixel)).pixels).toEqual(Float64Array.of(600));
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, -1])("refuses a count of %d", async (bad) => {
    const values = new Float64Array(600).fill(1);
    values[599] = bad;
    await expect(inspectCube(counts(values))).rejects.toMatchObject({
      code: "INVALID_FILE",
      message: "a.h5: expected counts of 0 or more, found negative ones, NaN or infinity",
    });
  });

  test("refuses sums that doubles do not hold exactly", async () => {
    await expect(inspectCube(counts(new Float64Array(600).fill(2 ** 53)))).rejects.toMatchObject({
      code: "INVALID_FILE",
      message: "a.h5: expected sums of counts below 2^53, found 18014398509481984 in a channel",
    });
  });

  test.each([
    [{ lines: ["Pb"] }, /line: expected an element and a line/],
    [{ lines: ["Ag Ka"] }, /line Ag Ka: expected one between 1 and 13 keV/],
    [{ windowKeV: 0 }, /window: expected a number/],
    [{ background: "linear" as "snip" }, /background: expected none, snip, found "linear"/],
  ])("refuses %j", async (options, message) => {
    await expect(inspectCube(counts(new Float64Array(600)), options)).rejects.toMatchObject({
      code: "INVALID_ARGUMENT",
      message: expect.stringMatching(message),
    });
  });
});
