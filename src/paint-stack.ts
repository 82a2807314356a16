import { GanxError } from "./errors.js";
import { isMeasured, type Library, type Pigment } from "./pigment.js";
import { checkStratigraphy, isPaint, isPictureLayer, type Stratigraphy } from "./stratigraphy.js";
import { layerOfPaint, type Paint, type PigmentShare } from "./xray/paint.js";
import type { StackLayer } from "./xray/stack.js";
import { loadSubstanceTables, type SubstanceTables } from "./xray/substance.js";

/** Pigments that explain a colour of the picture, and of the hidden picture where there is one. */
export interface PicturePigments {
  readonly visible: readonly PigmentShare[];
  readonly hidden?: readonly PigmentShare[];
}

/**
 * The stack of layers where a stratigraphy carries some pigments; layers without thickness are left out.
 *
 * @param stratigraphy as checked
 * @throws GanxError `INVALID_ARGUMENT` where its hidden picture has no pigments, or they cannot be used
 */
export function stackOfPaint(
  { layers }: Stratigraphy,
  pigments: PicturePigments,
  tables: SubstanceTables,
): StackLayer[] {
  const stack = layers.map((layer): StackLayer => {
    if (!isPictureLayer(layer)) return isPaint(layer) ? layerOfPaint(layer, tables) : layer;
    const { picture, ...film } = layer;
    const own = pigments[picture];
    if (own) return layerOfPaint({ ...film, pigments: own } satisfies Paint, tables);
    throw new GanxError(
      "INVALID_ARGUMENT",
      "stratigraphy: it has a layer of a hidden picture, but no hidden picture is given",
    );
  });
  const thick = stack.filter((layer) => layer.thicknessUm !== 0 && layer.massThicknessGCm2 !== 0);
  return thick.length > 0 ? thick : stack.slice(-1);
}

/**
 * The stack of layers where a stratigraphy carries some pigments: what `stackSpectrum` and `sherman` take.
 *
 * @throws GanxError `INVALID_ARGUMENT`
 */
export async function paintStack(
  stratigraphy: Stratigraphy,
  pigments: PicturePigments,
): Promise<StackLayer[]> {
  const tables = await loadSubstanceTables();
  return stackOfPaint(checkStratigraphy(stratigraphy, tables), pigments, tables);
}

/** What of a pigment a paint needs. */
type PaintPigment = Omit<PigmentShare, "share">;

function paintPigment(pigment: Pigment, { materials }: SubstanceTables): PaintPigment {
  const { id, name, spectrum } = pigment;
  const label = `pigment ${JSON.stringify(name)}`;
  if (isMeasured(spectrum)) {
    throw new GanxError(
      "INVALID_LIBRARY",
      `${label}: it has a spectrum but no composition, which mixing as paint needs; give it one or mix spectra`,
    );
  }
  const densityGCm3 = pigment.densityGCm3 ?? materials.find((one) => one.id === id)?.densityGCm3;
  if (densityGCm3 === undefined) {
    throw new GanxError(
      "INVALID_LIBRARY",
      `${label}: its density is not known, which mixing as paint needs; give it densityGCm3`,
    );
  }
  return { ...spectrum, densityGCm3 };
}

/**
 * Prepares the pigments of a library to be mixed as paint.
 *
 * @returns what turns abundances `[pigments]` into shares of those above 0
 * @throws GanxError `INVALID_LIBRARY` for a pigment without composition, or without density where no material has its id
 */
export function pigmentShares(
  { pigments }: Library,
  tables: SubstanceTables,
): (abundances: Float64Array) => PigmentShare[] {
  const known = pigments.map((pigment) => paintPigment(pigment, tables));
  return (abundances) =>
    known.flatMap((pigment, p): PigmentShare[] =>
      abundances[p] > 0 ? [{ ...pigment, share: abundances[p] } as PigmentShare] : [],
    );
}
