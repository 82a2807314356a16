import { GanxError } from "./errors.js";

/** What spectra are measured over: energy in keV, wavelength in nm, wavenumber in cm-1. */
export type Quantity = "energy" | "wavelength" | "wavenumber";

/** The unit of each quantity. */
export const UNITS: Readonly<Record<Quantity, string>> = Object.freeze({
  energy: "keV",
  wavelength: "nm",
  wavenumber: "cm-1",
});

/** A uniform axis, of energy unless it says otherwise: channel `i` is centred on `offsetKeV + i * gainKeV`. */
export interface EnergyAxis {
  /** Energy of the centre of channel 0, keV; of another quantity in its own unit, nm or cm-1. */
  readonly offsetKeV: number;
  /** Width of a channel, keV; of another quantity in its own unit. */
  readonly gainKeV: number;
  /** Number of channels. */
  readonly channels: number;
  /** Default: energy. */
  readonly quantity?: Quantity;
}

/** Something over energy, or over the quantity that it names. */
export type Measured = Pick<EnergyAxis, "quantity">;

/** The quantity of an axis or a spectrum. */
export function quantityOf({ quantity }: Measured): Quantity {
  return quantity ?? "energy";
}

/** The unit of an axis or a spectrum: keV, nm or cm-1. */
export function unitOf(measured: Measured): string {
  return UNITS[quantityOf(measured)];
}

/** The quantity with its unit: `energy (keV)`. */
export function describeQuantity(measured: Measured): string {
  return `${quantityOf(measured)} (${unitOf(measured)})`;
}

/** The quantity as a field, which is left out where it is energy. */
export function quantityField(measured: Measured): Measured {
  return quantityOf(measured) === "energy" ? {} : { quantity: quantityOf(measured) };
}

/** @throws GanxError `INVALID_ARGUMENT` unless both are over the same quantity */
export function requireSameQuantity(what: string, a: Measured, b: Measured): void {
  if (quantityOf(a) === quantityOf(b)) return;
  throw new GanxError(
    "INVALID_ARGUMENT",
    `${what}: expected axes of one quantity, found ${describeQuantity(a)} and ${describeQuantity(b)}`,
  );
}

/** @throws GanxError `INVALID_ARGUMENT` for anything that is not over energy, such as X-ray lines on a wavelength axis */
export function requireEnergy(what: string, measured: Measured): void {
  if (quantityOf(measured) === "energy") return;
  throw new GanxError(
    "INVALID_ARGUMENT",
    `${what}: expected an axis of ${describeQuantity({})}, found one of ${describeQuantity(measured)}`,
  );
}

export const MAX_CHANNELS = 65_536;

/**
 * Makes an axis whose channels tile a range of energies, or of another quantity.
 *
 * @param lowKeV lower edge of channel 0, keV; of another quantity nm or cm-1
 * @param highKeV upper edge of the last channel, in the same unit
 * @param channels number of channels, 1..65536
 * @throws GanxError `INVALID_ARGUMENT`
 */
export function energyAxisFromRange(
  lowKeV: number,
  highKeV: number,
  channels: number,
  quantity: Quantity = "energy",
): EnergyAxis {
  checkChannels(channels);
  const gainKeV = (highKeV - lowKeV) / channels;
  return checkEnergyAxis({ offsetKeV: lowKeV + gainKeV / 2, gainKeV, channels, quantity });
}

/** The axis of the paper: 0.5 to 38.5 keV in 1024 channels. Source: Bombini 2023, arXiv:2304.14078, section 3. */
export const DEFAULT_ENERGY_AXIS: EnergyAxis = energyAxisFromRange(0.5, 38.5, 1024);

/** Returns a frozen copy of an axis. @throws GanxError `INVALID_ARGUMENT` unless gain > 0 and channels is 1..65536 */
export function checkEnergyAxis(axis: EnergyAxis): EnergyAxis {
  const { offsetKeV, gainKeV, channels, quantity = "energy" } = axis;
  if (!Object.hasOwn(UNITS, quantity)) {
    throw new GanxError(
      "INVALID_ARGUMENT",
      `energy axis: expected a quantity of ${Object.keys(UNITS).join(", ")}, found ${String(quantity).slice(0, 40)}`,
    );
  }
  if (!Number.isFinite(offsetKeV) || !Number.isFinite(gainKeV) || !(gainKeV > 0)) {
    throw new GanxError(
      "INVALID_ARGUMENT",
      `energy axis: expected a finite offset and a gain above 0 ${UNITS[quantity]}, found offset ${offsetKeV} and gain ${gainKeV}`,
    );
  }
  checkChannels(channels);
  return Object.freeze({ offsetKeV, gainKeV, channels, ...quantityField(axis) });
}

function checkChannels(channels: number): void {
  if (!Number.isInteger(channels) || channels < 1 || channels > MAX_CHANNELS) {
    throw new GanxError(
      "INVALID_ARGUMENT",
      `energy axis: expected 1 to ${MAX_CHANNELS} channels, found ${channels}`,
    );
  }
}

/** Energies of the channel centres, keV or the unit of another quantity. @returns Float64Array of length `axis.channels` */
export function channelEnergies(axis: EnergyAxis): Float64Array {
  return Float64Array.from({ length: axis.channels }, (_, i) => axis.offsetKeV + i * axis.gainKeV);
}

/** The channel an energy falls into; below 0 or at least `channels` where it lies outside the axis. */
export function energyToChannel(axis: EnergyAxis, energyKeV: number): number {
  return Math.round((energyKeV - axis.offsetKeV) / axis.gainKeV);
}
