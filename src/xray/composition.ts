import { GanxError } from "../errors.js";
import { parseFormula } from "./formula.js";
import { findElement, type XrayData, type XrayElement } from "./xray-data.js";

/** What a pigment is made of: mass fractions by element symbol, summing to 1 within 2 %, or a chemical formula. */
export type Composition =
  | { readonly massFractions: Readonly<Record<string, number>> }
  | { readonly formula: string };

/** One element of a material. */
export interface Constituent {
  readonly symbol: string;
  readonly element: XrayElement;
  /** Mass fraction, above 0; a material's sum to 1. */
  readonly massFraction: number;
}

const SUM_TOLERANCE = 0.02;

/**
 * Resolves a composition into elements, ordered by atomic number so that the order of writing never matters.
 *
 * @throws GanxError `INVALID_LIBRARY` for a formula that cannot be read, an element without X-ray data, fractions that
 *   are not finite numbers of at least 0 or do not sum to 1
 */
export function constituents(composition: Composition, data: XrayData): Constituent[] {
  const masses =
    "formula" in composition ? formulaMasses(composition.formula, data) : composition.massFractions;
  const found: Constituent[] = [];
  for (const [symbol, mass] of Object.entries(masses)) {
    const element = findElement(data, symbol);
    if (!element) {
      const known = Object.keys(data).join(" ");
      throw new GanxError(
        "INVALID_LIBRARY",
        `no X-ray data for element ${JSON.stringify(symbol)}; there are ${known}`,
      );
    }
    if (typeof mass !== "number" || !Number.isFinite(mass) || mass < 0) {
      throw new GanxError(
        "INVALID_LIBRARY",
        `mass fraction of ${symbol}: expected a number of 0 to 1, found ${mass}`,
      );
    }
    if (mass > 0) found.push({ symbol, element, massFraction: mass });
  }
  found.sort((a, b) => a.element.Z - b.element.Z);
  const sum = found.reduce((total, part) => total + part.massFraction, 0);
  if (!("formula" in composition) && !(sum >= 1 - SUM_TOLERANCE && sum <= 1 + SUM_TOLERANCE)) {
    throw new GanxError("INVALID_LIBRARY", `mass fractions: expected a sum of 1, found ${sum}`);
  }
  return found.map((part) => ({ ...part, massFraction: part.massFraction / sum }));
}

function formulaMasses(formula: string, data: XrayData): Record<string, number> {
  const atoms = [...parseFormula(formula)];
  return Object.fromEntries(atoms.map(([symbol, n]) => [symbol, n * (findElement(data, symbol)?.A ?? 0)]));
}
