import { type Curve, chartSvg } from "./chart.js";
import { logScale } from "./count-scale.js";
import { type EnergySeries, energyRange, pointsWithin } from "./energy-range.js";
import { legendSvg } from "./legend.js";
import {
  axisName,
  clampTo,
  gridOption,
  linearScale,
  PLOT,
  type Scale,
  WIDTH,
  xAxisOption,
  yAxisOption,
} from "./plot-area.js";
import { headingSvg, svgDocument } from "./svg.js";
import { seriesColor, seriesDash, seriesWidth, THEME } from "./theme.js";

/** The dispersion indices of one cube. */
export interface DispersionSeries extends EnergySeries {
  /** Variance over mean, one value a channel; where it is not a finite number the curve has a gap. */
  readonly values: ArrayLike<number>;
  /** An SVG colour; unless given, one that colour-blind readers can tell from the others. */
  readonly color?: string;
}

/** What {@link dispersionSvg} draws. */
export interface DispersionPlot {
  readonly series: readonly DispersionSeries[];
  readonly title?: string;
  readonly subtitle?: string;
  /** `log` unless given. */
  readonly scale?: "linear" | "log";
  /** Energies to show, keV; all unless given. */
  readonly rangeKeV?: readonly [low: number, high: number];
}

const HEIGHT = 280;
/** Room to the right for the name of the line at 1. */
const RIGHT = WIDTH - 84;

/**
 * Draws the dispersion index (variance over mean, across pixels) of each channel; independent counts of one mean have 1.
 *
 * @returns an SVG document, 960 wide and about 400 high
 * @throws GanxError `INVALID_ARGUMENT` if there is no series, one does not fit its axis, or the range is empty
 */
export function dispersionSvg(plot: DispersionPlot): string {
  const { series } = plot;
  const range = energyRange("dispersion plot", series, plot.rangeKeV);
  const x = linearScale(...range, 9);
  const curves = series.map((one) => pointsWithin(one, range));
  const y = indexScale(
    curves.flatMap((points) => points.map(([, value]) => value)),
    plot.scale ?? "log",
  );
  const heading = headingSvg(plot, WIDTH);
  const legend = series.length > 1 ? legendSvg(series, heading.bottom + 2, WIDTH) : heading;
  const area = { left: PLOT.left, right: RIGHT, top: legend.bottom + 8, bottom: legend.bottom + 8 + HEIGHT };
  const height = area.bottom + 58;
  const option = {
    grid: gridOption(area),
    xAxis: xAxisOption(x, axisName(series[0].axis)),
    yAxis: yAxisOption(y, "variance / mean", HEIGHT),
    series: curves.map((points, i): Curve => {
      const dash = seriesDash(i);
      const color = seriesColor(i, series[i].color);
      return {
        type: "line",
        data: points.map(([energy, value]) => [
          energy,
          Number.isFinite(value) ? clampTo(value, y) : Number.NaN,
        ]),
        symbol: "none",
        silent: true,
        sampling: "minmax",
        lineStyle: {
          color,
          width: seriesWidth(i, series.length),
          join: "round",
          type: dash ? [...dash] : "solid",
        },
        ...(i === 0 ? { markLine: poissonLine() } : {}),
      };
    }),
  };
  return svgDocument(WIDTH, height, [
    heading.svg,
    legend === heading ? "" : legend.svg,
    chartSvg(option, WIDTH, height, "dispersion"),
  ]);
}

function poissonLine(): NonNullable<Curve["markLine"]> {
  return {
    symbol: "none",
    silent: true,
    lineStyle: { color: THEME.ink, width: 1, type: [5, 4] },
    label: {
      position: "end",
      distance: 6,
      formatter: "Poisson",
      color: THEME.ink,
      fontSize: 12,
      textBorderWidth: 0,
    },
    data: [{ yAxis: 1 }],
  };
}

/** A scale that shows every index and 1, and never less than a tenth below and above it. */
function indexScale(values: readonly number[], kind: "linear" | "log"): Scale {
  const finite = values.filter((value) => value > 0 && value < Infinity);
  const least = finite.reduce((a, b) => Math.min(a, b), 0.9);
  const most = finite.reduce((a, b) => Math.max(a, b), 1.1);
  return kind === "log" ? logScale(least / 1.1, most, 0.05) : linearScale(0, most * 1.06, 5);
}
