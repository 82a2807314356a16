/** A material of paintings, or of what stands in a beam's way. */
export interface NamedMaterial {
  /** Lower-case letters, digits and underscores, or a numeral such as `I`; unique. */
  readonly id: string;
  readonly kind: "pigment" | "binder" | "ground" | "support" | "other";
  /** For people; pigments only. */
  readonly name?: string;
  /** Colour, and where it helps the kind: `yellow/earth`, `black/ink`, `metal`; pigments only. */
  readonly group?: string;
  /** Formulas with their mass fractions, which sum to 1. */
  readonly phases: readonly (readonly [formula: string, massFraction: number])[];
  /** Of the dry material. */
  readonly densityGCm3: number;
  readonly densityBasis?: "literature" | "calculated" | "estimate";
  /** First and last year of its use, below 0 before the common era; null where open; pigments only. */
  readonly used?: readonly [from: number | null, to: number | null];
  /** Colour of an opaque layer, estimated, 0..255 each; pigments only. */
  readonly srgb?: readonly [number, number, number];
  /** Usual thickness of leaf or support, from and to. */
  readonly thicknessUm?: readonly [number, number];
  readonly note?: string;
}

/** Loads the table of materials; it stays out of the way of programs that need none. */
export async function loadMaterials(): Promise<readonly NamedMaterial[]> {
  return (await import("../data/materials.js")).MATERIALS;
}
