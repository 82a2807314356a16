import type { NamedMaterial } from "./named-material.js";

type Rgb = readonly [number, number, number];

/** Colours of supports that paintings leave bare, estimated. */
const BARE: Readonly<Record<string, Rgb>> = { parchment: [226, 208, 172] };

/** The colour a material shows, estimated, sRGB 0..255; `undefined` for what is not seen. */
export function materialColor({ id, srgb }: NamedMaterial): Rgb | undefined {
  return srgb ?? (Object.hasOwn(BARE, id) ? BARE[id] : undefined);
}

/** A material's name for people. */
export function materialTitle({ id, name }: NamedMaterial): string {
  if (name !== undefined) return name;
  const words = id.replaceAll("_", " ");
  return words[0]!.toUpperCase() + words.slice(1);
}

/** Formulas of a material with their percentages by mass, or its only formula. */
export function materialFormula({ phases }: NamedMaterial): string {
  if (phases.length === 1) return phases[0]![0];
  return phases.map(([formula, share]) => `${formula} ${Number((100 * share).toPrecision(3))} %`).join(", ");
}
