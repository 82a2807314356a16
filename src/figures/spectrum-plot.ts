import type { EnergyAxis } from "../energy-axis.js";
import { type Curve, chartSvg } from "./chart.js";
import { countScale } from "./count-scale.js";
import { energyRange, pointsWithin } from "./energy-range.js";
import { legendSvg } from "./legend.js";
import { type PeakName, type PlotPoint, peakNames } from "./peak-names.js";
import {
  type Area,
  axisName,
  clampTo,
  gridOption,
  linearScale,
  PLOT,
  positionOf,
  type Scale,
  WIDTH,
  xAxisOption,
  yAxisOption,
} from "./plot-area.js";
import { headingSvg, svgDocument } from "./svg.js";
import { seriesColor, seriesDash, seriesWidth } from "./theme.js";

/** A curve of a {@link spectrumSvg}. */
export interface SpectrumSeries {
  readonly label: string;
  /** One value a channel; what is negative or not finite is drawn as 0. */
  readonly values: ArrayLike<number>;
  /** The channels of this curve, where they are not those of the plot. */
  readonly axis?: EnergyAxis;
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
  /** `linear` unless given; `both` sets a logarithmic plot above a linear one. */
  readonly scale?: "linear" | "log" | "both";
  /** Energies to show, keV; all unless given. */
  readonly rangeKeV?: readonly [low: number, high: number];
  /** Whether a curve joins the channels or keeps to each channel's width; `line` unless given. */
  readonly curve?: "line" | "step";
}

const HEIGHT = 340;
/** Between two plots, for the numbers and the name of the upper one's axis. */
const GAP = 78;

/**
 * Draws spectra over energy, the peaks named.
 *
 * @returns an SVG document, 960 wide and about 480 high, twice that for both scales
 * @throws GanxError `INVALID_ARGUMENT` if a series does not fit its axis, there is none, or the range is empty
 */
export function spectrumSvg(plot: SpectrumPlot): string {
  const { series, lines = [], yLabel = "counts", scale: wanted = "linear" } = plot;
  const placed = series.map((one) => ({ ...one, axis: one.axis ?? plot.axis }));
  const range = energyRange("spectrum plot", placed, plot.rangeKeV);
  const heading = headingSvg(plot, WIDTH);
  const legend = series.length > 1 ? legendSvg(series, heading.bottom + 2, WIDTH) : heading;
  const energies = linearScale(...range, 9);
  const drawn = placed.map((one) => pointsWithin(one, range));
  const kinds = wanted === "both" ? (["log", "linear"] as const) : [wanted];
  const panes = kinds.map((kind, i) => {
    const top = legend.bottom + 6 + i * (HEIGHT + GAP);
    const area: Area = { left: PLOT.left, right: PLOT.right, top, bottom: top + HEIGHT };
    const counts = countScale(
      drawn.flatMap((points) => points.map(([, value]) => value)),
      kind,
      lines.length > 0 ? 0.24 : 0.06,
    );
    return { area, counts };
  });
  const height = panes[panes.length - 1].area.bottom + 62;
  const chart = {
    grid: panes.map(({ area }) => gridOption(area)),
    xAxis: panes.map((_, i) => xAxisOption(energies, axisName(plot.axis), i)),
    yAxis: panes.map(({ counts }, i) => yAxisOption(counts, yLabel, HEIGHT, i)),
    series: panes.flatMap(({ counts }, grid) =>
      drawn.map((points, i) => {
        const curve = points.map(([energy, value]) => [energy, clampTo(value, counts)]);
        return curveOption(curve, i, grid, plot);
      }),
    ),
    graphic: panes.flatMap(({ area, counts }) => names(lines, drawn, energies, counts, area)),
  };
  return svgDocument(WIDTH, height, [
    heading.svg,
    legend === heading ? "" : legend.svg,
    chartSvg(chart, WIDTH, height, "spectrum"),
  ]);
}

function curveOption(data: number[][], index: number, grid: number, { series, curve }: SpectrumPlot): Curve {
  const color = seriesColor(index, series[index].color);
  return {
    type: "line",
    xAxisIndex: grid,
    yAxisIndex: grid,
    data,
    // A single channel has no line to be seen by.
    symbol: data.length === 1 ? "circle" : "none",
    itemStyle: { color },
    silent: true,
    // All that can be seen of a long spectrum: the highest and lowest point of each pixel's width.
    sampling: "minmax",
    step: curve === "step" ? "middle" : false,
    lineStyle: { color, width: seriesWidth(index, series.length), join: "round", type: dashOf(index) },
    // A light tint below the only curve.
    ...(series.length === 1 ? { areaStyle: { color, opacity: 0.13, origin: "start" } } : {}),
  };
}

function dashOf(index: number): "solid" | number[] {
  const dash = seriesDash(index);
  return dash ? [...dash] : "solid";
}

/** Names the lines inside the area. */
function names(
  lines: readonly PeakName[],
  drawn: readonly (readonly PlotPoint[])[],
  energies: Scale,
  counts: Scale,
  area: Area,
) {
  const x = (energyKeV: number) => area.left + positionOf(energyKeV, energies) * (area.right - area.left);
  const y = (value: number) => area.bottom - positionOf(value, counts) * (area.bottom - area.top);
  const inside = lines.filter(({ energyKeV }) => energyKeV >= energies.min && energyKeV <= energies.max);
  return peakNames(
    inside.map(({ energyKeV, ...name }) => ({ ...name, x: x(energyKeV) })),
    drawn.map((points) => points.map(([energy, value]): PlotPoint => [x(energy), y(value)])),
    area,
  );
}
