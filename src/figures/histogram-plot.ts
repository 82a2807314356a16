import { GanxError } from "../errors.js";
import { chooseBins, countInBins } from "./bins.js";
import { type Curve, chartSvg } from "./chart.js";
import { legendSvg } from "./legend.js";
import { gridOption, linearScale, PLOT, WIDTH, xAxisOption, yAxisOption } from "./plot-area.js";
import { formatNumber, headingSvg, svgDocument, textSvg } from "./svg.js";
import { seriesColor, seriesDash, seriesWidth, THEME } from "./theme.js";

/** One set of numbers of a {@link histogramSvg}. */
export interface HistogramSeries {
  readonly label: string;
  /** One number a pixel; what is not finite is left out. */
  readonly values: ArrayLike<number>;
  /** An SVG colour; unless given, one that colour-blind readers can tell from the others. */
  readonly color?: string;
}

/** What {@link histogramSvg} draws. */
export interface HistogramPlot {
  readonly series: readonly HistogramSeries[];
  /** Edges of the bins, rising; chosen to suit all series unless given. */
  readonly edges?: ArrayLike<number>;
  readonly title?: string;
  readonly subtitle?: string;
  /** `counts in a pixel` unless given. */
  readonly xLabel?: string;
}

const HEIGHT = 280;

/**
 * Draws how a number is spread over the pixels, one outline a series, in bins that all series share.
 *
 * @returns an SVG document, 960 wide and about 400 high; heights are shares of each series' own pixels
 * @throws GanxError `INVALID_ARGUMENT` if there is no series or the edges do not rise
 */
export function histogramSvg(plot: HistogramPlot): string {
  const { series, xLabel = "counts in a pixel" } = plot;
  checkHistogram(plot);
  const bins = plot.edges
    ? { edges: Float64Array.from(plot.edges) }
    : chooseBins(series.map(({ values }) => values));
  const { edges, only } = { only: undefined, ...bins };
  const found = series.map(({ values }) => countInBins(values, edges));
  const shares = found.map(({ inside, outside }) => {
    const all = inside.reduce((sum, pixels) => sum + pixels, 0) + outside;
    return inside.map((pixels) => (all > 0 ? (100 * pixels) / all : 0));
  });
  const heading = headingSvg(plot, WIDTH);
  const legend = series.length > 1 ? legendSvg(series, heading.bottom + 2, WIDTH) : heading;
  const area = { left: PLOT.left, right: PLOT.right, top: legend.bottom + 8, bottom: 0 };
  area.bottom = area.top + HEIGHT;
  const most = Math.max(...shares.map((share) => share.reduce((a, b) => Math.max(a, b), 0)));
  const x = linearScale(edges[0], edges[edges.length - 1], 9);
  const y = linearScale(0, most > 0 ? most * 1.08 : 1, 5);
  const notes = remarks(series, found, only);
  const height = area.bottom + 58 + 18 * notes.length;
  const option = {
    grid: gridOption(area),
    xAxis: xAxisOption(x, xLabel),
    yAxis: yAxisOption(y, "pixels, %", HEIGHT),
    series: shares.map((share, i) => outline(share, edges, i, series)),
  };
  return svgDocument(WIDTH, height, [
    heading.svg,
    legend === heading ? "" : legend.svg,
    chartSvg(option, WIDTH, height, "histogram"),
    ...notes.map((note, i) =>
      textSvg(note, PLOT.left, area.bottom + 60 + 18 * i, { size: 12, color: THEME.muted }),
    ),
  ]);
}

/** The outline of the bars, from the foot up, along the tops and down again. */
function outline(
  share: Float64Array,
  edges: Float64Array,
  index: number,
  series: readonly HistogramSeries[],
): Curve {
  const color = seriesColor(index, series[index].color);
  const data: [number, number][] = [[edges[0], 0]];
  share.forEach((value, i) => {
    data.push([edges[i], value], [edges[i + 1], value]);
  });
  data.push([edges[edges.length - 1], 0]);
  const dash = seriesDash(index);
  return {
    type: "line",
    data,
    symbol: "none",
    silent: true,
    lineStyle: {
      color,
      width: seriesWidth(index, series.length),
      join: "miter",
      type: dash ? [...dash] : "solid",
    },
    areaStyle: { color, opacity: 0.13 },
  };
}

function remarks(
  series: readonly HistogramSeries[],
  found: readonly { outside: number }[],
  only: number | undefined,
): string[] {
  if (only !== undefined) return [`Every pixel has the same number: ${formatNumber(only)}.`];
  return series.flatMap(({ label }, i) => {
    const { outside } = found[i];
    const whose = series.length > 1 ? ` of ${label}` : "";
    return outside === 0
      ? []
      : [`${formatNumber(outside)} ${outside === 1 ? "pixel" : "pixels"}${whose} outside these limits.`];
  });
}

function checkHistogram({ series, edges }: HistogramPlot): void {
  if (series.length === 0) {
    throw new GanxError("INVALID_ARGUMENT", "histogram: expected at least one series, found none");
  }
  if (!edges) return;
  const rising = Array.from(edges).every(
    (edge, i) => Number.isFinite(edge) && (i === 0 || edge > edges[i - 1]),
  );
  if (edges.length < 2 || !rising) {
    throw new GanxError("INVALID_ARGUMENT", "histogram: expected at least two edges that rise");
  }
}
