import { checkEnergyAxis, type EnergyAxis } from "../energy-axis.js";
import { GanxError } from "../errors.js";
import { countScale } from "./count-scale.js";
import { type PeakName, type PlotPoint, peakNamesSvg } from "./peak-names.js";
import { axesSvg, colorOf, type Frame, legendSvg, PLOT, strokeOf, WIDTH, xOf, yOf } from "./plot-frame.js";
import { INK, MUTED, px, svgDocument, textSvg } from "./svg.js";
import { fitText } from "./text-width.js";

/** A curve of a {@link spectrumSvg}. */
export interface SpectrumSeries {
  readonly label: string;
  /** One value a channel; what is negative or not finite is drawn as 0. */
  readonly values: ArrayLike<number>;
  /** An SVG colour; unless given, one that colour-blind readers can tell from the others. */
  readonly color?: string;
}

/** What {@link spectrumSvg} draws. */
export interface SpectrumPlot {
  readonly axis: EnergyAxis;
  readonly series: readonly SpectrumSeries[];
  /** Emission lines to be named; where there is no room the lowest peaks lose their names. */
  readonly lines?: readonly PeakName[];
  readonly title?: string;
  readonly subtitle?: string;
  /** `counts` unless given. */
  readonly yLabel?: string;
  /** `linear` unless given. */
  readonly scale?: "linear" | "log";
  /** Energies to show, keV; the whole axis unless given. */
  readonly rangeKeV?: readonly [low: number, high: number];
}

/**
 * Draws spectra over energy, the peaks named.
 *
 * @returns an SVG document, 960 wide and about 480 high
 * @throws GanxError `INVALID_ARGUMENT` if a series does not fit the axis, there is none, or the range is empty
 */
export function spectrumSvg(plot: SpectrumPlot): string {
  const [lowKeV, highKeV] = checkPlot(plot);
  const { axis, title, subtitle, lines = [], series, yLabel = "counts" } = plot;
  const parts: string[] = [];
  let top = 30;
  const heading = (text: string, size: number, bold: boolean, color: string) => {
    parts.push(textSvg(fitText(text, WIDTH - 60, size, bold), 30, top + size * 0.7, { size, bold, color }));
    top += size + 12;
  };
  if (title !== undefined) heading(title, 20, true, INK);
  if (subtitle !== undefined) heading(subtitle, 13, false, MUTED);
  if (series.length > 1) {
    const legend = legendSvg(series, top + 2);
    parts.push(legend.svg);
    top = legend.bottom;
  }
  top += 6;

  const channels = shownChannels(axis, lowKeV, highKeV);
  const drawn = series.map(({ values }) => channels.map((i) => values[i]));
  const scale = countScale(drawn.flat(), plot.scale ?? "linear", lines.length > 0 ? 0.24 : 0.06);
  const frame: Frame = { lowKeV, highKeV, top, bottom: top + PLOT.height, scale };
  const curves = drawn.map((values) =>
    thin(
      values.map((value, k) => [xOf(axis.offsetKeV + channels[k] * axis.gainKeV, frame), yOf(value, frame)]),
    ),
  );
  parts.push(axesSvg(frame, yLabel));
  if (series.length === 1) parts.push(areaSvg(curves[0], colorOf(0, series[0].color), frame.bottom));
  curves.forEach((points, i) => {
    parts.push(curveSvg(points, strokeOf(i, series[i].color)));
  });
  parts.push(peakNamesSvg(lines, curves, frame));
  return svgDocument(WIDTH, frame.bottom + 62, parts);
}

function shownChannels({ offsetKeV, gainKeV, channels }: EnergyAxis, low: number, high: number): number[] {
  const first = Math.max(0, Math.ceil((low - offsetKeV) / gainKeV - 1e-9));
  const last = Math.min(channels - 1, Math.floor((high - offsetKeV) / gainKeV + 1e-9));
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
}

/** Keeps the highest and lowest point of every half pixel, which is all that can be seen of a long spectrum. */
function thin(points: PlotPoint[]): PlotPoint[] {
  if (points.length <= 4 * (PLOT.right - PLOT.left)) return points;
  const kept: PlotPoint[] = [];
  for (let i = 0; i < points.length; ) {
    const column = Math.floor(points[i][0] * 2);
    let [highest, lowest] = [points[i], points[i]];
    for (; i < points.length && Math.floor(points[i][0] * 2) === column; i++) {
      if (points[i][1] < highest[1]) highest = points[i];
      if (points[i][1] > lowest[1]) lowest = points[i];
    }
    kept.push(highest, lowest);
  }
  return kept;
}

function curveSvg(points: readonly PlotPoint[], stroke: string): string {
  return points.length === 0
    ? ""
    : `<path d="M${pathOf(points)}" fill="none" ${stroke} stroke-width="1.4" stroke-linejoin="round"/>`;
}

/** A light tint below the only curve. */
function areaSvg(points: readonly PlotPoint[], fill: string, bottom: number): string {
  if (points.length === 0) return "";
  const [first, last] = [points[0][0], points[points.length - 1][0]].map(px);
  return `<path d="M${first} ${px(bottom)}L${pathOf(points)}L${last} ${px(bottom)}Z" fill="${fill}" fill-opacity="0.13"/>`;
}

function pathOf(points: readonly PlotPoint[]): string {
  return points.map(([x, y]) => `${px(x)} ${px(y)}`).join("L");
}

function checkPlot({ axis, series, rangeKeV }: SpectrumPlot): readonly [number, number] {
  const { offsetKeV, gainKeV, channels } = checkEnergyAxis(axis);
  if (series.length === 0) {
    throw new GanxError("INVALID_ARGUMENT", "spectrum plot: expected at least one series, found none");
  }
  for (const { label, values } of series) {
    if (values.length !== channels) {
      throw new GanxError(
        "INVALID_ARGUMENT",
        `spectrum plot: expected ${channels} values in series "${label}", found ${values.length}`,
      );
    }
  }
  const [low, high] = rangeKeV ?? [offsetKeV - gainKeV / 2, offsetKeV + (channels - 0.5) * gainKeV];
  if (!(Number.isFinite(low) && Number.isFinite(high) && high > low)) {
    throw new GanxError(
      "INVALID_ARGUMENT",
      `spectrum plot: expected a range of energies, found ${low} to ${high} keV`,
    );
  }
  return [low, high];
}
