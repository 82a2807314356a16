import { show } from "../check.js";
import { GanxError } from "../errors.js";
import { type Composition, type Constituent, constituents } from "./composition.js";
import { loadMaterials, type NamedMaterial } from "./named-material.js";
import { loadXrayData, type XrayData } from "./xray-data.js";

/** What something is made of: a composition, the id of a named material, or several of these by mass. */
export type Substance = Composition | { readonly material: string } | { readonly mixture: readonly Share[] };

/** One part of a mixture. */
export interface Share {
  readonly substance: Substance;
  /** Of the mixture; all sum to 1 within 2 %. */
  readonly massFraction: number;
}

/** The tables from which substances are resolved. */
export interface SubstanceTables {
  readonly elements: XrayData;
  readonly materials: readonly NamedMaterial[];
}

/** A substance as elements; its density is known where it is a named material. */
export interface ResolvedSubstance {
  readonly parts: readonly Constituent[];
  readonly densityGCm3?: number;
}

const KINDS = ["massFractions", "formula", "material", "mixture"];
const SUM_TOLERANCE = 0.02;
const MAX_DEPTH = 10;

/** Loads the tables of elements and materials. */
export async function loadSubstanceTables(): Promise<SubstanceTables> {
  const [elements, materials] = await Promise.all([loadXrayData(), loadMaterials()]);
  return { elements, materials };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function refuse(expected: string, found: unknown): never {
  throw new GanxError("INVALID_ARGUMENT", `expected ${expected}, found ${show(found)}`);
}

/**
 * Resolves a substance into elements, by atomic number.
 *
 * @throws GanxError `INVALID_ARGUMENT` for what is no substance, an unknown material, a formula that cannot be read, an
 *   element without X-ray data, fractions that do not sum to 1 within 2 %
 */
export function resolveSubstance(substance: Substance, tables: SubstanceTables): ResolvedSubstance {
  return resolve(substance, tables, 0);
}

function resolve(given: unknown, tables: SubstanceTables, depth: number): ResolvedSubstance {
  if (!isObject(given)) return refuse(`an object with one of ${KINDS.join(", ")}`, given);
  const kinds = KINDS.filter((kind) => given[kind] !== undefined);
  if (kinds.length !== 1) {
    return refuse(`one of ${KINDS.join(", ")}`, kinds.length === 0 ? "none of them" : kinds.join(" and "));
  }
  if (depth > MAX_DEPTH) return refuse(`mixtures of mixtures to a depth of ${MAX_DEPTH}`, "more");
  const { massFractions, formula, material, mixture } = given;
  if (material !== undefined) return resolveMaterial(material, tables);
  if (mixture !== undefined) return { parts: mix(sharesOf(mixture, tables, depth)) };
  if (formula !== undefined && typeof formula !== "string") return refuse("a formula as a text", formula);
  if (massFractions !== undefined && !isObject(massFractions)) {
    return refuse("massFractions as an object of element symbols", massFractions);
  }
  return { parts: parse(given as unknown as Composition, tables) };
}

/** @throws GanxError `INVALID_ARGUMENT` where the composition's own error is one of libraries */
function parse(composition: Composition, { elements }: SubstanceTables): Constituent[] {
  try {
    return constituents(composition, elements);
  } catch (cause) {
    if (!(cause instanceof GanxError)) throw cause;
    throw new GanxError("INVALID_ARGUMENT", cause.message, { cause });
  }
}

function resolveMaterial(id: unknown, tables: SubstanceTables): ResolvedSubstance {
  const found = tables.materials.find((one) => one.id === id);
  if (!found) {
    const ids = tables.materials.map((one) => one.id).join(" ");
    throw new GanxError("INVALID_ARGUMENT", `no material ${show(id)}; there are ${ids}`);
  }
  const shares = found.phases.map(([formula, massFraction]) => {
    return { parts: parse({ formula }, tables), massFraction };
  });
  return { parts: mix(shares), densityGCm3: found.densityGCm3 };
}

/** Mass fractions of a named material's elements, by atomic number; they sum to 1. */
export function materialMassFractions(
  { phases }: Pick<NamedMaterial, "phases">,
  elements: XrayData,
): Record<string, number> {
  const shares = phases.map(([formula, massFraction]) => {
    return { parts: constituents({ formula }, elements), massFraction };
  });
  return Object.fromEntries(mix(shares).map(({ symbol, massFraction }) => [symbol, massFraction]));
}

interface ResolvedShare {
  readonly parts: readonly Constituent[];
  readonly massFraction: number;
}

function sharesOf(mixture: unknown, tables: SubstanceTables, depth: number): ResolvedShare[] {
  if (!Array.isArray(mixture) || mixture.length === 0)
    return refuse("a mixture of at least one part", mixture);
  const shares = mixture.map((share: unknown) => {
    if (!isObject(share)) return refuse("parts of a mixture with substance and massFraction", share);
    const { massFraction, substance } = share;
    if (typeof massFraction !== "number" || !(massFraction >= 0 && massFraction <= 1 + SUM_TOLERANCE)) {
      return refuse("the massFraction of a part of a mixture from 0 to 1", massFraction);
    }
    return { parts: resolve(substance, tables, depth + 1).parts, massFraction };
  });
  const sum = shares.reduce((total, { massFraction }) => total + massFraction, 0);
  if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) return refuse("mass fractions of a mixture that sum to 1", sum);
  return shares;
}

/** Elements of a mixture, by atomic number; fractions sum to 1. */
function mix(shares: readonly ResolvedShare[]): Constituent[] {
  const found = new Map<string, Constituent>();
  for (const { parts, massFraction } of shares) {
    for (const part of parts) {
      const sum = (found.get(part.symbol)?.massFraction ?? 0) + massFraction * part.massFraction;
      if (sum > 0) found.set(part.symbol, { ...part, massFraction: sum });
    }
  }
  const parts = [...found.values()].sort((a, b) => a.element.Z - b.element.Z);
  const total = parts.reduce((sum, part) => sum + part.massFraction, 0);
  return parts.map((part) => ({ ...part, massFraction: part.massFraction / total }));
}
