// What a scan's paint lies on, in words.
import type { Scan } from "../scan.js";
import { isPaint, isPictureLayer, type StratigraphyLayer } from "../stratigraphy.js";
import type { StackLayer } from "../xray/stack.js";

function substanceInWords(layer: StackLayer): string {
  if (layer.name !== undefined && !("material" in layer)) return layer.name;
  if ("material" in layer) return layer.material;
  return "formula" in layer ? layer.formula : "a mixture";
}

function layerInWords(layer: StratigraphyLayer): string {
  const thickness =
    layer.thicknessUm === undefined
      ? `${"massThicknessGCm2" in layer ? layer.massThicknessGCm2 : 0} g/cm2`
      : `${layer.thicknessUm} um`;
  if (isPictureLayer(layer)) return `${thickness} of the ${layer.picture} picture in ${layer.binder}`;
  if (!isPaint(layer)) return `${thickness} of ${substanceInWords(layer)}`;
  const pigments = layer.pigments.map((pigment) =>
    "material" in pigment ? pigment.material : "formula" in pigment ? pigment.formula : "a mixture",
  );
  return `${thickness} of ${pigments.join(" and ")} in ${layer.binder}`;
}

/** A line that says the layers, where paint was mixed, and one before the colours of a hidden picture. */
export function paintInWords({ truth, hiddenPalette }: Scan): string[] {
  const { stratigraphy } = truth.recipe;
  if (!stratigraphy) return [];
  const layers = stratigraphy.layers.map(layerInWords).join(" over ");
  return [
    `paint, ${stratigraphy.name}: ${layers}`,
    ...(hiddenPalette && truth.hidden
      ? [`hidden picture, ${hiddenPalette.length} colours, ${truth.hidden.stacks.length / 2} pairs:`]
      : []),
  ];
}
