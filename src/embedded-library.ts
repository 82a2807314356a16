// The libraries that come with ganx: the fourteen materials of the paper's example, or a choice from all pigments.
import { show } from "./check.js";
import { GanxError } from "./errors.js";
import { libraryFromJson } from "./library-format.js";
import { nearestName } from "./nearest-name.js";
import { type Period, periodInText, periodOf, wasInUse, yearsInWords } from "./period.js";
import type { Library } from "./pigment.js";
import { materialColor, materialTitle } from "./xray/material-facts.js";
import { loadMaterials, type NamedMaterial } from "./xray/named-material.js";
import { materialMassFractions } from "./xray/substance.js";
import { loadXrayData } from "./xray/xray-data.js";

/** Techniques of which the typical pigments are known. */
export const TECHNIQUE_NAMES = ["manuscript", "panel", "canvas", "fresco"] as const;
export type Technique = (typeof TECHNIQUE_NAMES)[number];

/** Which of the pigments that ganx knows a library has; all that is given must be true of a pigment. */
export interface LibrarySelection {
  /** In use at some time from one year to another, below 0 before the common era, `[1400, 1500]` or `1400..1500`. */
  readonly period?: Period | string;
  /** Ids, in the order wanted; also in one text, with commas; `all` is every pigment. */
  readonly palette?: readonly string[] | string;
  /** Typical of a technique. */
  readonly technique?: Technique;
}

/** Names that the fourteen materials of the default library have and the table calls otherwise. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  red_lead: "minium",
  lead_tin_yellow: "lead_tin_yellow_I",
  ultramarine: "ultramarine_natural",
};

function fail(message: string): never {
  throw new GanxError("INVALID_ARGUMENT", message);
}

/** Materials that can be seen in a painting: pigments, and parchment where it is bare. */
export function isVisible(material: NamedMaterial): boolean {
  return materialColor(material) !== undefined;
}

function byName(id: unknown, visible: readonly NamedMaterial[]): NamedMaterial {
  const wanted = String(id).trim().toLowerCase();
  const name = Object.hasOwn(OTHER_NAMES, wanted) ? OTHER_NAMES[wanted]! : wanted;
  const found = visible.find((one) => one.id.toLowerCase() === name.toLowerCase());
  if (found) return found;
  const names = [...visible.map((one) => one.id), ...Object.keys(OTHER_NAMES)];
  return fail(
    `palette: expected ids of pigments, found ${show(id)}; the nearest is "${nearestName(wanted, names)}"`,
  );
}

const isAll = (palette: unknown): boolean => String(palette).trim().toLowerCase() === "all";

function idsOf(palette: unknown): unknown[] {
  const ids: unknown = typeof palette === "string" ? palette.split(",") : palette;
  if (!Array.isArray(ids)) return fail(`palette: expected a list of ids of pigments, found ${show(palette)}`);
  if (ids.length === 0 || palette === "") fail("palette: expected at least one id of a pigment, found none");
  return ids;
}

async function typicalOf(technique: unknown): Promise<readonly string[]> {
  const { TECHNIQUES } = await import("./data/techniques.js");
  if (!TECHNIQUE_NAMES.includes(technique as Technique)) {
    fail(`technique: expected ${TECHNIQUE_NAMES.join(", ")}, found ${show(technique)}`);
  }
  return TECHNIQUES[technique as Technique];
}

/**
 * Chooses from the pigments that ganx knows.
 *
 * @returns in the palette's order, or the table's
 * @throws GanxError `INVALID_ARGUMENT` for an unknown id, naming the nearest, for one of the palette that period or
 *   technique excludes, or where nothing is left
 */
export async function selectPigments(selection: LibrarySelection): Promise<NamedMaterial[]> {
  const { period, palette, technique } = selection;
  const visible = (await loadMaterials()).filter(isVisible);
  const years = period === undefined ? undefined : periodOf(period);
  const typical = technique === undefined ? undefined : await typicalOf(technique);
  const excluded = ({ id, used }: NamedMaterial): string | undefined => {
    if (years && !wasInUse(used, years))
      return `was in use ${yearsInWords(used)}, not ${yearsInWords(years)}`;
    return typical && !typical.includes(id) ? `is not typical of ${technique}` : undefined;
  };
  if (palette !== undefined && !isAll(palette)) {
    const chosen = [...new Set(idsOf(palette).map((id) => byName(id, visible)))];
    for (const one of chosen) {
      const why = excluded(one);
      if (why !== undefined) fail(`palette: ${one.id} ${why}; leave one of them out`);
    }
    return chosen;
  }
  // Parchment is what a manuscript is written on, and nothing that other paintings show.
  const pigments = visible.filter(({ kind }) => kind === "pigment" || technique === "manuscript");
  const chosen = pigments.filter((one) => excluded(one) === undefined);
  if (chosen.length === 0) {
    const when = years ? ` in use ${yearsInWords(years)}` : "";
    fail(`expected at least one pigment, found none${technique ? ` of ${technique}` : ""}${when}`);
  }
  return chosen;
}

function nameOf(selection: LibrarySelection): string {
  const { period, palette, technique } = selection;
  const parts = [
    ...(technique === undefined ? [] : [`technique ${technique}`]),
    ...(period === undefined ? [] : [`period ${periodInText(periodOf(period))}`]),
    ...(palette === undefined ? [] : [isAll(palette) ? "all" : "a palette"]),
  ];
  return `Pigments of ganx: ${parts.join(", ")}`;
}

/** A material as an entry of a library's JSON. */
async function entryOf(material: NamedMaterial): Promise<object> {
  const isPure = material.phases.length === 1;
  const composition = isPure
    ? { formula: material.phases[0]![0] }
    : { massFractions: materialMassFractions(material, await loadXrayData()) };
  const note = material.note === undefined ? "" : `; ${material.note}`;
  return {
    id: material.id,
    name: materialTitle(material),
    srgb: materialColor(material),
    source: `${isPure ? "Pure compound" : "Typical composition"}${note}; colour estimated`,
    composition,
  };
}

const noFiles = async (path: string): Promise<never> => {
  throw new GanxError("INVALID_LIBRARY", `the embedded library refers to the file ${show(path)}`);
};

/**
 * A library that comes with ganx, by composition; every colour is an estimate, as each pigment's `source` says.
 *
 * @param selection which of all pigments; nothing: the fourteen materials of an illuminated manuscript
 * @throws GanxError `INVALID_ARGUMENT` for a selection that cannot be met
 */
export async function embeddedLibrary(selection: LibrarySelection = {}): Promise<Library> {
  const unknown = Object.keys(selection).find((key) => !["period", "palette", "technique"].includes(key));
  if (unknown !== undefined)
    fail(`library: expected only period, palette, technique, found ${show(unknown)}`);
  if (Object.values(selection).every((value) => value === undefined)) {
    const { EMBEDDED_LIBRARY } = await import("./data/embedded-library.js");
    return libraryFromJson(EMBEDDED_LIBRARY, noFiles);
  }
  const chosen = await selectPigments(selection);
  const pigments = await Promise.all(chosen.map(entryOf));
  return libraryFromJson({ format: "ganx-library", version: 1, name: nameOf(selection), pigments }, noFiles);
}
