import { checkNumber } from "../check.js";
import { type EnergyAxis, energyToChannel } from "../energy-axis.js";
import { GanxError } from "../errors.js";
import { DEFAULT_INSTRUMENT, fwhmKeV, type Instrument } from "../instrument.js";
import { parseLine } from "../lines.js";

export interface LineWindowOptions {
  /** Full width of the energy window, keV; default the detector's FWHM at the line. */
  readonly windowKeV?: number;
  /** Its detector has the FWHM; default an open-air scanner with 139 eV at Mn Ka. */
  readonly instrument?: Instrument;
}

/**
 * The channels whose centres lie in a window around a line; at least the one that the line falls into.
 *
 * @returns first channel, and one past the last
 * @throws GanxError `INVALID_ARGUMENT` for an unknown line or one outside the axis
 */
export function lineWindow(
  axis: EnergyAxis,
  line: string,
  { windowKeV, instrument = DEFAULT_INSTRUMENT }: LineWindowOptions = {},
): [from: number, to: number] {
  const { energyKeV } = parseLine(line);
  const { offsetKeV, gainKeV, channels } = axis;
  const width = checkNumber("window", windowKeV ?? fwhmKeV(instrument, energyKeV), 1e-6, 1e3);
  const nearest = energyToChannel(axis, energyKeV);
  if (nearest < 0 || nearest >= channels) {
    const high = offsetKeV + (channels - 0.5) * gainKeV;
    throw new GanxError(
      "INVALID_ARGUMENT",
      `line ${line}: expected one between ${offsetKeV - gainKeV / 2} and ${high} keV, found it at ${energyKeV} keV`,
    );
  }
  const low = Math.ceil((energyKeV - width / 2 - offsetKeV) / gainKeV);
  const high = Math.floor((energyKeV + width / 2 - offsetKeV) / gainKeV);
  return [Math.max(0, Math.min(low, nearest)), Math.min(channels, Math.max(high, nearest) + 1)];
}
