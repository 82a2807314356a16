// What lies on what: paint layers over ground over support, the picture's own paint among them.
import { show } from "./check.js";
import { GanxError } from "./errors.js";
import {
  checkFilm,
  FILM_KEYS,
  layerOfPaint,
  MAX_THICKNESS_UM,
  type Paint,
  type PaintFilm,
} from "./xray/paint.js";
import { resolveStack, type StackLayer } from "./xray/stack.js";
import type { SubstanceTables } from "./xray/substance.js";

/** Paint whose pigments are those that explain the colours of a picture. */
export interface PictureLayer extends PaintFilm {
  /** The picture itself, or one painted over. */
  readonly picture: "visible" | "hidden";
}

export type StratigraphyLayer = PictureLayer | Paint | StackLayer;

/** The layers of a painting, top first: one of them of the visible picture, at most one below it of a hidden one. */
export interface Stratigraphy {
  readonly name: string;
  readonly layers: readonly StratigraphyLayer[];
}

const PICTURES = ["visible", "hidden"];
const MAX_LAYERS = 20;
const MAX_NAME = 1000;

function refuse(expected: string, found: unknown): never {
  throw new GanxError("INVALID_ARGUMENT", `stratigraphy: expected ${expected}, found ${show(found)}`);
}

export function isPictureLayer(layer: StratigraphyLayer): layer is PictureLayer {
  return "picture" in layer;
}

export function isPaint(layer: StratigraphyLayer): layer is Paint {
  return "pigments" in layer;
}

function checkKeys(layer: object, keys: readonly string[]): void {
  const unknown = Object.keys(layer).find((key) => !keys.includes(key));
  if (unknown === undefined) return;
  throw new GanxError(
    "INVALID_ARGUMENT",
    `expected only the keys ${keys.join(", ")}, found ${show(unknown)}`,
  );
}

function checkStackLayer(layer: StackLayer, tables: SubstanceTables): void {
  const { name, thicknessUm, massThicknessGCm2 } = layer;
  if (name !== undefined && typeof name !== "string") {
    throw new GanxError("INVALID_ARGUMENT", `expected a name as a text, found ${show(name)}`);
  }
  for (const [key, value] of Object.entries({ thicknessUm, massThicknessGCm2 })) {
    if (value !== undefined && !(value <= MAX_THICKNESS_UM)) {
      throw new GanxError(
        "INVALID_ARGUMENT",
        `expected ${key} of 0 to ${MAX_THICKNESS_UM}, found ${show(value)}`,
      );
    }
  }
  resolveStack([layer], tables);
}

function checkLayer(layer: StratigraphyLayer, tables: SubstanceTables): void {
  if (typeof layer !== "object" || layer === null || Array.isArray(layer)) {
    throw new GanxError("INVALID_ARGUMENT", `expected an object, found ${show(layer)}`);
  }
  if (isPictureLayer(layer)) {
    checkKeys(layer, ["picture", ...FILM_KEYS]);
    if (!PICTURES.includes(layer.picture)) {
      throw new GanxError(
        "INVALID_ARGUMENT",
        `expected picture to be ${PICTURES.join(" or ")}, found ${show(layer.picture)}`,
      );
    }
    checkFilm(layer);
    resolveStack([{ material: layer.binder, thicknessUm: 0 }], tables);
  } else if (isPaint(layer)) {
    checkKeys(layer, ["pigments", ...FILM_KEYS]);
    resolveStack([layerOfPaint(layer, tables)], tables);
  } else {
    checkStackLayer(layer, tables);
  }
}

/** A layer's own copy, in which what paints leave out is said. */
function copyLayer(layer: StratigraphyLayer): StratigraphyLayer {
  const copy = structuredClone(layer);
  return isPictureLayer(copy) || isPaint(copy) ? { ...copy, sharesBy: copy.sharesBy ?? "mass" } : copy;
}

/**
 * Checks a stratigraphy.
 *
 * @returns a copy that is complete
 * @throws GanxError `INVALID_ARGUMENT` naming the layer, counted from 1
 */
export function checkStratigraphy(stratigraphy: Stratigraphy, tables: SubstanceTables): Stratigraphy {
  const { name, layers } = stratigraphy ?? {};
  if (typeof name !== "string" || !/\S/.test(name) || name.length > MAX_NAME) {
    return refuse(`a name of 1 to ${MAX_NAME} characters`, name);
  }
  if (!Array.isArray(layers) || layers.length === 0 || layers.length > MAX_LAYERS) {
    return refuse(`1 to ${MAX_LAYERS} layers, top first`, layers);
  }
  layers.forEach((layer: StratigraphyLayer, j) => {
    try {
      checkLayer(layer, tables);
    } catch (cause) {
      if (!(cause instanceof GanxError)) throw cause;
      const reason = cause.message.replace(/^layer 1: /, "");
      throw new GanxError(cause.code, `stratigraphy: layer ${j + 1}: ${reason}`, { cause });
    }
  });
  const pictures = layers.filter(isPictureLayer).map(({ picture }) => picture);
  if (pictures.join() !== "visible" && pictures.join() !== "visible,hidden") {
    const found = pictures.length === 0 ? "none" : pictures.join(" over ");
    throw new GanxError(
      "INVALID_ARGUMENT",
      `stratigraphy: expected one layer of the visible picture and at most one of a hidden one, below it, found ${found}`,
    );
  }
  return { name, layers: layers.map(copyLayer) };
}

/** Whether a stratigraphy has a layer of a hidden picture. */
export function hasHiddenPicture({ layers }: Stratigraphy): boolean {
  return layers.some((layer) => isPictureLayer(layer) && layer.picture === "hidden");
}
