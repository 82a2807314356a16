// Which instrument: the options of the commands that need one.
import { Option } from "commander";
import { energyAxisFromRange, type Quantity, quantityOf, UNITS } from "../energy-axis.js";
import { GanxError } from "../errors.js";
import { checkInstrument, DEFAULT_INSTRUMENT, INSTRUMENT_NAMES, type Instrument } from "../instrument.js";
import { readInstrument } from "../io/read-instrument.js";
import { energyOption, numberArgument, strictNumber } from "./options.js";

export interface InstrumentOptions {
  /** A name, or a path. */
  readonly instrument?: string;
  /** Microamperes. */
  readonly current?: number;
  readonly energy?: readonly [number, number];
  /** Axes of other techniques, nm and cm-1. */
  readonly wavelength?: readonly [number, number];
  readonly wavenumber?: readonly [number, number];
  readonly channels?: number;
}

const MICROAMPERES: Readonly<Record<string, number>> = { nA: 1e-3, uA: 1, mA: 1e3, A: 1e6 };

/** A current such as `200uA` or `0.2mA`, in uA. */
export function currentOption(text: string): number {
  const [, number = "", unit = ""] = /^\s*(\S*?)\s*([num\u00b5\u03bc]?A)\s*$/.exec(text) ?? [];
  const value = strictNumber(number) * (MICROAMPERES[unit.replace(/[\u00b5\u03bc]/, "u")] ?? Number.NaN);
  if (value > 0 && value < Infinity) return value;
  throw new GanxError(
    "INVALID_ARGUMENT",
    `--current: expected a current such as 200uA or 0.2mA, found "${text}"`,
  );
}

/** `--instrument` and the axis that wins over the instrument's own. */
export function instrumentArguments(): Option[] {
  return [
    new Option(
      "--instrument <name|file>",
      `the scanner: ${INSTRUMENT_NAMES.join(", ")}, or a .json file (default: ${DEFAULT_INSTRUMENT.name})`,
    ),
    new Option("--energy <low,high>", "range of the energy axis, keV (default: the instrument's)").argParser(
      energyOption("--energy"),
    ),
    numberArgument("--channels <n>", "channels of the energy axis (default: the instrument's)"),
  ];
}

/** Axes of other techniques than XRF, whose pigments are measured ones. */
export function otherAxisArguments(): Option[] {
  return (["wavelength", "wavenumber"] as const).map((quantity) => {
    const unit = UNITS[quantity];
    return new Option(
      `--${quantity} <low,high>`,
      `instead of energy: range of a ${quantity} axis, ${unit}, for spectra measured over it`,
    ).argParser(energyOption(`--${quantity}`, unit));
  });
}

/** The range that is asked for, and what of. @throws GanxError `INVALID_ARGUMENT` for more than one */
function rangeOf(
  options: InstrumentOptions,
): { range: readonly [number, number]; quantity: Quantity } | undefined {
  const given = (["energy", "wavelength", "wavenumber"] as const).filter((one) => options[one]);
  const [quantity] = given;
  if (given.length > 1) {
    const names = given.map((one) => `--${one}`).join(" and ");
    throw new GanxError("INVALID_ARGUMENT", `expected one axis, found ${names}`);
  }
  return quantity && { range: options[quantity]!, quantity };
}

/** `--current`. */
export function currentArgument(description: string): Option {
  return new Option("--current <current>", description).argParser(currentOption);
}

/**
 * The instrument that the options ask for.
 *
 * @throws GanxError `INVALID_ARGUMENT`, and what a file that cannot be read throws
 */
export async function chooseInstrument(options: InstrumentOptions): Promise<Instrument> {
  const { instrument: name, current, channels } = options;
  const asked = rangeOf(options);
  const instrument = name === undefined ? DEFAULT_INSTRUMENT : await readInstrument(name);
  const { axis, tube } = instrument;
  const lowKeV = axis.offsetKeV - axis.gainKeV / 2;
  const [low, high] = asked?.range ?? [lowKeV, lowKeV + axis.channels * axis.gainKeV];
  const quantity = asked?.quantity ?? quantityOf(axis);
  const isOwn = asked === undefined && channels === undefined;
  return checkInstrument(
    {
      tube: current === undefined ? tube : { ...tube, currentUA: current },
      axis: isOwn ? axis : energyAxisFromRange(low, high, channels ?? axis.channels, quantity),
    },
    instrument,
  );
}
