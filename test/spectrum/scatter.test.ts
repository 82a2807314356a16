import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadPhysics } from "../../src/kernels/physics.js";
import { comptonEnergies, scatterCoefficients } from "../../src/kernels/scatter.js";
import { constituents } from "../../src/xray/composition.js";
import { totalAttenuation } from "../../src/xray/material.js";
import { type ScatterBeam, scatterFromStack } from "../../src/xray/scatter.js";
import { loadScatterTables } from "../../src/xray/scatter-tables.js";
import type { Layer } from "../../src/xray/stack-field.js";
import { loadXrayData } from "../../src/xray/xray-data.js";
import { DETECTOR_GOLDEN } from "./detector-golden.js";

await loadPhysics();
const data = await loadXrayData();
const tables = await loadScatterTables();

const FACING = { incidenceDeg: 45, takeOffDeg: 45 };
const sheet = (formula: string, massThickness: number): Layer => {
  return { parts: constituents({ formula }, data), massThickness };
};
const line = (energyKeV: number, photons = 1): ScatterBeam => {
  return { energiesKeV: Float64Array.of(energyKeV), photons: Float64Array.of(photons) };
};
const close = (found: number, expected: number, tolerance: number) =>
  expect(Math.abs(found / expected - 1)).toBeLessThan(tolerance);

test("every element with X-ray data has tables of scattering", () => {
  expect(Object.keys(tables.elements)).toEqual(Object.keys(data));
  for (const { F, S, width } of Object.values(tables.elements)) {
    expect(F).toHaveLength(tables.knots.length);
    expect(S).toHaveLength(tables.knots.length);
    expect(width).toBeGreaterThan(0);
  }
});

describe.each(DETECTOR_GOLDEN.scatter)("$element at $degrees degrees, as xraylib has it:", (golden) => {
  const element = data[golden.element]!;
  const { F, S } = tables.elements[golden.element]!;
  const sineHalf = Math.sin((golden.degrees * Math.PI) / 360);
  const energies = Float64Array.from(golden.energiesKeV);
  const scatterer = { electrons: element.Z, perMole: 1 / element.A, factors: F, functions: S };
  const { rayleigh, compton } = scatterCoefficients(energies, [scatterer], tables.knots, sineHalf);

  test("Rayleigh within 0.5 % up to 25 keV, within 2 % above; Compton within 0.2 %", () => {
    energies.forEach((energy, i) => {
      close(rayleigh[i]! / (4 * Math.PI), golden.rayleigh[i]!, energy <= 25 ? 0.005 : 0.02);
      close(compton[i]! / (4 * Math.PI), golden.compton[i]!, 0.002);
    });
  });

  test("the energy after Compton scattering", () => {
    const after = comptonEnergies(energies, sineHalf).energiesKeV;
    after.forEach((energy, i) => {
      close(energy, golden.comptonKeV[i]!, 1e-7);
    });
  });
});

describe("scatterFromStack", () => {
  test("a thin layer scatters in proportion to its thickness", () => {
    const [one, two] = [1e-9, 2e-9].map((m) =>
      scatterFromStack([sheet("CaCO3", m)], line(18), FACING, tables),
    );
    close(two!.rayleigh.photons[0]!, 2 * one!.rayleigh.photons[0]!, 1e-6);
    close(two!.compton.photons[0]!, 2 * one!.compton.photons[0]!, 1e-6);
  });

  test("an infinite layer is the closed form", () => {
    const parts = constituents({ formula: "CaCO3" }, data);
    const { rayleigh } = scatterFromStack(
      [sheet("CaCO3", Number.POSITIVE_INFINITY)],
      line(18),
      FACING,
      tables,
    );
    const elements = parts.map(({ symbol, element, massFraction }) => {
      const { F, S } = tables.elements[symbol]!;
      return { electrons: element.Z, perMole: massFraction / element.A, factors: F, functions: S };
    });
    const energy = Float64Array.of(18);
    const mu = totalAttenuation(parts, energy)[0]!;
    const c = scatterCoefficients(energy, elements, tables.knots, Math.SQRT1_2).rayleigh[0]!;
    close(rayleigh.photons[0]!, c / (2 * mu), 1e-12);
  });

  test("two half layers are one whole, whatever lies above and below", () => {
    const above = sheet("Pb3C2O8H2", 0.003);
    const below = sheet("C6H10O5", 0.05);
    const geometry = { incidenceDeg: 90, takeOffDeg: 50 };
    const whole = scatterFromStack([above, sheet("CaCO3", 0.04), below], line(20.2), geometry, tables);
    const half = sheet("CaCO3", 0.02);
    const halves = scatterFromStack([above, half, half, below], line(20.2), geometry, tables);
    close(halves.rayleigh.photons[0]!, whole.rayleigh.photons[0]!, 1e-12);
    close(halves.compton.photons[0]!, whole.compton.photons[0]!, 1e-12);
    close(halves.compton.sigmasKeV[0]!, whole.compton.sigmasKeV[0]!, 1e-12);
  });

  test("Rh K comes back from a nearly normal beam as in real spectra: 20.2 and 18.8 keV", () => {
    const geometry = { incidenceDeg: 90, takeOffDeg: 60 };
    const { compton } = scatterFromStack([sheet("CaCO3", 1)], line(20.17), geometry, tables);
    expect(compton.energiesKeV[0]).toBeCloseTo(18.79, 2);
  });

  test("the Compton peak of lime under silver K is as wide as measured: 0.52 keV with the detector", () => {
    const geometry = { incidenceDeg: 90, takeOffDeg: 40 };
    const { compton } = scatterFromStack(
      [sheet("CaCO3", Number.POSITIVE_INFINITY)],
      line(22.1),
      geometry,
      tables,
    );
    expect(compton.energiesKeV[0]).toBeCloseTo(20.63, 2);
    const own = compton.sigmasKeV[0]! * Math.sqrt(8 * Math.LN2);
    expect(Math.sqrt(own * own + 0.235 * 0.235)).toBeGreaterThan(0.44);
    expect(Math.sqrt(own * own + 0.235 * 0.235)).toBeLessThan(0.6);
  });

  test("light matter scatters more than heavy, and bins keep their width", () => {
    const beam = { ...line(20), widthsKeV: Float64Array.of(0.12) };
    const from = (formula: string) => scatterFromStack([sheet(formula, 1)], beam, FACING, tables);
    expect(from("C6H10O5").compton.photons[0]).toBeGreaterThan(20 * from("PbO").compton.photons[0]!);
    expect(from("PbO").rayleigh.sigmasKeV[0]).toBeCloseTo(0.12 / Math.sqrt(12), 12);
  });

  test("is finite and not negative for any stack", () => {
    const thickness = fc.oneof(
      fc.constantFrom(0, Number.POSITIVE_INFINITY),
      fc.double({ min: 0, max: 10, noNaN: true }),
    );
    const layers = fc.array(fc.tuple(fc.constantFrom("PbO", "CaCO3", "HgS", "C6H10O5", "H2O"), thickness), {
      maxLength: 4,
    });
    const angle = fc.double({ min: 1, max: 90, noNaN: true });
    fc.assert(
      fc.property(
        layers,
        angle,
        angle,
        fc.double({ min: 0.5, max: 60, noNaN: true }),
        (stack, incidenceDeg, takeOffDeg, energy) => {
          const sheets = stack.map(([formula, massThickness]) => sheet(formula, massThickness));
          const { rayleigh, compton } = scatterFromStack(
            sheets,
            line(energy),
            { incidenceDeg, takeOffDeg },
            tables,
          );
          for (const value of [...rayleigh.photons, ...compton.photons, ...compton.sigmasKeV]) {
            expect(value >= 0 && value < Number.POSITIVE_INFINITY).toBe(true);
          }
          expect(compton.energiesKeV[0]! < energy && compton.energiesKeV[0]! > 0.8 * energy).toBe(true);
        },
      ),
      { seed: 7, numRuns: 200 },
    );
  });

  test("an element without tables is refused", () => {
    const parts = [{ symbol: "Xx", element: data.Pb!, massFraction: 1 }];
    expect(() => scatterFromStack([{ parts, massThickness: 1 }], line(20), FACING, tables)).toThrow(
      /no scattering data for element "Xx"/,
    );
  });
});
