import type { Instrument } from "../instrument.js";
import { transmit } from "../kernels/attenuation.js";
import { AIR, BERYLLIUM, materialParts, totalAttenuation } from "./material.js";
import { XRAY_RANGE_KEV, type XrayData } from "./xray-data.js";

/** Photons by energy: bin centres (keV, 0.5..60) and how many photons each holds. */
export interface Beam {
  readonly energiesKeV: Float64Array;
  readonly photons: Float64Array;
}

/** Widest bin of the beam, keV. */
export const BEAM_STEP_KEV = 0.02;

/**
 * Bins of a beam from 0.5 keV to the tube's voltage, split wherever absorption jumps.
 *
 * @param edgesKeV absorption edges, in any order; those outside are ignored
 * @returns bin centres and widths, keV
 */
export function beamBins(
  kV: number,
  edgesKeV: readonly number[],
): { centres: Float64Array; widths: Float64Array } {
  const { low } = XRAY_RANGE_KEV;
  const steps = Math.ceil((kV - low) / BEAM_STEP_KEV);
  const inside = edgesKeV.filter((edge) => edge > low && edge < kV);
  const grid = Float64Array.from({ length: steps }, (_, i) => low + i * BEAM_STEP_KEV);
  const bounds = [...new Set([...grid, ...inside, kV])].sort((a, b) => a - b);
  const count = bounds.length - 1;
  return {
    centres: Float64Array.from({ length: count }, (_, i) => (bounds[i]! + bounds[i + 1]!) / 2),
    widths: Float64Array.from({ length: count }, (_, i) => bounds[i + 1]! - bounds[i]!),
  };
}

/**
 * The tube's continuum as it reaches the painting, on an arbitrary scale.
 *
 * @param edgesKeV the painting's absorption edges, where bins are split
 *
 * Source: H. A. Kramers, Phil. Mag. 46 (1923) 836: photons per keV in proportion to `E0 / E - 1`; then the tube's window
 * and half of the air.
 */
export function tubeBeam(instrument: Instrument, edgesKeV: readonly number[], data: XrayData): Beam {
  const { kV, windowUm } = instrument.tube;
  const { centres, widths } = beamBins(kV, edgesKeV);
  const photons = Float64Array.from(centres, (energy, i) => (kV / energy - 1) * widths[i]!);
  transmit(
    photons,
    totalAttenuation(materialParts(BERYLLIUM, data), centres),
    BERYLLIUM.density * windowUm * 1e-4,
  );
  transmit(
    photons,
    totalAttenuation(materialParts(AIR, data), centres),
    AIR.density * (instrument.airPathCm / 2),
  );
  return { energiesKeV: centres, photons };
}
