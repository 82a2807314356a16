import { GanxError } from "../errors.js";
import { FWHM_SQUARED_PER_VARIANCE } from "../instrument.js";
import { sineOfDegrees, transmit } from "../kernels/attenuation.js";
import { comptonEnergies, emitFromLayer, type Scatterer, scatterCoefficients } from "../kernels/scatter.js";
import type { Constituent } from "./composition.js";
import { totalAttenuation } from "./material.js";
import type { ScatterElement, ScatterTables } from "./scatter-tables.js";
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

/** Angles between the painting's surface and beam or detector, on either side of its normal, degrees. */
export interface ScatterGeometry {
  readonly incidenceDeg: number;
  readonly takeOffDeg: number;
}

/** Sine of half the scattering angle, which is the sum of both angles with the surface. */
export function halfAngleSine({ incidenceDeg, takeOffDeg }: ScatterGeometry): number {
  return sineOfDegrees((incidenceDeg + takeOffDeg) / 2);
}

/**
 * Rayleigh and Compton scattering of a beam by a stack of layers, once, with absorption on the way in and out.
 *
 * Photons are given as if they were emitted into 4 pi with the intensity of the detector's direction: the scale of
 * fluorescence, so that the same solid angle applies to both.
 *
 * @param layers top layer first; the last may be infinitely thick
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
): Scatter {
  const { energiesKeV, photons } = beam;
  const count = energiesKeV.length;
  const sineHalf = halfAngleSine(geometry);
  const sineIn = sineOfDegrees(geometry.incidenceDeg);
  const sineOut = sineOfDegrees(geometry.takeOffDeg);
  const after = comptonEnergies(energiesKeV, sineHalf);

  const rayleigh = new Float64Array(count);
  const compton = new Float64Array(count);
  const variance = new Float64Array(count);
  // What reaches the layer and comes back through those above it.
  const elastic = Float64Array.from(photons);
  const inelastic = Float64Array.from(photons);
  for (const { parts, massThickness } of layers) {
    if (!(massThickness > 0)) continue;
    const muIn = totalAttenuation(parts, energiesKeV);
    const muOut = totalAttenuation(parts, after.energiesKeV);
    const { width, elements } = scatterers(parts, tables);
    const coefficients = scatterCoefficients(energiesKeV, elements, tables.knots, sineHalf);
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

/** The kernels' view of a layer, and the width of its Compton profile: the mean over its electrons, atomic units. */
function scatterers(
  parts: readonly Constituent[],
  tables: ScatterTables,
): { elements: Scatterer[]; width: number } {
  let electrons = 0;
  let weighted = 0;
  const elements = parts.map(({ symbol, element, massFraction }) => {
    const { F, S, width } = tableOf(symbol, tables);
    const perMole = massFraction / element.A;
    electrons += perMole * element.Z;
    weighted += perMole * element.Z * width;
    return { electrons: element.Z, perMole, factors: F, functions: S };
  });
  return { elements, width: electrons > 0 ? weighted / electrons : 0 };
}

function tableOf(symbol: string, tables: ScatterTables): ScatterElement {
  const found = Object.hasOwn(tables.elements, symbol) ? tables.elements[symbol] : undefined;
  if (found) return found;
  throw new GanxError(
    "INVALID_ARGUMENT",
    `no scattering data for element ${JSON.stringify(symbol)}: expected one of ${Object.keys(tables.elements).join(" ")}`,
  );
}
