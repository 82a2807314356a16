// Cubes over another quantity than energy.
import { describe, expect, test } from "vitest";
import { commonAxis, sameAxis } from "../../src/analysis/axes.js";
import { compareCubes } from "../../src/analysis/compare.js";
import { sourceOf } from "../../src/analysis/cube-source.js";
import { findPeaks } from "../../src/analysis/find-peaks.js";
import { identifyLines } from "../../src/analysis/identify-lines.js";
import { inspectCube } from "../../src/analysis/inspect.js";
import { lineWindow } from "../../src/analysis/line-window.js";
import { rebinCube, rebinToAxis } from "../../src/analysis/rebin.js";
import { snipBackground } from "../../src/analysis/snip.js";
import { createScan } from "../../src/create-scan.js";
import { checkEnergyAxis, energyAxisFromRange } from "../../src/energy-axis.js";
import { spectrumSvg } from "../../src/figures/spectrum-plot.js";
import { DEFAULT_INSTRUMENT } from "../../src/instrument.js";
import { stackSpectrum } from "../../src/xray/stack-spectrum.js";
import { flatPicture } from "../scan/picture.js";

const nm = energyAxisFromRange(400, 1000, 60, "wavelength");
const perCm = energyAxisFromRange(400, 1000, 60, "wavenumber");
const keV = energyAxisFromRange(400, 1000, 60);
const counts = Uint16Array.from({ length: 60 }, (_, i) => 10 + i);
const cube = (energyAxis = nm) => sourceOf({ width: 1, height: 1, energyAxis, counts });

test("an axis keeps its quantity, and energy is not written", () => {
  expect(checkEnergyAxis({ ...keV, quantity: "energy" })).toEqual(keV);
  expect(checkEnergyAxis(nm).quantity).toBe("wavelength");
  expect(() => checkEnergyAxis({ ...nm, gainKeV: 0 })).toThrow(/a gain above 0 nm/);
  expect(() => checkEnergyAxis({ ...nm, quantity: "time" as never })).toThrow(
    /quantity of energy, wavelength/,
  );
});

describe("axes of one quantity", () => {
  test("are compared and rebinned in it", () => {
    expect(sameAxis(nm, { ...nm })).toBe(true);
    expect(commonAxis(nm, energyAxisFromRange(500, 1200, 35, "wavelength"))).toEqual(
      energyAxisFromRange(500, 1000, 25, "wavelength"),
    );
    const rebinned = rebinCube({ width: 1, height: 1, channels: 60, energyAxis: nm, counts }, 2);
    expect(rebinned.energyAxis).toEqual(energyAxisFromRange(400, 1000, 30, "wavelength"));
  });

  test("are told from others", () => {
    expect(sameAxis(nm, perCm)).toBe(false);
    const message = /expected axes of one quantity, found wavelength \(nm\) and energy \(keV\)/;
    expect(() => commonAxis(nm, keV)).toThrow(message);
    expect(() => rebinToAxis(counts, 1, nm, keV)).toThrow(message);
    const plot = {
      axis: nm,
      series: [
        { label: "a", values: counts, axis: keV },
        { label: "b", values: counts },
      ],
    };
    expect(() => spectrumSvg(plot)).toThrow(/expected axes of one quantity/);
  });

  test("make cubes that are compared with each other", async () => {
    const found = await compareCubes(cube(), cube());
    expect(found.energyAxis).toEqual(nm);
    expect(found.lines).toEqual([]);
    await expect(compareCubes(cube(), cube(keV))).rejects.toThrow(/axes of one quantity/);
  });
});

test("figures name the quantity and its unit", () => {
  const svg = (axis: typeof nm) => spectrumSvg({ axis, series: [{ label: "a", values: counts }] });
  expect(svg(nm)).toContain("wavelength / nm");
  expect(svg(perCm)).toContain("wavenumber / cm⁻¹");
  expect(svg(keV)).toContain("energy / keV");
});

test("inspectCube looks for no lines, and SNIP takes its width in channels", async () => {
  const found = await inspectCube(cube());
  expect([found.maps, found.peaks, found.energyAxis]).toEqual([[], [], nm]);
  expect(found.background).toEqual(snipBackground(counts));
});

describe("what is of energy alone refuses", () => {
  const message = /expected an axis of energy \(keV\), found one of wavelength \(nm\)/;
  const instrument = { ...DEFAULT_INSTRUMENT, axis: nm };
  test.each<[string, () => unknown]>([
    ["a line's window", () => lineWindow(nm, "Pb La")],
    ["peaks", () => findPeaks(counts, { axis: nm })],
    ["lines", () => identifyLines([], { axis: nm })],
  ])("%s", (_, call) => {
    expect(call).toThrow(message);
  });

  test.each<[string, () => Promise<unknown>]>([
    ["the lines of an inspection", () => inspectCube(cube(), { lines: ["Pb La"] })],
    ["an instrument", () => stackSpectrum([{ material: "azurite", thicknessUm: 30 }], instrument)],
    ["compositions", () => createScan(flatPicture(4, 4, [1, 2, 3]), { instrument })],
    ["paint", () => createScan(flatPicture(4, 4, [1, 2, 3]), { instrument, mixing: "paint" })],
  ])("%s", async (_, call) => {
    await expect(call()).rejects.toThrow(message);
  });
});
