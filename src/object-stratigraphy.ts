// Stratigraphies that are usual for kinds of paintings.
import { checkChoice, checkNumber, show } from "./check.js";
import { GanxError } from "./errors.js";
import type { PictureLayer, Stratigraphy, StratigraphyLayer } from "./stratigraphy.js";
import { loadMaterials, type NamedMaterial } from "./xray/named-material.js";
import { MAX_THICKNESS_UM, type PaintFilm } from "./xray/paint.js";

export const OBJECT_KINDS = ["manuscript", "panel", "canvas", "fresco"] as const;
export type ObjectKind = (typeof OBJECT_KINDS)[number];

/** A ground or support by the id of a named material and its thickness. */
export interface MaterialLayer {
  readonly material: string;
  /** Default: what is usual for the object where the material is its usual one, else for the material. */
  readonly thicknessUm?: number;
}

export interface ObjectOptions {
  /** Thickness of the visible picture's paint, um. */
  readonly thicknessUm?: number;
  /** Null: none. */
  readonly ground?: MaterialLayer | null;
  readonly support?: MaterialLayer;
}

/** Concentration of pigment in a ground of pigment and binder. */
const GROUND_CONCENTRATION = 0.5;
const GROUND_THICKNESS_UM = 100;

interface Usual {
  readonly paint: Required<Omit<PaintFilm, "name" | "sharesBy">>;
  readonly ground: Required<MaterialLayer> | null;
  /** Binder of grounds that are given by a pigment. */
  readonly groundBinder: string;
  readonly support: string;
}

/**
 * Typical values, not measurements of one object: pigment volume concentrations 0.25 to 0.55 in oil, 0.5 to 0.8 in tempera,
 * gouache and manuscripts; layers of some 10 to 50 um of paint, 50 to 200 um of an oil ground, 200 to 500 um of gesso.
 * Thicknesses of supports are those of the table of materials.
 */
const USUAL: Readonly<Record<ObjectKind, Usual>> = {
  manuscript: {
    paint: { binder: "gum_arabic", pigmentVolumeConcentration: 0.65, thicknessUm: 20 },
    ground: null,
    groundBinder: "animal_glue",
    support: "parchment",
  },
  panel: {
    paint: { binder: "egg_yolk", pigmentVolumeConcentration: 0.6, thicknessUm: 30 },
    ground: { material: "chalk_ground_glue", thicknessUm: 300 },
    groundBinder: "animal_glue",
    support: "wood_panel",
  },
  canvas: {
    paint: { binder: "linseed_oil", pigmentVolumeConcentration: 0.4, thicknessUm: 40 },
    ground: { material: "lead_white", thicknessUm: GROUND_THICKNESS_UM },
    groundBinder: "linseed_oil",
    support: "linen_canvas",
  },
  fresco: {
    // The plaster's lime binds: calcium carbonate when it has set.
    paint: { binder: "chalk", pigmentVolumeConcentration: 0.5, thicknessUm: 50 },
    ground: null,
    groundBinder: "chalk",
    support: "lime_plaster",
  },
};

function materialOf(role: string, id: string, materials: readonly NamedMaterial[]): NamedMaterial {
  const found = materials.find((one) => one.id === id && one.kind !== "other");
  if (found) return found;
  const ids = materials.filter(({ kind }) => kind !== "other").map((one) => one.id);
  throw new GanxError(
    "INVALID_ARGUMENT",
    `${role}: expected a material, one of ${ids.join(" ")}; found ${show(id)}`,
  );
}

/** Pigments are laid in a binder; other materials are layers as they are. */
function layerOf(
  role: "ground" | "support",
  { material: id, thicknessUm }: MaterialLayer,
  { groundBinder, ground }: Usual,
  materials: readonly NamedMaterial[],
): StratigraphyLayer {
  const material = materialOf(role, id, materials);
  const usual = ground?.material === id ? ground.thicknessUm : material.thicknessUm?.[1];
  const thickness = thicknessUm ?? usual ?? GROUND_THICKNESS_UM;
  checkNumber(`${role} thickness`, thickness, 0, MAX_THICKNESS_UM);
  if (role === "support" || material.kind !== "pigment") {
    return { name: role, material: id, thicknessUm: thickness };
  }
  return {
    name: role,
    pigments: [{ material: id, share: 1 }],
    binder: groundBinder,
    pigmentVolumeConcentration: GROUND_CONCENTRATION,
    thicknessUm: thickness,
  };
}

/**
 * The usual stratigraphy of a kind of painting: one layer of paint, ground and support.
 *
 * @throws GanxError `INVALID_ARGUMENT`
 */
export async function objectStratigraphy(
  kind: ObjectKind,
  options: ObjectOptions = {},
): Promise<Stratigraphy> {
  const usual = USUAL[checkChoice("object", kind, OBJECT_KINDS)];
  const thicknessUm = options.thicknessUm ?? usual.paint.thicknessUm;
  checkNumber("thickness", thicknessUm, 0, MAX_THICKNESS_UM);
  const materials = await loadMaterials();
  const ground = options.ground === undefined ? usual.ground : options.ground;
  const support = options.support ?? { material: usual.support };
  const paint: PictureLayer = { picture: "visible", ...usual.paint, thicknessUm };
  return {
    name: kind,
    layers: [
      paint,
      ...(ground ? [layerOf("ground", ground, usual, materials)] : []),
      layerOf("support", support, usual, materials),
    ],
  };
}

/** A stratigraphy with a hidden picture right below the visible one, laid alike, unless it has one. */
export function withHiddenPicture(stratigraphy: Stratigraphy): Stratigraphy {
  const { layers } = stratigraphy;
  const isOf = (picture: string) => (layer: StratigraphyLayer) =>
    "picture" in layer && layer.picture === picture;
  const visible = layers.find(isOf("visible")) as PictureLayer | undefined;
  if (!visible || layers.some(isOf("hidden"))) return stratigraphy;
  const at = layers.indexOf(visible) + 1;
  const hidden: PictureLayer = { ...visible, picture: "hidden" };
  return { ...stratigraphy, layers: [...layers.slice(0, at), hidden, ...layers.slice(at)] };
}
