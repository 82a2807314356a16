/**
 * The default library in ganx's own format: fourteen materials of an illuminated manuscript.
 *
 * Formulas are those of the pure compounds; mass fractions are typical compositions, not analyses of a sample.
 * Every sRGB value is an estimate, not a measurement.
 */
export const EMBEDDED_LIBRARY = {
  format: "ganx-library",
  version: 1,
  name: "Illuminated manuscript",
  pigments: [
    {
      id: "red_lead",
      name: "Red lead",
      srgb: [222, 88, 40],
      densityGCm3: 8.92,
      source: "Minium; colour estimated",
      composition: { formula: "Pb3O4" },
    },
    {
      id: "vermilion",
      name: "Vermilion",
      srgb: [204, 54, 38],
      source: "Cinnabar; colour estimated",
      composition: { formula: "HgS" },
    },
    {
      id: "organic_red_dye",
      name: "Organic red dye",
      srgb: [160, 48, 62],
      source: "Typical lake of a madder or kermes dye on alum; colour estimated",
      composition: { massFractions: { O: 0.51283, C: 0.24053, Al: 0.15561, H: 0.041693, Ca: 0.024026, K: 0.01795, S: 0.0073601 } },
    },
    {
      id: "lead_tin_yellow",
      name: "Lead-tin yellow",
      srgb: [236, 214, 98],
      densityGCm3: 8.26,
      source: "Type I; colour estimated",
      composition: { formula: "Pb2SnO4" },
    },
    {
      id: "ultramarine",
      name: "Ultramarine",
      srgb: [44, 66, 148],
      densityGCm3: 2.5,
      source: "Natural, from lapis lazuli with calcite, diopside and pyrite; colour estimated",
      composition: { massFractions: { O: 0.38768, Si: 0.15929, Al: 0.13801, Na: 0.11768, Ca: 0.1075, S: 0.065388, Fe: 0.0093097, C: 0.0083994, Mg: 0.0067377 } },
    },
    {
      id: "azurite",
      name: "Azurite",
      srgb: [44, 88, 148],
      source: "Mineral; colour estimated",
      composition: { formula: "Cu3(CO3)2(OH)2" },
    },
    {
      id: "indigo",
      name: "Indigo",
      srgb: [38, 50, 84],
      source: "Indigotin; no line above 0.5 keV; colour estimated",
      composition: { formula: "C16H10N2O2" },
    },
    {
      id: "malachite",
      name: "Malachite",
      srgb: [62, 142, 104],
      source: "Mineral; colour estimated",
      composition: { formula: "Cu2CO3(OH)2" },
    },
    {
      id: "chalk",
      name: "Chalk",
      srgb: [240, 237, 228],
      source: "Calcite; colour estimated",
      composition: { formula: "CaCO3" },
    },
    {
      id: "lead_white",
      name: "Lead white",
      srgb: [243, 240, 230],
      source: "Hydrocerussite; colour estimated",
      composition: { formula: "Pb3(CO3)2(OH)2" },
    },
    {
      id: "bone_black",
      name: "Bone black",
      srgb: [42, 38, 36],
      source: "Typical: apatite, carbon, calcite; colour estimated",
      composition: { massFractions: { O: 0.37089, Ca: 0.33122, C: 0.1484, P: 0.14295, H: 0.0037631, Mg: 0.0027751 } },
    },
    {
      id: "iron_gall_ink",
      name: "Iron-gall ink",
      srgb: [52, 42, 38],
      source: "Typical dried ink; colour estimated",
      composition: { massFractions: { O: 0.45138, C: 0.35481, Fe: 0.091909, S: 0.05865, H: 0.030863, Zn: 0.0060745, K: 0.0044875, Mn: 0.0018191 } },
    },
    {
      id: "gold_leaf",
      name: "Gold leaf",
      srgb: [212, 172, 72],
      source: "23 carat with silver and copper; colour estimated",
      composition: { massFractions: { Au: 0.965, Ag: 0.02, Cu: 0.015 } },
    },
    {
      id: "parchment",
      name: "Parchment",
      srgb: [226, 208, 172],
      source: "Typical: collagen with chalk and salt; colour estimated",
      composition: { massFractions: { C: 0.4693, O: 0.27222, N: 0.1504, H: 0.060128, Ca: 0.03604, Cl: 0.0060658, Na: 0.0039342, S: 0.0019128 } },
    },
  ],
};
