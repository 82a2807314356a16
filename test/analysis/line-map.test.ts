import { describe, expect, test } from "vitest";
import { lineMap } from "../../src/analysis/line-map.js";
import { lineWindow } from "../../src/analysis/line-window.js";
import { rebinCube } from "../../src/analysis/rebin.js";
import { createScan } from "../../src/create-scan.js";
import { DEFAULT_ENERGY_AXIS } from "../../src/energy-axis.js";
import { GanxError } from "../../src/errors.js";
import { DEFAULT_INSTRUMENT, fwhmKeV } from "../../src/instrument.js";
import { parseLine } from "../../src/lines.js";
import { blockPicture } from "../scan/picture.js";

const axis = DEFAULT_ENERGY_AXIS;

describe("lineWindow", () => {
  test.each(["Pb La", "Ca Ka", "Sn Ka", "S Ka"])("of %s holds the channels within a FWHM", (line) => {
    const [first, end] = lineWindow(axis, line);
    const { energyKeV } = parseLine(line);
    const within = (widthKeV: number) => {
      const inside = [...Array(axis.channels).keys()].filter(
        (i) => Math.abs(axis.offsetKeV + i * axis.gainKeV - energyKeV) <= widthKeV / 2,
      );
      return [inside[0], inside.at(-1)! + 1];
    };
    expect([first, end]).toEqual(within(fwhmKeV(DEFAULT_INSTRUMENT, energyKeV)));
    expect(lineWindow(axis, line, { windowKeV: 1 })).toEqual(within(1));
  });

  test("is never empty and stays on the axis", () => {
    const coarse = { offsetKeV: 10, gainKeV: 1, channels: 2 };
    expect(lineWindow(coarse, "Pb La")).toEqual([1, 2]);
    expect(lineWindow(axis, "Pb La", { windowKeV: 1e-6 }).reduce((a, b) => b - a)).toBe(1);
    expect(lineWindow(axis, "Pb La", { windowKeV: 1000 })).toEqual([0, 1024]);
  });

  test("follows the detector", () => {
    const detector = { ...DEFAULT_INSTRUMENT.detector, noiseEV: 500 };
    const [first, end] = lineWindow(axis, "Fe Ka", { instrument: { ...DEFAULT_INSTRUMENT, detector } });
    expect(end - first).toBeGreaterThan(12);
  });

  test.each([
    [axis, "Rh Kb9", {}, /has no line/],
    [axis, "Ba Kb", { windowKeV: 0 }, /window: expected a number/],
    [{ ...axis, channels: 100 }, "Pb La", {}, /line Pb La: expected one between/],
    [{ ...axis, gainKeV: -1 }, "Pb La", {}, /energy axis/],
  ])("refuses case %#", (on, line, options, message) => {
    expect(() => lineWindow(on, line, options)).toThrow(GanxError);
    expect(() => lineWindow(on, line, options)).toThrow(message);
  });
});

describe("lineMap", () => {
  test("of a materialised scan is the scan's own, and that of a rebinned one the same where the windows agree", async () => {
    const scan = await createScan(blockPicture(23, 9, 4), { seed: 3, counts: 300, clusters: 4, delta: 0 });
    const cube = scan.region({ x: 0, y: 0, width: 23, height: 9 });
    for (const options of [{}, { windowKeV: 0.5 }]) {
      for (const line of ["Pb La", "Ca Ka", "Cu Ka"]) {
        expect(lineMap(cube, line, options)).toEqual(scan.lineMap(line, options));
      }
    }
    const all = { windowKeV: 1000 };
    const map = lineMap(rebinCube(cube, 2.5), "Pb La", all);
    expect(map).toEqual(new Float32Array(23 * 9).fill(300));
  });

  test("sums counts of every type, over several blocks of memory", () => {
    const energyAxis = { offsetKeV: 0, gainKeV: 0.01, channels: 3000 };
    const [first, end] = lineWindow(energyAxis, "Pb La", { windowKeV: 20 });
    const ramp = Array.from({ length: 4 * 250 * 3000 }, (_, i) => (i * 31) % 97);
    for (const type of [Uint8Array, Uint16Array, Uint32Array, Float32Array, Float64Array]) {
      const cube = { width: 250, height: 4, channels: 3000, energyAxis, counts: type.from(ramp) };
      const map = lineMap(cube, "Pb La", { windowKeV: 20 });
      for (const p of [0, 1, 499, 500, 501, 999]) {
        const window = ramp.slice(p * 3000 + first, p * 3000 + end);
        expect(map[p]).toBe(window.reduce((a, b) => a + b, 0));
      }
    }
  });

  test("refuses what is no cube, and a line that is not on its axis", () => {
    const cube = { width: 1, height: 1, channels: 1024, energyAxis: axis, counts: new Uint16Array(1024) };
    expect(() => lineMap({ ...cube, counts: new Uint16Array(3) }, "Pb La")).toThrow(/cube.counts/);
    expect(() => lineMap(cube, "F Ka", { windowKeV: 0.1 })).not.toThrow();
    expect(() => lineMap({ ...cube, energyAxis: { ...axis, offsetKeV: 20 } }, "Pb La")).toThrow(
      /expected one between/,
    );
  });
});
