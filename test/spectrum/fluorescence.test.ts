import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { XRAY_ELEMENTS } from "../../src/data/xray-data.js";
import { sineOfDegrees } from "../../src/kernels/attenuation.js";
import { loadPhysics } from "../../src/kernels/physics.js";
import { constituents } from "../../src/xray/composition.js";
import { energyBins } from "../../src/xray/energy-bins.js";
import { emittedLines } from "../../src/xray/fluorescence.js";
import { totalAttenuation } from "../../src/xray/material.js";

await loadPhysics();

type Row = [formula: string, beamKeV: number, element: string, line: string, photons: number];
const fisx: { rows: Row[] } = JSON.parse(
  readFileSync(new URL("../golden/fisx-primary.json", import.meta.url), "utf8"),
);

function photonsOf([formula, beamKeV, symbol, siegbahn]: Row): number {
  const parts = constituents({ formula }, XRAY_ELEMENTS);
  const beam = { energiesKeV: Float64Array.of(beamKeV), photons: Float64Array.of(1) };
  const sines = { in: sineOfDegrees(60), out: sineOfDegrees(45) };
  const emitted = emittedLines([{ parts, massThickness: Infinity }], beam, sines);
  return emitted.find((line) => line.symbol === symbol && line.siegbahn === siegbahn)!.primary;
}

describe("emittedLines", () => {
  test("agrees with fisx within 1.2 %, half of the lines within 0.4 %", () => {
    const errors = fisx.rows.map((row) => Math.abs(photonsOf(row) / row[4] - 1));
    fisx.rows.forEach((row, i) => {
      expect(errors[i], row.slice(0, 4).join(" ")).toBeLessThan(0.012);
    });
    expect(errors.sort((a, b) => a - b)[Math.floor(errors.length / 2)]).toBeLessThan(0.004);
  });
});

describe("totalAttenuation", () => {
  // NIST XCOM (M. J. Berger, J. H. Hubbell et al.), total with coherent scattering, cm2/g; EPDL97 differs by a few percent.
  test.each([
    ["Cu", 10, 215.9],
    ["Cu", 20, 33.79],
    ["Pb", 10, 130.6],
    ["Pb", 20, 86.36],
    ["Ca", 10, 93.41],
    ["C", 10, 2.373],
    ["O", 5, 47.9],
  ])("%s at %f keV is near NIST's %f cm2/g", (formula, energyKeV, expected) => {
    const [mu] = totalAttenuation(constituents({ formula }, XRAY_ELEMENTS), Float64Array.of(energyKeV));
    expect(Math.abs(mu! / expected - 1)).toBeLessThan(0.04);
  });
});

describe("energyBins", () => {
  test("tile the range and are split at edges", () => {
    const { centres, widths } = energyBins(40, [13.0352, 0.1, 90, 13.0352]);
    expect(widths.reduce((a, b) => a + b, 0)).toBeCloseTo(39.5, 9);
    expect(Math.max(...widths)).toBeLessThanOrEqual(0.0500001);
    expect(Math.min(...widths)).toBeGreaterThan(0);
    const straddling = centres.findIndex(
      (c, i) => c - widths[i]! / 2 < 13.0351 && c + widths[i]! / 2 > 13.0353,
    );
    expect(straddling).toBe(-1);
  });

  test("widen with the energy where so asked", () => {
    const { centres, widths } = energyBins(50, [], { relativeStep: 0.03 });
    expect(centres.length).toBeLessThan(170);
    widths.forEach((width, i) => {
      expect(width / (centres[i]! - width / 2)).toBeLessThan(0.0300001);
    });
  });
});
