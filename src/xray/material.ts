import { type AttenuationTerm, attenuation } from "../kernels/attenuation.js";
import type { Constituent } from "./composition.js";
import { elementData, SHELLS, type Shell, type XrayData, type XrayElement } from "./xray-data.js";

/** The 3d shells whose photo-ionisation sets in late when they lie above this edge, keV. */
const ONSET_ABOVE_KEV = 1.7;

/** A thing in the beam's way: g/cm3 and mass fractions. */
export interface Material {
  readonly density: number;
  readonly massFractions: Readonly<Record<string, number>>;
}

/** Dry air at 20 degrees C and 1 atm. */
export const AIR: Material = {
  density: 0.001205,
  massFractions: { C: 0.00013645, N: 0.7552, O: 0.23186, Ar: 0.0128 },
};
/** Helium at 20 degrees C and 1 atm. */
export const HELIUM: Material = { density: 0.0001664, massFractions: { He: 1 } };
export const BERYLLIUM: Material = { density: 1.848, massFractions: { Be: 1 } };
export const SILICON: Material = { density: 2.33, massFractions: { Si: 1 } };

/** A material's elements, in the order written. @throws GanxError `INVALID_ARGUMENT` */
export function materialParts(material: Material, data: XrayData): Constituent[] {
  return Object.entries(material.massFractions).map(([symbol, massFraction]) => {
    return { symbol, element: elementData(data, symbol), massFraction };
  });
}

/** Shells of an element that have an edge in the tables, in the order of SHELLS. */
export function openShells(element: XrayElement): Shell[] {
  return SHELLS.filter((shell) => element.edges[shell] !== undefined && element.mu[shell] !== undefined);
}

function shellTerm(element: XrayElement, shell: Shell, weight: number): AttenuationTerm {
  const edgeKeV = element.edges[shell]!;
  const onset = (shell === "M4" || shell === "M5") && edgeKeV > ONSET_ABOVE_KEV;
  return { coefficients: element.mu[shell]!, edgeKeV, bounded: true, onset, weight };
}

/** Photoelectric absorption in one shell, cm2 per gram of the element, at each energy (keV, 0.5..60). */
export function shellAttenuation(
  element: XrayElement,
  shell: Shell,
  energiesKeV: Float64Array,
): Float64Array {
  return attenuation(energiesKeV, [shellTerm(element, shell, 1)]);
}

/** What else weakens a beam in an element, cm2/g: outer shells and scattering. */
export function otherAttenuation(element: XrayElement, energiesKeV: Float64Array): Float64Array {
  const { X, coh, inc } = element.mu;
  const terms = [...(X ? [X] : []), coh, inc].map((coefficients) => unboundedTerm(coefficients, 1));
  return attenuation(energiesKeV, terms);
}

/** Photoelectric absorption of a material, cm2/g, at each energy (keV, 0.5..60). */
export function photoAttenuation(parts: readonly Constituent[], energiesKeV: Float64Array): Float64Array {
  return attenuation(energiesKeV, parts.flatMap(photoTerms));
}

/**
 * Total attenuation of a material, cm2/g, at each energy (keV, 0.5..60).
 *
 * Source: mixture rule; fits to EPDL97, whose total they meet within 2 % above 1 keV.
 */
export function totalAttenuation(parts: readonly Constituent[], energiesKeV: Float64Array): Float64Array {
  return attenuation(energiesKeV, [...parts.flatMap(photoTerms), ...parts.flatMap(scatterTerms)]);
}

function unboundedTerm(coefficients: readonly number[], weight: number): AttenuationTerm {
  return { coefficients, edgeKeV: 1, bounded: false, onset: false, weight };
}

function photoTerms({ element, massFraction }: Constituent): AttenuationTerm[] {
  const terms = openShells(element).map((shell) => shellTerm(element, shell, massFraction));
  if (element.mu.X) terms.push(unboundedTerm(element.mu.X, massFraction));
  return terms;
}

function scatterTerms({ element, massFraction }: Constituent): AttenuationTerm[] {
  return [unboundedTerm(element.mu.coh, massFraction), unboundedTerm(element.mu.inc, massFraction)];
}
