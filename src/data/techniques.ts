// Pigments that are typical of a technique, by id of ./materials.ts. Typical, not complete: painters did otherwise, and the
// list says nothing of place or century, for which see the materials' years of use.
//
// manuscript  M. Clarke, Reviews in Conservation 2 (2001) 3; S. Panayotova (ed.), Colour: the Art and Science of
//             Illuminated Manuscripts, 2016
// panel       Artists' Pigments, vols 1 to 4, National Gallery of Art, 1986 to 2007, for what is named there of paintings
//             on panel in tempera and oil
// canvas      the same of paintings in oil on canvas
// fresco      P. Mora, L. Mora, P. Philippot, Conservation of Wall Paintings, 1984: what lime does not change, with the
//             copper blues and greens, ultramarine and minium that were laid on when the plaster was dry

const EARTHS =
  "yellow_ochre goethite raw_sienna burnt_sienna raw_umber burnt_umber red_ochre hematite green_earth bole";
const BLACKS = "bone_black carbon_black charcoal_black";
const METALS = "gold_leaf shell_gold silver_leaf tin_leaf";
const OLD =
  "lead_white cerussite chalk gypsum anhydrite lead_tin_yellow_I lead_tin_yellow_II naples_yellow massicot orpiment " +
  "realgar vermilion minium azurite ultramarine_natural smalt indigo vivianite malachite verdigris copper_resinate " +
  "copper_chloride carmine madder_lake organic_red_dye weld_lake saffron";
const MODERN =
  "zinc_white titanium_white_rutile titanium_white_anatase barium_white lithopone antimony_white cadmium_yellow " +
  "cadmium_red chrome_yellow chrome_orange strontium_yellow barium_yellow zinc_yellow cobalt_yellow " +
  "ultramarine_synthetic prussian_blue cobalt_blue cerulean_blue manganese_blue emerald_green scheele_green viridian " +
  "chromium_oxide_green cobalt_green cobalt_violet cobalt_violet_light manganese_violet iron_oxide_black";

const ids = (...lists: string[]): readonly string[] => lists.flatMap((list) => list.split(" "));

export const TECHNIQUES = {
  manuscript: ids(
    "lead_white chalk gypsum lead_tin_yellow_I massicot orpiment realgar yellow_ochre red_ochre hematite bole vermilion minium",
    "azurite ultramarine_natural smalt indigo egyptian_blue vivianite malachite verdigris copper_chloride green_earth",
    "carmine madder_lake organic_red_dye weld_lake saffron mosaic_gold iron_gall_ink parchment",
    BLACKS,
    METALS,
  ),
  panel: ids(OLD, EARTHS, BLACKS, METALS, MODERN, "mosaic_gold manganese_black"),
  canvas: ids(OLD, EARTHS, BLACKS, MODERN, "gold_leaf shell_gold manganese_black"),
  fresco: ids(
    "chalk vermilion minium egyptian_blue azurite ultramarine_natural smalt malachite manganese_black iron_oxide_black",
    "naples_yellow titanium_white_rutile ultramarine_synthetic cobalt_blue cerulean_blue viridian chromium_oxide_green",
    "cobalt_green cobalt_violet",
    EARTHS,
    BLACKS,
  ),
} as const satisfies Readonly<Record<string, readonly string[]>>;
