// Stacks of layers in one line of text.
import { show } from "../check.js";
import { GanxError } from "../errors.js";
import { nearestName } from "../nearest-name.js";
import type { StackLayer } from "./stack.js";
import {
  loadSubstanceTables,
  resolveSubstance,
  type Share,
  type Substance,
  type SubstanceTables,
} from "./substance.js";

const UM_PER: Readonly<Record<string, number>> = {
  nm: 1e-3,
  um: 1,
  "\u00b5m": 1,
  "\u03bcm": 1,
  mm: 1e3,
  cm: 1e4,
};
const NUMBER = "\\d+(?:\\.\\d*)?(?:e[+-]?\\d+)?|\\.\\d+(?:e[+-]?\\d+)?";
const THICKNESS = new RegExp(`^(?:(${NUMBER})\\s*(nm|um|\\u00b5m|\\u03bcm|mm|cm)|inf(?:inity)?)$`, "i");
const SHARED = new RegExp(`^(\\S+)(?:\\s+(${NUMBER})\\s*(%)?)?$`);

const SUBSTANCES = "ids of materials (see ganx pigments list) or formulas such as PbO";

function fail(expected: string, found: string): never {
  throw new GanxError("INVALID_ARGUMENT", `expected ${expected}, found ${show(found)}`);
}

function substanceOf(text: string, tables: SubstanceTables): Substance {
  const lower = text.toLowerCase();
  const known = tables.materials.find(({ id }) => id.toLowerCase() === lower);
  if (known) return { material: known.id };
  // Small letters and underscores are meant as an id.
  if (!/^[A-Z([{\d]/.test(text) || text.includes("_")) {
    const nearest = nearestName(
      text,
      tables.materials.map(({ id }) => id),
    );
    fail(`${SUBSTANCES}; the nearest id is "${nearest}"`, text);
  }
  resolveSubstance({ formula: text }, tables);
  return { formula: text };
}

function thicknessOf(text: string): number {
  const [all, number, unit = ""] = THICKNESS.exec(text) ?? [];
  if (all === undefined) fail("a thickness such as 30um, 200nm, 0.5mm or inf", text);
  return number === undefined ? Infinity : Number(number) * UM_PER[unit.toLowerCase()]!;
}

function densityOf(text: string): number {
  const value = new RegExp(`^(?:${NUMBER})$`).test(text) ? Number(text) : Number.NaN;
  if (!(value > 0 && value <= 30)) fail("a density in g/cm3 above 0, at most 30, behind @", text);
  return value;
}

/** Parts by mass; without numbers as much of each. */
function sharesOf(text: string, tables: SubstanceTables): Share[] {
  const parts = text.split(/\+(?![^([{]*[)\]}])/).map((part) => {
    const [, name, number, percent] = SHARED.exec(part.trim()) ?? [];
    if (name === undefined) fail("a substance and its part by mass, such as azurite 0.7", part.trim());
    const amount = number === undefined ? undefined : Number(number) / (percent ? 100 : 1);
    if (amount === 0) fail("parts by mass above 0", part.trim());
    return { substance: substanceOf(name as string, tables), amount };
  });
  const given = parts.filter(({ amount }) => amount !== undefined).length;
  if (given > 0 && given < parts.length)
    fail("parts by mass of all substances of a mixture or of none", text);
  const sum = parts.reduce((total, { amount = 1 }) => total + amount, 0);
  return parts.map(({ substance, amount = 1 }) => ({ substance, massFraction: amount / sum }));
}

/** Density of a mixture without pores, where all parts have one: volumes add. */
function mixedDensity(shares: readonly Share[], tables: SubstanceTables): number | undefined {
  // Of a single part its own, without the last digit that a reciprocal loses.
  if (shares.length === 1) return resolveSubstance(shares[0]!.substance, tables).densityGCm3;
  let volume = 0;
  for (const { substance, massFraction } of shares) {
    const { densityGCm3 } = resolveSubstance(substance, tables);
    if (densityGCm3 === undefined) return undefined;
    volume += massFraction / densityGCm3;
  }
  return 1 / volume;
}

function layerOf(text: string, isLowest: boolean, tables: SubstanceTables): StackLayer {
  const [, mixture = "", rest = ""] = /^([^:@]*)(.*)$/s.exec(text) ?? [];
  if (mixture.trim() === "") fail(SUBSTANCES, text.trim());
  const marks = rest.match(/[:@][^:@]*/g) ?? [];
  const values = (mark: string): string[] =>
    marks.filter((one) => one[0] === mark).map((one) => one.slice(1).trim());
  const [thicknesses, densities] = [values(":"), values("@")];
  if (thicknesses.length > 1) fail("one thickness a layer", text.trim());
  if (densities.length > 1) fail("one density a layer", text.trim());
  if (thicknesses.length === 0 && !isLowest) {
    fail("a thickness, such as :30um, of every layer but the lowest", text.trim());
  }
  const shares = sharesOf(mixture, tables);
  const substance = shares.length === 1 ? shares[0]!.substance : { mixture: shares };
  const thicknessUm = thicknesses.length === 0 ? Infinity : thicknessOf(thicknesses[0]!);
  if (thicknessUm === Infinity && !isLowest) fail("a finite thickness, as layers lie below", text.trim());
  const densityGCm3 = densities.length === 0 ? mixedDensity(shares, tables) : densityOf(densities[0]!);
  if (densityGCm3 === undefined && thicknessUm !== Infinity) {
    fail("a density behind a formula, such as PbO@9.5:30um; only named materials have one", text.trim());
  }
  return { ...substance, ...(densityGCm3 === undefined ? {} : { densityGCm3 }), thicknessUm };
}

/**
 * Reads a stack of layers, top first, such as `azurite 0.7 + lead_white 0.3 : 30um / lead_white:100um / linen_canvas`.
 *
 * Layers stand between `/`. A layer is one substance or several with `+` and their parts by mass (as much of each where no
 * number is given), then `: thickness` in nm, um, mm or cm, and, where it is not what the materials give, `@ density` in
 * g/cm3. A substance is the id of a material or a formula. The lowest layer is infinite unless it has a thickness.
 *
 * @throws GanxError `INVALID_ARGUMENT` naming the layer, counted from 1
 */
export async function parseStackText(text: string): Promise<StackLayer[]> {
  const tables = await loadSubstanceTables();
  const layers = text.split("/");
  return layers.map((layer, j) => {
    try {
      return layerOf(layer, j === layers.length - 1, tables);
    } catch (cause) {
      if (!(cause instanceof GanxError)) throw cause;
      throw new GanxError("INVALID_ARGUMENT", `stack: layer ${j + 1}: ${cause.message}`, { cause });
    }
  });
}
