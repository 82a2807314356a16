import type { Beam } from "./beam.js";
import type { Constituent } from "./composition.js";
import { scatterAttenuation, totalAttenuation } from "./material.js";

/**
 * The beam as an infinitely thick sample scatters it: Rayleigh and Compton together, isotropic, without energy loss.
 *
 * @param mu the sample's total attenuation at the beam's energies, cm2/g, where it is known already
 * @returns photons into 4 pi for each energy of the beam, the same scale as the beam
 */
export function scatteredBeam(
  parts: readonly Constituent[],
  beam: Beam,
  sineIn: number,
  sineOut: number,
  mu = totalAttenuation(parts, beam.energiesKeV),
): Float64Array {
  const scatter = scatterAttenuation(parts, beam.energiesKeV);
  const ways = 1 + sineIn / sineOut;
  return Float64Array.from(beam.photons, (photons, i) => (photons * scatter[i]!) / (mu[i]! * ways));
}
