import { show } from "../check.js";
import { GanxError } from "../errors.js";
import type { Layer } from "./stack-field.js";
import { resolveSubstance, type Substance, type SubstanceTables } from "./substance.js";

/** One layer of a stack: what it is made of and how thick it is, by either measure. */
export type StackLayer = Substance & {
  /** For people. */
  readonly name?: string;
  /** Default: that of a named material. */
  readonly densityGCm3?: number;
  /** 0..Infinity; only the lowest layer may be infinite. */
  readonly thicknessUm?: number;
  /** Mass thickness instead of thickness and density, g/cm2, 0..Infinity. */
  readonly massThicknessGCm2?: number;
};

const MAX_LAYERS = 100;
const MAX_DENSITY = 30;
const CM_PER_UM = 1e-4;
const KEYS = [
  "massFractions",
  "formula",
  "material",
  "mixture",
  "densityGCm3",
  "thicknessUm",
  "massThicknessGCm2",
  "name",
];

function refuse(expected: string, found: unknown): never {
  throw new GanxError("INVALID_ARGUMENT", `expected ${expected}, found ${show(found)}`);
}

function checkThickness(name: string, value: unknown, isLowest: boolean): number {
  if (typeof value !== "number" || !(value >= 0)) return refuse(`${name} of at least 0`, value);
  if (value === Infinity && !isLowest) return refuse(`a finite ${name}, as layers lie below`, value);
  return value;
}

function massThickness(layer: StackLayer, known: number | undefined, isLowest: boolean): number {
  const { thicknessUm, massThicknessGCm2, densityGCm3 = known } = layer;
  if (thicknessUm !== undefined && massThicknessGCm2 !== undefined) {
    return refuse("thicknessUm or massThicknessGCm2", "both");
  }
  const isDensity = typeof densityGCm3 === "number" && densityGCm3 > 0 && densityGCm3 <= MAX_DENSITY;
  if (densityGCm3 !== undefined && !isDensity) {
    return refuse(`densityGCm3 above 0, at most ${MAX_DENSITY}`, densityGCm3);
  }
  if (massThicknessGCm2 !== undefined)
    return checkThickness("massThicknessGCm2", massThicknessGCm2, isLowest);
  const thickness = checkThickness("thicknessUm", thicknessUm, isLowest);
  if (thickness === Infinity) return Infinity;
  if (densityGCm3 === undefined) {
    throw new GanxError(
      "INVALID_ARGUMENT",
      "densityGCm3 is missing; only named materials have one of their own",
    );
  }
  return thickness * CM_PER_UM * densityGCm3;
}

function resolveLayer(layer: StackLayer, tables: SubstanceTables, isLowest: boolean): Layer {
  const { parts, densityGCm3 } = resolveSubstance(layer, tables);
  const unknown = Object.keys(layer).find((key) => !KEYS.includes(key));
  if (unknown !== undefined) return refuse(`no more than ${KEYS.join(", ")}`, unknown);
  return { parts, massThickness: massThickness(layer, densityGCm3, isLowest) };
}

/**
 * Resolves a stack of layers, top first.
 *
 * @throws GanxError `INVALID_ARGUMENT` naming the layer, counted from 1
 */
export function resolveStack(stack: readonly StackLayer[], tables: SubstanceTables): Layer[] {
  if (!Array.isArray(stack) || stack.length === 0 || stack.length > MAX_LAYERS) {
    return refuse(`a stack of 1 to ${MAX_LAYERS} layers`, stack);
  }
  return stack.map((layer: StackLayer, j) => {
    try {
      return resolveLayer(layer, tables, j === stack.length - 1);
    } catch (cause) {
      if (!(cause instanceof GanxError)) throw cause;
      throw new GanxError(cause.code, `layer ${j + 1}: ${cause.message}`, { cause });
    }
  });
}
