import type { Constituent } from "./composition.js";
import { Energies } from "./energies.js";
import { openShells, scatterAttenuation, shellAttenuation, totalAttenuation } from "./material.js";
import type { Shell, XrayElement } from "./xray-data.js";

/** Photons by energy: bin centres and how many photons each holds. */
export interface Beam {
  readonly energies: Energies;
  readonly photons: Float64Array;
}

/** A line as it leaves the sample. */
export interface EmittedLine {
  readonly symbol: string;
  /** Siegbahn name, such as `Ka1`. */
  readonly siegbahn: string;
  readonly energyKeV: number;
  /** Photons into 4 pi; the same scale as the beam's. */
  readonly photons: number;
}

/**
 * Vacancies in each shell of an element, per photon and g/cm2 of it, after the cascade from inner shells.
 *
 * @returns shell to Float64Array over the energies
 *
 * Source: direct vacancy transfer applied once from K outwards; EADL97, Chen et al. 1980-83.
 */
export function vacancies(element: XrayElement, energies: Energies): Map<Shell, Float64Array> {
  const shells = openShells(element);
  const found = new Map(shells.map((shell) => [shell, shellAttenuation(element, shell, energies)]));
  for (const shell of shells) {
    const from = found.get(shell)!;
    for (const [name, probability] of Object.entries(element.transfer[shell] ?? {})) {
      const to = found.get(name as Shell);
      if (!to) continue;
      for (let i = 0; i < to.length; i++) to[i]! += probability * from[i]!;
    }
  }
  return found;
}

/** Energies of an element's lines. */
export function lineEnergies({ lines }: XrayElement): Float64Array {
  return Float64Array.from(lines, (line) => line[2]);
}

/**
 * Primary fluorescence of an infinitely thick, flat, homogeneous sample.
 *
 * @param parts the sample
 * @param beam photons that reach it
 * @param sineIn sine of the angle between beam and surface, above 0
 * @param sineOut sine of the angle between detector axis and surface, above 0
 * @param muIn the sample's total attenuation at the beam's energies, cm2/g, where it is known already
 * @param muOut the same at the energies of an element's lines
 *
 * Source: J. Sherman, Spectrochim. Acta 7 (1955) 283: `I = sum_E w c q / (mu(E) + mu(line) sineIn / sineOut)`, the
 * self-absorption term on both ways; no excitation by other lines of the sample.
 */
export function primaryFluorescence(
  parts: readonly Constituent[],
  beam: Beam,
  sineIn: number,
  sineOut: number,
  muIn = totalAttenuation(parts, beam.energies),
  muOut = (element: XrayElement) => totalAttenuation(parts, new Energies(lineEnergies(element))),
): EmittedLine[] {
  const { energies, photons } = beam;
  const ratio = sineIn / sineOut;
  return parts.flatMap((part) => {
    const { lines, omega } = part.element;
    const inShell = energies.once(part.element, () => vacancies(part.element, energies));
    const muLines = muOut(part.element);
    return lines.map(([siegbahn, shell, energyKeV, branching], index) => {
      const holes = inShell.get(shell);
      let sum = 0;
      if (holes) {
        const out = muLines[index]! * ratio;
        for (let i = 0; i < photons.length; i++) sum += (photons[i]! * holes[i]!) / (muIn[i]! + out);
      }
      const rate = part.massFraction * (omega[shell] ?? 0) * branching;
      return { symbol: part.symbol, siegbahn, energyKeV, photons: rate * sum };
    });
  });
}

/**
 * The beam as an infinitely thick sample scatters it: Rayleigh and Compton together, isotropic, without energy loss.
 *
 * @param mu the sample's total attenuation at the beam's energies, cm2/g, where it is known already
 * @returns photons into 4 pi for each energy of the beam, the same scale as `primaryFluorescence`
 */
export function scatteredBeam(
  parts: readonly Constituent[],
  beam: Beam,
  sineIn: number,
  sineOut: number,
  mu = totalAttenuation(parts, beam.energies),
): Float64Array {
  const scatter = scatterAttenuation(parts, beam.energies);
  const ways = 1 + sineIn / sineOut;
  return Float64Array.from(beam.photons, (photons, i) => (photons * scatter[i]!) / (mu[i]! * ways));
}
