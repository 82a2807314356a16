import {
  checkEnergyAxis,
  type EnergyAxis,
  quantityField,
  quantityOf,
  requireSameQuantity,
  unitOf,
} from "../energy-axis.js";
import { GanxError } from "../errors.js";

/** Axes that differ by less than this, of a channel or of the energy, are the same. */
const SAME = 1e-9;

/** Whether two axes have the same channels, within 1e-9. */
export function sameAxis(a: EnergyAxis, b: EnergyAxis): boolean {
  return (
    quantityOf(a) === quantityOf(b) &&
    a.channels === b.channels &&
    Math.abs(a.gainKeV - b.gainKeV) <= SAME * a.gainKeV &&
    Math.abs(a.offsetKeV - b.offsetKeV) <= SAME * Math.max(1, Math.abs(a.offsetKeV))
  );
}

/**
 * The axis on which two spectra can be compared: of the one with the wider channels, those channels that lie wholly
 * within both axes.
 *
 * @returns an axis with the gain of the wider channels, of `a` where both are as wide
 * @throws GanxError `INVALID_ARGUMENT` where no channel lies within both, or they are of different quantities
 */
export function commonAxis(a: EnergyAxis, b: EnergyAxis): EnergyAxis {
  const [first, second] = [checkEnergyAxis(a), checkEnergyAxis(b)];
  requireSameQuantity("energy axes", first, second);
  const wide = second.gainKeV > first.gainKeV * (1 + SAME) ? second : first;
  const [low, high] = lowAndHigh(wide);
  const [[lowA, highA], [lowB, highB]] = [lowAndHigh(first), lowAndHigh(second)];
  const position = (energyKeV: number) => (energyKeV - low) / wide.gainKeV;
  const from = Math.ceil(position(Math.max(lowA, lowB)) - SAME);
  const to = Math.floor(position(Math.min(highA, highB, high)) + SAME);
  if (to <= from) {
    const range = ([from, to]: readonly [number, number]) =>
      `${from.toFixed(3)} to ${to.toFixed(3)} ${unitOf(first)}`;
    throw new GanxError(
      "INVALID_ARGUMENT",
      `energy axes: expected a channel within both, found ${range([lowA, highA])} and ${range([lowB, highB])}`,
    );
  }
  const { gainKeV, offsetKeV } = wide;
  return checkEnergyAxis({
    offsetKeV: offsetKeV + from * gainKeV,
    gainKeV,
    channels: to - from,
    ...quantityField(wide),
  });
}

/** Outer edges of the first and the last channel, keV or the unit of another quantity. */
export function lowAndHigh({ offsetKeV, gainKeV, channels }: EnergyAxis): [number, number] {
  return [offsetKeV - gainKeV / 2, offsetKeV + (channels - 0.5) * gainKeV];
}
