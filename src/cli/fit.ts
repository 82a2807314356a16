// How well a library's pigments explain the colours of a picture.
import type { PaletteColor } from "../scan.js";
import type { Recipe } from "../truth.js";

/** Similarity of the pigment that is most like a colour, 0..1. */
export function bestSimilarity({ mixture }: PaletteColor): number {
  return mixture.reduce((best, { similarity }) => Math.max(best, similarity), 0);
}

/** Whether no pigment is as similar as the threshold asks, so that the most similar one alone stands for the colour. */
export function fitsBadly(color: PaletteColor, { threshold }: Pick<Recipe, "threshold">): boolean {
  return bestSimilarity(color) < threshold;
}

/** A line that says which colours fit badly; none where all fit. */
export function poorFitInWords(
  palette: readonly PaletteColor[],
  recipe: Pick<Recipe, "threshold" | "library">,
): string[] {
  const poor = palette.filter((color) => fitsBadly(color, recipe));
  if (poor.length === 0) return [];
  const share = poor.reduce((sum, color) => sum + color.share, 0);
  const named = poor.map((color) => `${color.hex} (best similarity ${bestSimilarity(color).toFixed(2)})`);
  const what = poor.length === 1 ? "1 colour" : `${poor.length} colours`;
  return [
    `nothing in the library fits ${what}, ${(100 * share).toFixed(1)} % of the picture, as well as ${recipe.threshold}: ` +
      `${named.join(", ")}; the most similar pigment stands for each`,
  ];
}
