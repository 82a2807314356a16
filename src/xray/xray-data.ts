import { GanxError } from "../errors.js";

/** The shells of the tables, in the order a vacancy falls through them. */
export const SHELLS = ["K", "L1", "L2", "L3", "M1", "M2", "M3", "M4", "M5"] as const;
export type Shell = (typeof SHELLS)[number];

/** One emission line: Siegbahn name, shell of the vacancy, energy (keV), fraction of that shell's photons. */
export type XrayLine = readonly [siegbahn: string, shell: Shell, energyKeV: number, branching: number];

/** Atomic data of one element; attenuation is valid from 0.5 to 60 keV. */
export interface XrayElement {
  /** Atomic number. */
  readonly Z: number;
  /** Molar mass, g/mol. */
  readonly A: number;
  /** Absorption edges above 0.48 keV, keV. */
  readonly edges: Readonly<Partial<Record<Shell, number>>>;
  /**
   * Polynomials of ln(mu, cm2/g) in ln(E / edge): photoelectric by shell, `X` for all outer shells, `coh` for Rayleigh
   * and `inc` for Compton scattering; the last three are in ln(E / 1 keV).
   */
  readonly mu: Readonly<Partial<Record<Shell | "X", readonly number[]>>> & {
    readonly coh: readonly number[];
    readonly inc: readonly number[];
  };
  /** Fluorescence yields. */
  readonly omega: Readonly<Partial<Record<Shell, number>>>;
  /** Vacancies made in a shell by one in another, by any process. */
  readonly transfer: Readonly<Partial<Record<Shell, Readonly<Partial<Record<Shell, number>>>>>>;
  readonly lines: readonly XrayLine[];
}

/** Element symbol to its data. */
export type XrayData = Readonly<Record<string, XrayElement>>;

/** Energies for which the attenuation polynomials hold, keV. */
export const XRAY_RANGE_KEV = { low: 0.5, high: 60 } as const;

/** Loads the tables; they stay out of the way of programs that need none. */
export async function loadXrayData(): Promise<XrayData> {
  return (await import("../data/xray-data.js")).XRAY_ELEMENTS;
}

/** Data of an element, `undefined` when there are none. */
export function findElement(data: XrayData, symbol: string): XrayElement | undefined {
  return Object.hasOwn(data, symbol) ? data[symbol] : undefined;
}

/** Data of an element. @throws GanxError `INVALID_ARGUMENT` naming the elements there are */
export function elementData(data: XrayData, symbol: string): XrayElement {
  const element = findElement(data, symbol);
  if (element) return element;
  throw new GanxError(
    "INVALID_ARGUMENT",
    `no X-ray data for element ${JSON.stringify(symbol)}: expected one of ${Object.keys(data).join(" ")}`,
  );
}
