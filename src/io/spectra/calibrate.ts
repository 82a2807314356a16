import { show } from "../../check.js";
import { describeQuantity, type Quantity } from "../../energy-axis.js";
import { checkSpectrum, type MeasuredSpectrum } from "../../pigment.js";
import { channelPositions, type FoundSpectrum, SpectrumProblem } from "./found-spectrum.js";
import { parseUnit, type UnitOfQuantity } from "./units.js";

/** What is known of a spectrum's file beside it. */
export interface SpectrumFileOptions {
  /** Where the file says none: `keV`, `eV`, `nm`, `um`, `cm-1`. Default keV but for EMSA/MAS and JCAMP-DX. */
  readonly unit?: string;
  /** Energy of channel 0 and width of a channel, keV, where the file has counts of channels alone. */
  readonly offsetKeV?: number;
  readonly gainKeV?: number;
}

const UNITS_READ = "keV, eV, nm, um or cm-1";
const IN_KEV: UnitOfQuantity = { quantity: "energy", scale: 1 };
/** Formats that say the unit themselves. */
const WITH_UNIT = ["EMSA/MAS", "JCAMP-DX"];

/** Points of a file in its order, in the unit of its quantity. */
export interface PlacedPoints {
  readonly positions: readonly number[];
  readonly values: readonly number[];
  readonly quantity: Quantity;
}

/** Brings what a file says to the unit of its quantity. @throws SpectrumProblem */
export function place(found: FoundSpectrum, { unit, offsetKeV, gainKeV }: SpectrumFileOptions): PlacedPoints {
  const { y, format } = found;
  const { quantity, scale } = found.x ? unitOf(found, unit) : IN_KEV;
  const isGiven = offsetKeV !== undefined || gainKeV !== undefined;
  if (found.x && isGiven) {
    throw new SpectrumProblem(`expected no "offsetKeV" and "gainKeV": this ${format} file has a calibration`);
  }
  if (!found.x && (offsetKeV === undefined || gainKeV === undefined)) {
    throw new SpectrumProblem(
      `its ${y.length} channels have no energy calibration; give "offsetKeV" and "gainKeV" beside the file`,
    );
  }
  const positions =
    found.x?.map((value) => value * scale) ??
    channelPositions(y.length, offsetKeV!, gainKeV!, found.firstChannel);
  return { positions, values: y, quantity };
}

/**
 * The spectrum of a file in its quantity's unit, increasing.
 *
 * @param label what messages begin with
 * @throws SpectrumProblem; GanxError `INVALID_FILE` for numbers that are no spectrum
 */
export function calibrate(
  found: FoundSpectrum,
  label: string,
  options: SpectrumFileOptions,
): MeasuredSpectrum {
  const { positions, values, quantity } = place(found, options);
  // Spectra over wavenumber usually begin with the highest.
  const falls = positions.length > 1 && positions[0]! > positions.at(-1)!;
  const [x, y] = falls ? [positions.toReversed(), values.toReversed()] : [positions, values];
  return checkSpectrum(label, x, y, "INVALID_FILE", quantity);
}

function unitOf({ format, unit }: FoundSpectrum, given: string | undefined): UnitOfQuantity {
  const ofFile = unit === undefined ? undefined : parseUnit(unit);
  const ofOption = given === undefined ? undefined : parseUnit(given);
  if (unit !== undefined && !ofFile) {
    throw new SpectrumProblem(`expected a unit of ${UNITS_READ}, found ${show(unit)}`);
  }
  if (given !== undefined && !ofOption) {
    throw new SpectrumProblem(`expected "unit" to be ${UNITS_READ}, found ${show(given)}`);
  }
  if (ofFile && ofOption && ofFile.quantity !== ofOption.quantity) {
    throw new SpectrumProblem(
      `expected ${describeQuantity(ofOption)}, as "unit" says, found ${describeQuantity(ofFile)} in the file`,
    );
  }
  const chosen = ofFile ?? ofOption ?? (WITH_UNIT.includes(format) ? undefined : IN_KEV);
  if (chosen) return chosen;
  throw new SpectrumProblem(
    `this ${format} file does not say its unit; give "unit" beside the file: ${UNITS_READ}`,
  );
}
