import { checkChoice } from "./check.js";
import { GanxError } from "./errors.js";
import { hashImage } from "./hash.js";
import { resampleNearest } from "./hidden-picture.js";
import type { RgbImage } from "./image.js";
import type { ObjectKind } from "./object-stratigraphy.js";
import type { Stratigraphy } from "./stratigraphy.js";

/** Whether a colour's spectrum is the weighted sum of its pigments' or that of their paint on its stratigraphy. */
export const MIXINGS = ["spectra", "paint"] as const;
export type Mixing = (typeof MIXINGS)[number];

export interface PaintOptions {
  /** Default `spectra`. */
  readonly mixing?: Mixing;
  /** For mixing as paint: the layers, or a kind of painting, default `canvas`. */
  readonly stratigraphy?: Stratigraphy | ObjectKind;
  /** For mixing as paint: a picture under the picture, brought to its size by nearest pixel. */
  readonly hidden?: RgbImage;
}

/** The paint of a scan as a recipe keeps it. */
export interface PaintRecipe {
  readonly mixing: Mixing;
  /** The layers of the painting; for mixing as paint only. */
  readonly stratigraphy?: Stratigraphy;
  /** The hidden picture at the picture's size, where there is one: its hash, as of the picture. */
  readonly hidden?: { readonly sha256: string };
}

/** A recipe's paint with the hidden picture at the picture's size. */
export interface PaintPlan {
  readonly recipe: PaintRecipe;
  readonly hidden?: RgbImage;
}

/**
 * Checks and completes what is asked of the paint.
 *
 * @param picture the visible one, for its size
 * @throws GanxError `INVALID_ARGUMENT`, `INVALID_IMAGE`
 */
export async function planPaint(
  options: PaintOptions,
  { width, height }: Pick<RgbImage, "width" | "height">,
): Promise<PaintPlan> {
  // Before anything else has its turn: the plan must not change with the picture it was made from.
  const { hidden: given } = options;
  const hidden = given && resampleNearest(given, width, height);
  const mixing = checkChoice("mixing", options.mixing ?? "spectra", MIXINGS);
  if (mixing === "spectra") {
    const key = (["stratigraphy", "hidden"] as const).find((name) => options[name] !== undefined);
    if (key === undefined) return { recipe: { mixing } };
    throw new GanxError(
      "INVALID_ARGUMENT",
      `${key}: expected only with mixing as paint, found mixing of spectra`,
    );
  }
  const { planLayers } = await import("./paint-layers.js");
  const stratigraphy = await planLayers(options.stratigraphy, hidden !== undefined);
  return hidden
    ? { recipe: { mixing, stratigraphy, hidden: { sha256: hashImage(hidden) } }, hidden }
    : { recipe: { mixing, stratigraphy } };
}
