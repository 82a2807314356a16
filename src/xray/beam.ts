import type { Instrument } from "../instrument.js";
import { type Energies, join } from "./energies.js";
import type { Beam } from "./fluorescence.js";
import { AIR, BERYLLIUM, passing } from "./material.js";
import { XRAY_RANGE_KEV, type XrayData } from "./xray-data.js";

/** Widest bin of the beam, keV. */
export const BEAM_STEP_KEV = 0.02;

/** Bins of a beam, increasing: centres and widths, keV. */
export interface Bins {
  readonly centres: Float64Array;
  readonly widths: Float64Array;
}

/**
 * Bins of a beam from 0.5 keV to the tube's voltage, split wherever absorption jumps.
 *
 * @param edgesKeV absorption edges, in any order; those outside are ignored
 */
export function beamBins(kV: number, edgesKeV: readonly number[]): Bins {
  const { low } = XRAY_RANGE_KEV;
  const steps = Math.ceil((kV - low) / BEAM_STEP_KEV);
  const inside = edgesKeV.filter((edge) => edge > low && edge < kV);
  const all = new Float64Array(steps + inside.length + 1);
  for (let i = 0; i < steps; i++) all[i] = low + i * BEAM_STEP_KEV;
  all.set([...inside, kV], steps);
  const bounds = sortDistinct(all);
  const lower = bounds.subarray(0, -1);
  return {
    centres: lower.map((bound, i) => (bound + bounds[i + 1]!) / 2),
    widths: lower.map((bound, i) => bounds[i + 1]! - bound),
  };
}

/** All bins of several beams: their centres, increasing. */
export function allBins(beams: readonly Bins[]): Float64Array {
  return sortDistinct(join(beams.map(({ centres }) => centres)));
}

/** The values in increasing order, each once; sorts in place. */
function sortDistinct(values: Float64Array): Float64Array {
  return values.sort().filter((value, i) => i === 0 || value !== values[i - 1]);
}

/** Fractions of the tube's photons that pass its window and half of the air, layer by layer. */
export function tubeLayers(instrument: Instrument, energies: Energies, data: XrayData): Float64Array[] {
  const window = BERYLLIUM.density * instrument.tube.windowUm * 1e-4;
  const air = AIR.density * (instrument.airPathCm / 2);
  return [passing(BERYLLIUM, window, energies, data), passing(AIR, air, energies, data)];
}

/**
 * The tube's continuum as it reaches the painting, on an arbitrary scale.
 *
 * @param bins the beam's, among others at `energies`: where those lie there are no photons
 * @param layers see {@link tubeLayers}, at the same energies
 *
 * Source: H. A. Kramers, Phil. Mag. 46 (1923) 836: photons per keV in proportion to `E0 / E - 1`; then the tube's window
 * and half of the air.
 */
export function tubeBeam(
  kV: number,
  { centres, widths }: Bins,
  energies: Energies,
  layers: readonly Float64Array[],
): Beam {
  const photons = new Float64Array(energies.keV.length);
  let at = 0;
  centres.forEach((energy, i) => {
    while (energies.keV[at]! < energy) at++;
    photons[at] = (kV / energy - 1) * widths[i]!;
  });
  for (const layer of layers) for (let i = 0; i < photons.length; i++) photons[i]! *= layer[i]!;
  return { energies, photons };
}
