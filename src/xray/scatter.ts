import { FWHM_SQUARED_PER_VARIANCE } from "../instrument.js";
import { sineOfDegrees, transmit } from "../kernels/attenuation.js";
import { emitFromLayer } from "../kernels/scatter.js";
import { type ScatterGeometry, ScatterMemo } from "./scatter-memo.js";
import type { ScatterTables } from "./scatter-tables.js";
import type { Layer } from "./stack-field.js";

/** Photons that reach a painting; `widthsKeV` are those of bins, 0 or absent for lines. */
export interface ScatterBeam {
  readonly energiesKeV: Float64Array;
  readonly photons: Float64Array;
  readonly widthsKeV?: Float64Array;
}

/** Photons that leave a painting, as if into 4 pi; arrays are as long as each other. */
export interface Emission {
  readonly energiesKeV: Float64Array;
  readonly photons: Float64Array;
  /** Standard deviation of the photons' energies, keV. */
  readonly sigmasKeV: Float64Array;
}

/** Scattering of one direction to another, with the photons' energy and with less. */
export interface Scatter {
  readonly rayleigh: Emission;
  readonly compton: Emission;
}

/**
 * Rayleigh and Compton scattering of a beam by a stack of layers, once, with absorption on the way in and out.
 *
 * Photons are given as if they were emitted into 4 pi with the intensity of the detector's direction: the scale of
 * fluorescence, so that the same solid angle applies to both.
 *
 * @param layers top layer first; the last may be infinitely thick
 * @param memo of the same energies, angles and tables, where there are many stacks
 * @returns one entry for each energy of the beam: Rayleigh at that energy, Compton at the one it leaves with
 * @throws GanxError `INVALID_ARGUMENT` for an element without tables
 *
 * Source: `I = w c / sin(in) (1 - exp(-chi m)) / chi`, c = 4 pi N_A / A dsigma/dOmega; not treated: anomalous scattering
 * near edges, scattering twice, polarisation. Compton widths: impulse approximation, F. Biggs et al. 1975.
 */
export function scatterFromStack(
  layers: readonly Layer[],
  beam: ScatterBeam,
  geometry: ScatterGeometry,
  tables: ScatterTables,
  memo = new ScatterMemo(beam.energiesKeV, geometry, tables),
): Scatter {
  const { energiesKeV, photons } = beam;
  const count = energiesKeV.length;
  const sineIn = sineOfDegrees(geometry.incidenceDeg);
  const sineOut = sineOfDegrees(geometry.takeOffDeg);
  const { after } = memo;

  const rayleigh = new Float64Array(count);
  const compton = new Float64Array(count);
  const variance = new Float64Array(count);
  // What reaches the layer and comes back through those above it.
  const elastic = Float64Array.from(photons);
  const inelastic = Float64Array.from(photons);
  for (const { parts, massThickness } of layers) {
    if (!(massThickness > 0)) continue;
    const { muIn, muOut, width, ...coefficients } = memo.material(parts);
    for (let i = 0; i < count; i++) {
      coefficients.rayleigh[i]! *= elastic[i]!;
      coefficients.compton[i]! *= inelastic[i]!;
    }
    emitFromLayer(coefficients.rayleigh, muIn, muIn, massThickness, sineIn, sineOut);
    emitFromLayer(coefficients.compton, muIn, muOut, massThickness, sineIn, sineOut);
    for (let i = 0; i < count; i++) {
      rayleigh[i]! += coefficients.rayleigh[i]!;
      compton[i]! += coefficients.compton[i]!;
      const spread = after.spreadKeV[i]! * width;
      variance[i]! += (coefficients.compton[i]! * spread * spread) / FWHM_SQUARED_PER_VARIANCE;
    }
    if (massThickness === Number.POSITIVE_INFINITY) break;
    transmit(elastic, muIn, massThickness / sineIn + massThickness / sineOut);
    transmit(inelastic, muIn, massThickness / sineIn);
    transmit(inelastic, muOut, massThickness / sineOut);
  }
  const binned = (i: number): number => {
    const width = beam.widthsKeV?.[i] ?? 0;
    return (width * width) / 12;
  };
  return {
    rayleigh: {
      energiesKeV: Float64Array.from(energiesKeV),
      photons: rayleigh,
      sigmasKeV: Float64Array.from(rayleigh, (_, i) => Math.sqrt(binned(i))),
    },
    compton: {
      energiesKeV: after.energiesKeV,
      photons: compton,
      sigmasKeV: Float64Array.from(compton, (sum, i) =>
        Math.sqrt(binned(i) + (sum > 0 ? variance[i]! / sum : 0)),
      ),
    },
  };
}
