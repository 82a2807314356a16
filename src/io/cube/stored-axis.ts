import { type EnergyAxis, type Quantity, quantityField } from "../../energy-axis.js";
import { parseUnit } from "../spectra/units.js";

/** An axis as a file says it: keV, nm or cm-1, whichever its quantity has. */
export type StoredAxis = Omit<EnergyAxis, "channels">;

/** What the names of NumPy's arrays say of units. */
export const UNIT_NAMES: Readonly<Record<Quantity, string>> = {
  energy: "kev",
  wavelength: "nm",
  wavenumber: "cm1",
};

/** Brings an axis in any unit to that of its quantity; nothing for a unit that no axis has. */
export function axisInUnit(unit: string, { offsetKeV, gainKeV }: StoredAxis): StoredAxis | undefined {
  const found = parseUnit(unit);
  if (!found) return undefined;
  const { scale } = found;
  // A division by 1000 leaves fewer digits behind than a product with 0.001.
  const scaled = (value: number): number => (scale < 1 ? value / Math.round(1 / scale) : value * scale);
  return { offsetKeV: scaled(offsetKeV), gainKeV: scaled(gainKeV), ...quantityField(found) };
}
