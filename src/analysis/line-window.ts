import { checkNumber } from "../check.js";
import { checkEnergyAxis, type EnergyAxis, energyToChannel, requireEnergy } from "../energy-axis.js";
import { GanxError } from "../errors.js";
import { checkInstrument, DEFAULT_INSTRUMENT, fwhmKeV, type Instrument } from "../instrument.js";
import { parseLine } from "../lines.js";

export interface LineMapOptions {
  /** Full width of the energy window, keV; default the detector's FWHM at the line. */
  readonly windowKeV?: number;
}

/** Of a line map whose instrument is not known from elsewhere. */
export interface LineWindowOptions extends LineMapOptions {
  /** Its detector says how wide a line is; default an open-air scanner with 139 eV at Mn Ka. */
  readonly instrument?: Instrument;
}

/**
 * The channels of a window around a line: those whose centres lie within it, but at least the one the line is in.
 *
 * @param line for example `Pb La`
 * @returns the first channel, and one past the last
 * @throws GanxError `INVALID_ARGUMENT` for an unknown line or one outside the energy axis, a window or an
 *   instrument out of range
 */
export function lineWindow(
  axis: EnergyAxis,
  line: string,
  options: LineWindowOptions = {},
): [first: number, end: number] {
  const { energyKeV } = parseLine(line);
  const { offsetKeV, gainKeV, channels } = checkEnergyAxis(axis);
  requireEnergy(`line ${line}`, axis);
  const usual = fwhmKeV(checkInstrument(options.instrument ?? DEFAULT_INSTRUMENT), energyKeV);
  const width = checkNumber("window", options.windowKeV ?? usual, 1e-6, 1e3);
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
