import { FWHM_SQUARED_PER_VARIANCE, fwhmKeV, type Instrument } from "../instrument.js";
import type { Energies } from "./energies.js";
import { AIR, BERYLLIUM, passing, SILICON, stopping } from "./material.js";
import type { XrayData } from "./xray-data.js";

/** Takes photons at some energies from the sample to the detector's output. */
export interface Detector {
  readonly energies: Energies;
  /** Fractions that pass half of the air and the window and stop in the silicon, layer by layer. */
  readonly layers: readonly Float64Array[];
  /** Standard deviation of what is found for each energy, keV. */
  readonly sigmasKeV: Float64Array;
}

/** @param variance what is added to the detector's own, keV^2 */
export function detectorAt(
  energies: Energies,
  instrument: Instrument,
  variance: number,
  data: XrayData,
): Detector {
  const { windowUm, siThicknessUm } = instrument.detector;
  const sigmasKeV = energies.keV.map((energyKeV) => {
    const fwhm = fwhmKeV(instrument, energyKeV);
    return Math.sqrt((fwhm * fwhm) / FWHM_SQUARED_PER_VARIANCE + variance);
  });
  const layers = [
    passing(AIR, AIR.density * (instrument.airPathCm / 2), energies, data),
    passing(BERYLLIUM, BERYLLIUM.density * windowUm * 1e-4, energies, data),
    stopping(SILICON, SILICON.density * siThicknessUm * 1e-4, energies, data),
  ];
  return { energies, layers, sigmasKeV };
}

/** What the detector finds of photons at its energies, in place. */
export function detect(photons: Float64Array, { layers }: Detector): void {
  for (const layer of layers) for (let i = 0; i < photons.length; i++) photons[i]! *= layer[i]!;
}
