import type { Quantity } from "../../energy-axis.js";

/** How a unit is brought to that of its quantity. */
export interface UnitOfQuantity {
  readonly quantity: Quantity;
  /** keV, nm or cm-1 in one of the unit. */
  readonly scale: number;
}

const KNOWN: readonly (readonly [pattern: RegExp, quantity: Quantity, scale: number])[] = [
  [/^kev$/, "energy", 1],
  [/^ev$/, "energy", 1e-3],
  [/^mev$/, "energy", 1e3],
  [/^(nm|nanomet(er|re)s?)$/, "wavelength", 1],
  [/^(um|µm|μm|micromet(er|re)s?|microns?)$/, "wavelength", 1e3],
  [/^(å|angstroms?)$/, "wavelength", 0.1],
  [/^(1\/cm|cm(\^|\*\*)?[-−⁻](1|¹)|wavenumbers?)$/, "wavenumber", 1],
];

/** The quantity of a unit such as `eV`, `nm`, `1/CM` or `cm-1`; undefined for one that is none of them. */
export function parseUnit(text: string): UnitOfQuantity | undefined {
  const plain = text
    .slice(0, 60)
    .trim()
    .replace(/[\s()[\]]/g, "");
  // MeV and meV differ in their first letter alone, and nothing here is measured in meV.
  if (plain === "meV") return undefined;
  const found = KNOWN.find(([pattern]) => pattern.test(plain.toLowerCase()));
  return found && { quantity: found[1], scale: found[2] };
}

/** Words of header lines that say what the first column is. */
const WORDS: readonly (readonly [pattern: RegExp, unit: string])[] = [
  [/cm\s*(\^|\*\*)?\s*[-−⁻]\s*(1|¹)|1\/cm|wave\s?numbers?|raman\s?shift/i, "cm-1"],
  [/\bkev\b/i, "keV"],
  [/\bev\b/i, "eV"],
  [/\bnm\b|nanomet(er|re)/i, "nm"],
  [/(µ|μ|\bu)m\b|micromet(er|re)/i, "um"],
  [/wavelength/i, "nm"],
  [/\benergy\b/i, "keV"],
];

/** Whether a header line speaks of channels, which are not calibrated. */
export function hasChannels(line: string): boolean {
  return /\bchannels?\b/i.test(line.slice(0, 200)) && unitInHeader(line) === undefined;
}

/** The unit that a header line speaks of; undefined for none. */
export function unitInHeader(line: string): string | undefined {
  const start = line.slice(0, 200);
  return WORDS.find(([pattern]) => pattern.test(start))?.[1];
}
