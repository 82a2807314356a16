import { GanxError } from "./errors.js";

/** A uniform energy axis: channel `i` is centred on `offsetKeV + i * gainKeV`. */
export interface EnergyAxis {
  /** Energy of the centre of channel 0, keV. */
  readonly offsetKeV: number;
  /** Width of a channel, keV. */
  readonly gainKeV: number;
  /** Number of channels. */
  readonly channels: number;
}

export const MAX_CHANNELS = 65_536;

/**
 * Makes an axis whose channels tile a range of energies.
 *
 * @param lowKeV lower edge of channel 0, keV
 * @param highKeV upper edge of the last channel, keV
 * @param channels number of channels, 1..65536
 * @throws GanxError `INVALID_ARGUMENT`
 */
export function energyAxisFromRange(lowKeV: number, highKeV: number, channels: number): EnergyAxis {
  checkChannels(channels);
  const gainKeV = (highKeV - lowKeV) / channels;
  return checkEnergyAxis({ offsetKeV: lowKeV + gainKeV / 2, gainKeV, channels });
}

/** The axis of the paper: 0.5 to 38.5 keV in 1024 channels. Source: Bombini 2023, arXiv:2304.14078, section 3. */
export const DEFAULT_ENERGY_AXIS: EnergyAxis = energyAxisFromRange(0.5, 38.5, 1024);

/** Returns a frozen copy of an axis. @throws GanxError `INVALID_ARGUMENT` unless gain > 0 and channels is 1..65536 */
export function checkEnergyAxis(axis: EnergyAxis): EnergyAxis {
  const { offsetKeV, gainKeV, channels } = axis;
  if (!Number.isFinite(offsetKeV) || !Number.isFinite(gainKeV) || !(gainKeV > 0)) {
    throw new GanxError(
      "INVALID_ARGUMENT",
      `energy axis: expected a finite offset and a gain above 0 keV, found offset ${offsetKeV} and gain ${gainKeV}`,
    );
  }
  checkChannels(channels);
  return Object.freeze({ offsetKeV, gainKeV, channels });
}

function checkChannels(channels: number): void {
  if (!Number.isInteger(channels) || channels < 1 || channels > MAX_CHANNELS) {
    throw new GanxError(
      "INVALID_ARGUMENT",
      `energy axis: expected 1 to ${MAX_CHANNELS} channels, found ${channels}`,
    );
  }
}

/** Energies of the channel centres, keV. @returns Float64Array of length `axis.channels` */
export function channelEnergies(axis: EnergyAxis): Float64Array {
  return Float64Array.from({ length: axis.channels }, (_, i) => axis.offsetKeV + i * axis.gainKeV);
}

/** The channel an energy falls into; below 0 or at least `channels` where it lies outside the axis. */
export function energyToChannel(axis: EnergyAxis, energyKeV: number): number {
  return Math.round((energyKeV - axis.offsetKeV) / axis.gainKeV);
}
