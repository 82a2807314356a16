import { GanxError } from "./errors.js";
import { type ObjectKind, objectStratigraphy, withHiddenPicture } from "./object-stratigraphy.js";
import { checkStratigraphy, hasHiddenPicture, type Stratigraphy } from "./stratigraphy.js";
import { loadSubstanceTables } from "./xray/substance.js";

/**
 * The layers of a painting, checked, with one for a hidden picture where there is one.
 *
 * @param given default those of a canvas
 * @throws GanxError `INVALID_ARGUMENT`
 */
export async function planLayers(
  given: Stratigraphy | ObjectKind = "canvas",
  hasHidden: boolean,
): Promise<Stratigraphy> {
  const plain = typeof given === "string" ? await objectStratigraphy(given) : given;
  const checked = checkStratigraphy(plain, await loadSubstanceTables());
  if (hasHidden) return withHiddenPicture(checked);
  if (!hasHiddenPicture(checked)) return checked;
  throw new GanxError(
    "INVALID_ARGUMENT",
    "stratigraphy: it has a layer of a hidden picture, but no hidden picture is given",
  );
}
