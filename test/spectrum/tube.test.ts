import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkInstrument } from "../../src/instrument.js";
import { ANODES } from "../../src/instrument-fields.js";
import { loadPhysics } from "../../src/kernels/physics.js";
import { constituents } from "../../src/xray/composition.js";
import { totalAttenuation } from "../../src/xray/material.js";
import { emittedByTube, type TubeSpectrum, tubeSpectrum } from "../../src/xray/tube.js";
import { loadXrayData } from "../../src/xray/xray-data.js";
import { DETECTOR_GOLDEN } from "./detector-golden.js";

await loadPhysics();
const data = await loadXrayData();
type TubeGolden = (typeof DETECTOR_GOLDEN.tubes)[number];

const sum = (values: Iterable<number>) => [...values].reduce((a, b) => a + b, 0);
const ofLines = (spectrum: TubeSpectrum, series: string) =>
  sum(spectrum.lines.filter(({ siegbahn }) => siegbahn.startsWith(series)).map(({ photons }) => photons));

/** A narrow bin around each golden energy gives the density there. */
function densities(golden: TubeGolden, bare: boolean): { spectrum: TubeSpectrum; perKeV: number[] } {
  const filters = golden.layers.map(({ element, densityGCm3, thicknessUm }) => {
    return { formula: element, densityGCm3, thicknessUm };
  });
  const { anode, kV, electronDeg, takeOffDeg } = golden;
  const { tube } = checkInstrument({
    tube: { anode, kV, electronDeg, takeOffDeg, windowUm: 0, filters: bare ? [] : filters },
  });
  const edgesKeV = golden.energiesKeV.flatMap((energy) => [energy - 0.0005, energy + 0.0005]);
  const spectrum = emittedByTube(tube, data, { edgesKeV });
  const perKeV = golden.energiesKeV.map((energy) => {
    const { energiesKeV, widthsKeV, photons } = spectrum;
    const bin = energiesKeV.findIndex((at, i) => widthsKeV[i]! > 0 && Math.abs(at - energy) < 0.0004);
    return photons[bin]! / widthsKeV[bin]!;
  });
  return { spectrum, perKeV };
}

describe.each(DETECTOR_GOLDEN.tubes)("a tube with $anode at $kV kV, as PyMca has it:", (golden) => {
  const bare = densities(golden, true);
  const { spectrum, perKeV } = densities(golden, false);

  test("the continuum within 1 % from 1.1 keV on, within 1.5 % up to 1 keV above the anode's K edge", () => {
    const edge = data[golden.anode]!.edges.K!;
    bare.perKeV.forEach((value, i) => {
      const energy = golden.energiesKeV[i]!;
      if (energy < 1.1) return;
      const bound = energy > edge && energy < edge + 1 ? 0.015 : 0.01;
      const expected = golden.barePerKeV[i]!;
      expect(Math.abs(value / expected - 1), `${energy} keV`).toBeLessThan(bound);
    });
  });

  test("behind window and filters within 1 % and 1 % for each optical depth", () => {
    const energies = Float64Array.from(golden.energiesKeV);
    const depths = new Float64Array(energies.length);
    for (const { element, densityGCm3, thicknessUm } of golden.layers) {
      const mu = totalAttenuation(constituents({ formula: element }, data), energies);
      mu.forEach((value, i) => {
        depths[i]! += value * densityGCm3 * thicknessUm * 1e-4;
      });
    }
    const highest = Math.max(...golden.perKeV);
    perKeV.forEach((value, i) => {
      const expected = golden.perKeV[i]!;
      if (expected < 0.001 * highest) return;
      const off = Math.abs(Math.log(value / expected));
      expect(off, `${energies[i]} keV`).toBeLessThan(0.01 * (1 + depths[i]!));
    });
    expect(Math.abs(sum(perKeV) / sum(golden.perKeV) - 1)).toBeLessThan(0.002);
  });

  test("the K lines within 0.5 %", () => {
    const expected = sum(golden.lines.map(({ photons }) => photons));
    const found = ofLines(spectrum, "K");
    if (expected === 0) expect(found).toBe(0);
    else expect(Math.abs(found / expected - 1)).toBeLessThan(0.005);
  });
});

describe("tubeSpectrum", () => {
  test("has the anode's L lines, which PyMca leaves out", async () => {
    const { lines } = await tubeSpectrum({ anode: "Rh", kV: 40, windowUm: 0 });
    const strongest = lines
      .filter(({ siegbahn }) => siegbahn.startsWith("L"))
      .reduce((a, b) => (a.photons > b.photons ? a : b));
    expect(strongest.siegbahn).toBe("La1");
    expect(strongest.energyKeV).toBeCloseTo(2.697, 2);
    const behind = await tubeSpectrum({ anode: "Rh", kV: 40, windowUm: 500 });
    expect(ofLines(behind, "L")).toBeLessThan(0.5 * sum(lines.map(({ photons }) => photons)));
    expect(ofLines(behind, "L")).toBeGreaterThan(0);
  });

  test("a coarse grid has the photons of a fine one", async () => {
    const fine = await tubeSpectrum({ kV: 45 }, { stepKeV: 0.01 });
    const coarse = await tubeSpectrum({ kV: 45 }, { stepKeV: 0.25 });
    expect(coarse.photons.length).toBeLessThan(0.1 * fine.photons.length);
    expect(Math.abs(sum(coarse.photons) / sum(fine.photons) - 1)).toBeLessThan(0.001);
    const mean = ({ energiesKeV, photons }: TubeSpectrum) =>
      sum(photons.map((value, i) => value * energiesKeV[i]!)) / sum(photons);
    expect(mean(coarse)).toBeCloseTo(mean(fine), 2);
  });

  test("splitting bins at edges changes nothing", async () => {
    const plain = await tubeSpectrum({ kV: 30 });
    const split = await tubeSpectrum({ kV: 30 }, { edgesKeV: [4.0381, 13.0352, 88, 0.1, 4.0381] });
    expect(split.photons.length).toBe(plain.photons.length + 2);
    expect(Math.abs(sum(split.photons) / sum(plain.photons) - 1)).toBeLessThan(1e-6);
  });

  test("is finite and not negative for any tube, and less behind more beryllium", () => {
    const tubes = fc.record({
      anode: fc.constantFrom(...ANODES),
      kV: fc.double({ min: 1, max: 60, noNaN: true }),
      electronDeg: fc.double({ min: 1, max: 90, noNaN: true }),
      takeOffDeg: fc.double({ min: 1, max: 90, noNaN: true }),
      windowUm: fc.double({ min: 0, max: 5000, noNaN: true }),
    });
    fc.assert(
      fc.property(tubes, (changes) => {
        const { tube } = checkInstrument({ tube: changes });
        const spectrum = emittedByTube(tube, data, { stepKeV: 0.5 });
        for (const value of spectrum.photons)
          expect(value >= 0 && value < Number.POSITIVE_INFINITY).toBe(true);
        spectrum.energiesKeV.forEach((energy) => {
          expect(energy > 0.5 && energy <= Math.max(changes.kV, 0.5)).toBe(true);
        });
        const behind = emittedByTube({ ...tube, windowUm: tube.windowUm + 10 }, data, { stepKeV: 0.5 });
        expect(sum(behind.photons)).toBeLessThanOrEqual(sum(spectrum.photons));
      }),
      { seed: 5, numRuns: 60 },
    );
  });

  test.each([
    [{ anode: "Xx" as "Rh" }, /tube.anode to be Cr, Cu, Mo, Rh, Ag, W, found "Xx"/],
    [{ kV: 61 }, /tube.kV of 1 to 60, found 61/],
    [
      { filters: [{ formula: "Xx", densityGCm3: 1, thicknessUm: 1 }] },
      /tube.filters\[0\]: no X-ray data for element "Xx"/,
    ],
    [{ filters: [{ formula: "Al", densityGCm3: 0, thicknessUm: 1 }] }, /filters\[0\].densityGCm3/],
  ])("refuses %j", async (tube, message) => {
    const refused = { code: "INVALID_ARGUMENT", message: expect.stringMatching(message) };
    await expect(tubeSpectrum(tube)).rejects.toMatchObject(refused);
  });

  test("refuses a step of nothing", async () => {
    await expect(tubeSpectrum({}, { stepKeV: 0 })).rejects.toThrow(/stepKeV: expected a number from 0.001/);
  });
});
