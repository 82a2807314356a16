import { GanxError } from "../errors.js";
import { type Curve, chartSvg, type Dots } from "./chart.js";
import { logScale } from "./count-scale.js";
import { clampTo, gridOption, positionOf, type Scale, WIDTH, xAxisOption, yAxisOption } from "./plot-area.js";
import { formatNumber, headingSvg, px, svgDocument, textSvg } from "./svg.js";
import { fitText, textWidth } from "./text-width.js";
import { seriesColor, THEME } from "./theme.js";

/** One line of a {@link ratioSvg}. */
export interface RatioRow {
  /** Such as `Pb La`. */
  readonly label: string;
  /** Intensity in the first and the second cube; what is not above 0 stands at the left end. */
  readonly values: readonly [first: number, second: number];
}

/** What {@link ratioSvg} draws. */
export interface RatioPlot {
  /** Names of the two cubes. */
  readonly labels: readonly [first: string, second: string];
  /** From the top down. */
  readonly rows: readonly RatioRow[];
  readonly title?: string;
  readonly subtitle?: string;
  /** `counts a pixel` unless given. */
  readonly xLabel?: string;
}

const ROW = 24;
/** Room to the right for the ratios. */
const RIGHT = WIDTH - 120;
const SYMBOLS = ["circle", "diamond"] as const;

/**
 * Draws the intensity of each line in two cubes as a pair of dots, with their ratio beside it.
 *
 * @returns an SVG document, 960 wide, the higher the more rows there are
 * @throws GanxError `INVALID_ARGUMENT` if there is no row
 */
export function ratioSvg(plot: RatioPlot): string {
  const { rows, labels, xLabel = "counts a pixel" } = plot;
  if (rows.length === 0) {
    throw new GanxError("INVALID_ARGUMENT", "ratio plot: expected at least one line, found none");
  }
  const x = intensityScale(rows.flatMap(({ values }) => values));
  const names = rows.map(({ label }) => fitText(label, 200, 12));
  const left = Math.max(88, 46 + Math.max(...names.map((name) => textWidth(name, 12))));
  const heading = headingSvg(plot, WIDTH);
  const top = heading.bottom + 54;
  const area = { left, right: RIGHT, top, bottom: top + rows.length * ROW + 12 };
  const y: Scale = {
    kind: "linear",
    min: -0.75,
    max: rows.length - 0.25,
    ticks: names.map((label, i) => ({ value: i, label })),
  };
  const height = area.bottom + 58;
  const option = {
    grid: gridOption(area),
    xAxis: {
      ...xAxisOption(x, xLabel),
      splitLine: { show: true, lineStyle: { color: THEME.grid, width: 0.8 } },
    },
    yAxis: { ...yAxisOption(y, "", 0), inverse: true },
    series: [links(rows, x), ...[0, 1].map((which) => dots(rows, which, x))],
  };
  const rowY = (i: number) => area.top + positionOf(i, y) * (area.bottom - area.top);
  const heads = { size: 12, color: THEME.muted } as const;
  return svgDocument(WIDTH, height, [
    heading.svg,
    key(labels, heading.bottom + 14),
    textSvg("second / first", RIGHT + 14, top - 8, heads),
    chartSvg(option, WIDTH, height, "ratio"),
    ...rows.map(({ values }, i) => textSvg(ratioText(values), RIGHT + 14, rowY(i) + 4, { size: 12 })),
  ]);
}

function ratioText([first, second]: readonly [number, number]): string {
  if (!(first > 0)) return second > 0 ? "only second" : "neither";
  if (!(second > 0)) return "only first";
  const ratio = second / first;
  return `× ${ratio >= 0.1 && ratio < 100 ? ratio.toFixed(2) : formatNumber(ratio)}`;
}

/** A logarithmic scale with room at both ends. */
function intensityScale(values: readonly number[]): Scale {
  const positive = values.filter((value) => value > 0 && value < Infinity);
  const most = positive.reduce((a, b) => Math.max(a, b), 0) || 1;
  const least = positive.reduce((a, b) => Math.min(a, b), most);
  return logScale(Math.min(least / 1.6, most / 4), most, 0.04);
}

/** A thin line between the two dots of each row. */
function links(rows: readonly RatioRow[], x: Scale): Curve {
  return {
    type: "line",
    data: rows.flatMap(({ values: [first, second] }, i) => [
      [clampTo(first, x), i],
      [clampTo(second, x), i],
      [Number.NaN, Number.NaN],
    ]),
    symbol: "none",
    silent: true,
    z: 1,
    lineStyle: { color: THEME.frame, width: 1.5 },
  };
}

/** Hollow where there is nothing to show. */
function dots(rows: readonly RatioRow[], which: number, x: Scale): Dots {
  const color = seriesColor(which);
  return {
    type: "scatter",
    clip: false,
    silent: true,
    symbol: SYMBOLS[which],
    symbolSize: [10, 12][which],
    data: rows.map(({ values }, i) => {
      const empty = !(values[which] > 0);
      return {
        value: [clampTo(values[which], x), i],
        itemStyle: { color: empty ? THEME.paper : color, borderColor: color, borderWidth: 1.5, opacity: 1 },
      };
    }),
  };
}

/** Which dot is which cube. */
function key(labels: readonly string[], y: number): string {
  let x = 36;
  return labels
    .map((label, which) => {
      const text = fitText(label, 380, 12);
      const shape =
        which === 0
          ? `<circle cx="${px(x)}" cy="${px(y)}" r="5" fill="${seriesColor(0)}"/>`
          : `<path d="M${px(x)} ${px(y - 6)}l6 6l-6 6l-6 -6Z" fill="${seriesColor(1)}"/>`;
      const svg = shape + textSvg(text, x + 12, y + 4, { size: 12 });
      x += textWidth(text, 12) + 48;
      return svg;
    })
    .join("");
}
