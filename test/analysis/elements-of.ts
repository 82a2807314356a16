import type { Pigment } from "../../src/library.js";
import { parseFormula } from "../../src/xray/formula.js";

/** The elements a pigment is made of. */
export function elementsOf({ spectrum }: Pigment): string[] {
  if ("formula" in spectrum) return [...parseFormula(spectrum.formula).keys()];
  return "massFractions" in spectrum ? Object.keys(spectrum.massFractions) : [];
}
