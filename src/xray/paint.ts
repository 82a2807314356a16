import { show } from "../check.js";
import { GanxError } from "../errors.js";
import type { StackLayer } from "./stack.js";
import { loadSubstanceTables, resolveSubstance, type Substance, type SubstanceTables } from "./substance.js";

/** A pigment's part in a paint. */
export type PigmentShare = Substance & {
  /** Of all pigments together, 0..1; they sum to 1 within 2 %. */
  readonly share: number;
  /** Default: that of a named material. */
  readonly densityGCm3?: number;
};

/** How a paint is laid: all but its pigments. */
export interface PaintFilm {
  /** For people. */
  readonly name?: string;
  /** Id of a named material with a density. */
  readonly binder: string;
  /** Volume of the pigments over that of pigments and binder, 0..1; the film has no voids. */
  readonly pigmentVolumeConcentration: number;
  /** 0..1 000 000. */
  readonly thicknessUm: number;
  /** Whether shares of pigments are by mass, as by default, or by volume. */
  readonly sharesBy?: "mass" | "volume";
}

/** Pigments in a binder. */
export interface Paint extends PaintFilm {
  readonly pigments: readonly PigmentShare[];
}

export const SHARES_BY = ["mass", "volume"] as const;
export const FILM_KEYS = ["name", "binder", "pigmentVolumeConcentration", "thicknessUm", "sharesBy"] as const;
export const MAX_THICKNESS_UM = 1_000_000;
const MAX_DENSITY = 30;
const SUM_TOLERANCE = 0.02;
const SUBSTANCE_KEYS = ["material", "formula", "massFractions", "mixture"];

function refuse(expected: string, found: unknown): never {
  throw new GanxError("INVALID_ARGUMENT", `expected ${expected}, found ${show(found)}`);
}

/** @throws GanxError `INVALID_ARGUMENT` unless all of a film's values but its binder's id are in range */
export function checkFilm(film: PaintFilm): void {
  const { name, binder, pigmentVolumeConcentration: pvc, thicknessUm, sharesBy } = film;
  if (name !== undefined && typeof name !== "string") refuse("a name as a text", name);
  if (typeof binder !== "string") refuse('a binder such as "linseed_oil"', binder);
  if (typeof pvc !== "number" || !(pvc >= 0 && pvc <= 1)) refuse("pigmentVolumeConcentration of 0 to 1", pvc);
  if (typeof thicknessUm !== "number" || !(thicknessUm >= 0 && thicknessUm <= MAX_THICKNESS_UM)) {
    refuse(`thicknessUm of 0 to ${MAX_THICKNESS_UM}`, thicknessUm);
  }
  if (sharesBy !== undefined && !SHARES_BY.includes(sharesBy)) {
    refuse(`sharesBy to be ${SHARES_BY.join(" or ")}`, sharesBy);
  }
}

interface WeighedPigment {
  readonly substance: Substance;
  readonly share: number;
  readonly densityGCm3: number;
}

function weigh(pigment: PigmentShare, tables: SubstanceTables): WeighedPigment {
  if (typeof pigment !== "object" || pigment === null) return refuse("a pigment as an object", pigment);
  const { share, densityGCm3, ...substance } = pigment;
  const unknown = Object.keys(substance).find((key) => !SUBSTANCE_KEYS.includes(key));
  if (unknown !== undefined)
    refuse(`only the keys share, densityGCm3, ${SUBSTANCE_KEYS.join(", ")}`, unknown);
  const known = resolveSubstance(substance, tables).densityGCm3;
  if (typeof share !== "number" || !(share >= 0 && share <= 1 + SUM_TOLERANCE)) {
    return refuse("a pigment's share of 0 to 1", share);
  }
  const density = densityGCm3 ?? known;
  if (density === undefined) {
    return refuse("densityGCm3 of a pigment that is no named material", "none");
  }
  if (!(density > 0 && density <= MAX_DENSITY))
    refuse(`densityGCm3 above 0, at most ${MAX_DENSITY}`, density);
  return { substance, share, densityGCm3: density };
}

/** Masses of the pigments in 1 cm3 of pigment. */
function massesOf(pigments: readonly WeighedPigment[], sharesBy: "mass" | "volume"): number[] {
  const sum = pigments.reduce((total, { share }) => total + share, 0);
  if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) refuse("shares of pigments that sum to 1", sum);
  if (sharesBy === "volume") return pigments.map(({ share, densityGCm3 }) => (share / sum) * densityGCm3);
  const volume = pigments.reduce((total, { share, densityGCm3 }) => total + share / densityGCm3, 0);
  return pigments.map(({ share }) => share / volume);
}

function densityOf(binder: string, tables: SubstanceTables): number {
  const { densityGCm3 } = resolveSubstance({ material: binder }, tables);
  return densityGCm3 ?? refuse("a binder with a density", binder);
}

/**
 * A paint as a layer of a stack: its mixture by mass, and its density.
 *
 * @param paint pigments and their shares, binder, pigment volume concentration and thickness
 * @returns a layer for `stackSpectrum` and `sherman`
 * @throws GanxError `INVALID_ARGUMENT`
 */
export async function paintLayer(paint: Paint): Promise<StackLayer> {
  return layerOfPaint(paint, await loadSubstanceTables());
}

/**
 * A paint as a layer of a stack: its mixture by mass, and its density.
 *
 * Volumes add up: `density = PVC rho_pigments + (1 - PVC) rho_binder`.
 *
 * @throws GanxError `INVALID_ARGUMENT`
 */
export function layerOfPaint(paint: Paint, tables: SubstanceTables): StackLayer {
  checkFilm(paint);
  const { name, pigments, binder, thicknessUm, pigmentVolumeConcentration: pvc, sharesBy = "mass" } = paint;
  if (!Array.isArray(pigments) || pigments.length === 0)
    return refuse("at least one pigment in a paint", pigments);
  const weighed = pigments.map((pigment: PigmentShare) => weigh(pigment, tables));
  const masses = massesOf(weighed, sharesBy).map((mass) => pvc * mass);
  const binderMass = (1 - pvc) * densityOf(binder, tables);
  const densityGCm3 = masses.reduce((sum, mass) => sum + mass, binderMass);
  const shares = weighed.map(({ substance }, i) => ({
    substance,
    massFraction: masses[i]! / densityGCm3,
  }));
  return {
    ...(name === undefined ? {} : { name }),
    mixture: [...shares, { substance: { material: binder }, massFraction: binderMass / densityGCm3 }],
    densityGCm3,
    thicknessUm,
  };
}
