import { checkEnergyAxis, type EnergyAxis, requireSameQuantity, unitOf } from "../energy-axis.js";
import { GanxError } from "../errors.js";

/** Values over energy, with their channels. */
export interface EnergySeries {
  readonly label: string;
  readonly values: ArrayLike<number>;
  readonly axis: EnergyAxis;
}

/**
 * Checks what is to be drawn over energy.
 *
 * @param plot what the figure is called in messages
 * @returns the energies to show, keV: those asked for or all channels of all series
 * @throws GanxError `INVALID_ARGUMENT` if a series does not fit its axis, there is none, or the range is empty
 */
export function energyRange(
  plot: string,
  series: readonly EnergySeries[],
  rangeKeV?: readonly [low: number, high: number],
): readonly [low: number, high: number] {
  if (series.length === 0) {
    throw new GanxError("INVALID_ARGUMENT", `${plot}: expected at least one series, found none`);
  }
  const axes = series.map(({ axis }) => checkEnergyAxis(axis));
  series.forEach(({ label, values }, i) => {
    if (values.length !== axes[i].channels) {
      throw new GanxError(
        "INVALID_ARGUMENT",
        `${plot}: expected ${axes[i].channels} values in series "${label}", found ${values.length}`,
      );
    }
  });
  for (const axis of axes) requireSameQuantity(plot, axes[0], axis);
  const [low, high] = rangeKeV ?? [
    Math.min(...axes.map(({ offsetKeV, gainKeV }) => offsetKeV - gainKeV / 2)),
    Math.max(...axes.map(({ offsetKeV, gainKeV, channels }) => offsetKeV + (channels - 0.5) * gainKeV)),
  ];
  if (!(Number.isFinite(low) && Number.isFinite(high) && high > low)) {
    throw new GanxError(
      "INVALID_ARGUMENT",
      `${plot}: expected a range of energies, found ${low} to ${high} ${unitOf(axes[0])}`,
    );
  }
  return [low, high];
}

/** The points of a series whose energies lie in a range. */
export function pointsWithin(
  { axis: { offsetKeV, gainKeV, channels }, values }: EnergySeries,
  [low, high]: readonly [low: number, high: number],
): [energyKeV: number, value: number][] {
  const first = Math.max(0, Math.ceil((low - offsetKeV) / gainKeV - 1e-9));
  const last = Math.min(channels - 1, Math.floor((high - offsetKeV) / gainKeV + 1e-9));
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => [
    offsetKeV + (first + i) * gainKeV,
    values[first + i],
  ]);
}
