import { type EnergyAxis, type Measured, quantityOf, unitOf } from "../energy-axis.js";
import { formatNumber, superscript, ticks } from "./svg.js";
import { fitText, textWidth } from "./text-width.js";
import { THEME } from "./theme.js";

/** Width of a plot. */
export const WIDTH = 960;
/** Where its curves are. */
export const PLOT = { left: 88, right: WIDTH - 28 } as const;

/** A number on an axis. */
export interface Tick {
  readonly value: number;
  readonly label: string;
}

/** One axis of a plot. */
export interface Scale {
  readonly kind: "linear" | "log";
  /** The values at its ends; above 0 if logarithmic. */
  readonly min: number;
  readonly max: number;
  readonly ticks: readonly Tick[];
  /** The power of ten that the numbers leave out; none unless given. */
  readonly power?: number;
}

/** A rectangle that curves fill. */
export interface Area {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** An axis from one number to another with about so many ticks; long numbers share a power of ten. */
export function linearScale(min: number, max: number, count: number): Scale {
  const largest = Math.max(Math.abs(min), Math.abs(max));
  const long = largest >= 1e5 || (largest > 0 && largest < 0.01);
  const power = long ? 3 * Math.floor(Math.log10(largest) / 3) : 0;
  const found = ticks(min, max, count).map((value) => {
    return { value, label: formatNumber(Number((value / 10 ** power).toPrecision(12))) };
  });
  return { kind: "linear", min, max, ticks: found, power };
}

/** The energies of all channels, edge to edge. */
export function energyScale({ offsetKeV, gainKeV, channels }: EnergyAxis, count: number): Scale {
  return linearScale(offsetKeV - gainKeV / 2, offsetKeV + (channels - 0.5) * gainKeV, count);
}

/** Share of the way along an axis: 0 at its beginning, 1 at its end, never outside, never NaN. */
export function positionOf(value: number, { kind, min, max }: Scale): number {
  if (kind === "log" && !(value > 0)) return 0;
  const [at, low, high] = kind === "log" ? [value, min, max].map(Math.log10) : [value, min, max];
  const share = (at - low) / (high - low);
  return share > 0 ? Math.min(1, share) : 0;
}

/** A value moved onto an axis: to its beginning if it is below, negative or not a number. */
export function clampTo(value: number, { min, max }: Scale): number {
  return value > min ? Math.min(value, max) : min;
}

/** Tells the charting library where a plot's area is. */
export function gridOption({ left, right, top, bottom }: Area) {
  const outerBoundsMode = "none" as const;
  return { left, top, width: right - left, height: bottom - top, outerBoundsMode };
}

/** Options that both axes of a plot share. */
function axisOption(scale: Scale, quantity: string, gridIndex: number) {
  const name = scale.power ? `${quantity} / 10${superscript(scale.power)}` : quantity;
  const values = scale.ticks.map(({ value }) => value);
  const label = (value: number) =>
    scale.ticks.find((tick) => Math.abs(tick.value - value) <= 1e-9 * Math.abs(tick.value))?.label ??
    formatNumber(value);
  return {
    gridIndex,
    type: scale.kind === "log" ? ("log" as const) : ("value" as const),
    min: scale.min,
    max: scale.max,
    name,
    nameLocation: "middle" as const,
    nameMoveOverlap: false,
    nameTextStyle: { color: THEME.ink, fontSize: 13 },
    axisLine: { show: true, onZero: false, lineStyle: { color: THEME.muted, width: 1 } },
    axisLabel: { color: THEME.muted, fontSize: 12, customValues: values, formatter: label },
    axisTick: { customValues: values, lineStyle: { color: THEME.muted, width: 1 } },
    silent: true,
  };
}

/** What an axis is of, for its name: `energy / keV`. */
export function axisName(measured: Measured): string {
  const unit = unitOf(measured) === "cm-1" ? `cm${superscript(-1)}` : unitOf(measured);
  return `${quantityOf(measured)} / ${unit}`;
}

/** The axis along the foot of a plot. */
export function xAxisOption(scale: Scale, name: string, gridIndex = 0) {
  return { ...axisOption(scale, name, gridIndex), nameGap: 32, splitLine: { show: false } };
}

/** The axis up the side of a plot, with a line across for each tick. */
export function yAxisOption(scale: Scale, name: string, height: number, gridIndex = 0) {
  const axis = axisOption(scale, name === "" ? "" : fitText(name, height - 50, 13), gridIndex);
  const widest = Math.max(0, ...scale.ticks.map((tick) => textWidth(tick.label, 12)));
  return {
    ...axis,
    axisTick: { ...axis.axisTick, show: false },
    // Clear of the numbers, but not out of the drawing.
    nameGap: Math.min(PLOT.left - 12, Math.max(44, widest + 22)),
    splitLine: { show: true, lineStyle: { color: THEME.grid, width: 0.8 } },
  };
}
