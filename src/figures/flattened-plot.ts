import { checkEnergyAxis, type EnergyAxis } from "../energy-axis.js";
import { GanxError } from "../errors.js";
import { chartSvg } from "./chart.js";
import { colorBar } from "./color-bar.js";
import {
  axisName,
  energyScale,
  gridOption,
  linearScale,
  type Tick,
  xAxisOption,
  yAxisOption,
} from "./plot-area.js";
import { headingSvg, px, svgDocument, textSvg } from "./svg.js";
import { fitText } from "./text-width.js";
import { THEME } from "./theme.js";
import { gridTile } from "./tile.js";

/** A cube as a matrix of pixels by channels, reduced to what can be shown. */
export interface FlattenedMatrix {
  readonly title: string;
  /** Columns: neighbouring channels taken together, from the first channel to the last. */
  readonly width: number;
  /** Rows: neighbouring pixels taken together, from the first pixel to the last. */
  readonly height: number;
  /** 0..1, `[height, width]`; values outside are clamped and NaN counts as 0. */
  readonly values: Float32Array;
  /** The channels of the cube itself. */
  readonly axis: EnergyAxis;
  /** The number of pixels of the cube itself. */
  readonly pixels: number;
}

/** What {@link flattenedSvg} draws. */
export interface FlattenedPlot {
  /** One or two, side by side, on one scale of colours. */
  readonly matrices: readonly FlattenedMatrix[];
  readonly title?: string;
  readonly subtitle?: string;
  /** What 0 to 1 stands for; `share of the greatest` unless given. */
  readonly barLabel?: string;
  /** Numbers on the colour bar, at places 0..1; 0, 0.5 and 1 unless given. */
  readonly barTicks?: readonly Tick[];
}

const SIZE = { width: 350, height: 400 };
const LEFT = 88;
const GAP = 80;
const BAR_TICKS = [0, 0.5, 1].map((value) => ({ value, label: String(value) }));

/**
 * Draws cubes as flattened matrices, pixels down and energy across, in the colours of inferno.
 *
 * @returns an SVG document, 960 wide for two matrices
 * @throws GanxError `INVALID_ARGUMENT` if there are none or more than two, or sizes and values disagree
 */
export function flattenedSvg(plot: FlattenedPlot): string {
  const { matrices, barLabel = "share of the greatest", barTicks = BAR_TICKS } = plot;
  checkMatrices(matrices);
  const right = LEFT + matrices.length * (SIZE.width + GAP) - GAP;
  const width = right + 92;
  const heading = headingSvg(plot, width);
  const top = heading.bottom + 26;
  const areas = matrices.map((_, i) => {
    const left = LEFT + i * (SIZE.width + GAP);
    return { left, right: left + SIZE.width, top, bottom: top + SIZE.height };
  });
  const height = top + SIZE.height + 58;
  const option = {
    grid: areas.map(gridOption),
    xAxis: matrices.map(({ axis }, i) => xAxisOption(energyScale(axis, 7), axisName(axis), i)),
    yAxis: matrices.map(({ pixels }, i) => {
      const axis = yAxisOption(linearScale(0, pixels, 6), "pixel", SIZE.height, i);
      return {
        ...axis,
        inverse: true,
        axisTick: { ...axis.axisTick, show: true },
        splitLine: { show: false },
      };
    }),
  };
  return svgDocument(width, height, [
    heading.svg,
    ...matrices.map((matrix, i) => picture(matrix, areas[i].left, top)),
    chartSvg(option, width, height, "flattened"),
    colorBar({ x: right + 20, y: top, width: 12, height: SIZE.height }, "up"),
    ...barTicks.map(({ value, label }) => {
      const y = top + SIZE.height * (1 - Math.min(1, Math.max(0, value)));
      return textSvg(fitText(label, 52, 12), right + 38, y + 4, { size: 12, color: THEME.muted });
    }),
    textSvg(fitText(barLabel, 140, 12), width - 12, top - 10, {
      size: 12,
      color: THEME.muted,
      anchor: "end",
    }),
  ]);
}

function picture({ title, width, height, values }: FlattenedMatrix, x: number, y: number): string {
  const shown = Float32Array.from(values, (value) => (value > 0 ? Math.min(1, value) : 0));
  const href = gridTile({ width, height, values: shown }, 1);
  return (
    textSvg(fitText(title, SIZE.width - 70, 14, true), x, y - 10, { size: 14, bold: true }) +
    `<image x="${px(x)}" y="${px(y)}" width="${SIZE.width}" height="${SIZE.height}" ` +
    `preserveAspectRatio="none"${width < SIZE.width ? ' image-rendering="optimizeSpeed"' : ""} xlink:href="${href}"/>`
  );
}

function checkMatrices(matrices: readonly FlattenedMatrix[]): void {
  if (matrices.length < 1 || matrices.length > 2) {
    const found = `found ${matrices.length}`;
    throw new GanxError("INVALID_ARGUMENT", `flattened plot: expected one or two matrices, ${found}`);
  }
  for (const { title, width, height, values, axis, pixels } of matrices) {
    checkEnergyAxis(axis);
    const whole = [width, height, pixels].every((size) => Number.isInteger(size) && size >= 1);
    if (!whole || values.length !== width * height) {
      throw new GanxError(
        "INVALID_ARGUMENT",
        `matrix "${title}": expected width * height values, found ${width} x ${height} and ${values.length} values`,
      );
    }
  }
}
