import type { Constituent } from "./composition.js";
import { openShells, otherAttenuation, shellAttenuation } from "./material.js";
import type { Shell, XrayElement } from "./xray-data.js";

/** What photons of some energies do in an element, cm2 per gram of it. */
export interface ElementField {
  readonly symbol: string;
  readonly element: XrayElement;
  /** Total attenuation at each energy. */
  readonly total: Float64Array;
  /** Vacancies in each shell, after the cascade from inner ones, at each energy. */
  readonly vacancies: ReadonlyMap<Shell, Float64Array>;
}

/**
 * Attenuation of an element and the vacancies it leads to.
 *
 * Source: direct vacancy transfer applied once from K outwards; EADL97, Chen et al. 1980-83.
 */
export function elementField(
  { symbol, element }: Pick<Constituent, "symbol" | "element">,
  energiesKeV: Float64Array,
): ElementField {
  const shells = openShells(element);
  const total = otherAttenuation(element, energiesKeV);
  const vacancies = new Map<Shell, Float64Array>();
  for (const shell of shells) {
    const own = shellAttenuation(element, shell, energiesKeV);
    for (let i = 0; i < total.length; i++) total[i] += own[i];
    vacancies.set(shell, own);
  }
  for (const shell of shells) {
    const from = vacancies.get(shell)!;
    for (const [name, probability] of Object.entries(element.transfer[shell] ?? {})) {
      const to = vacancies.get(name as Shell);
      if (!to) continue;
      for (let i = 0; i < to.length; i++) to[i] += probability * from[i];
    }
  }
  return { symbol, element, total, vacancies };
}
