// Time and memory against pixels, photons and channels, both axes logarithmic.
import { chartSvg } from "../../build/modules/figures/chart.js";
import { logScale } from "../../build/modules/figures/count-scale.js";
import { gridOption, WIDTH, xAxisOption, yAxisOption } from "../../build/modules/figures/plot-area.js";
import { headingSvg, svgDocument, textSvg } from "../../build/modules/figures/svg.js";
import { seriesColor, THEME } from "../../build/modules/figures/theme.js";
import { median } from "./numbers.mjs";

const COLUMNS = [
  { key: "pixels", name: "pixels", rest: "400 photons, 1024 channels" },
  { key: "photons", name: "photons a pixel", rest: "60 000 pixels, 1024 channels" },
  { key: "channels", name: "channels", rest: "60 000 pixels, 400 photons" },
];
const ROWS = [
  { key: "seconds", name: "seconds", room: 1.5, guide: true },
  { key: "mebibytes", name: "MiB at most", room: 2, guide: false },
];
const [LEFT, PANE_WIDTH, COLUMN_GAP] = [88, 252, 34];
const [PANE_HEIGHT, ROW_GAP] = [230, 84];

/** A scale with some room at both ends. */
const scaleOf = (values, room) => logScale(Math.min(...values) / room, Math.max(...values) * room, 0);

/** @param series points by what grows; see growth.mjs */
export function growthSvg(series) {
  const columns = COLUMNS.map((column) => ({ ...column, points: series[column.key] }));
  const heading = headingSvg(
    {
      title: "How the whole job grows",
      subtitle: "ganx generate, picture file to HDF5 file; dashes: time in proportion",
    },
    WIDTH,
  );
  const option = { grid: [], xAxis: [], yAxis: [], series: [] };
  const captions = [];
  ROWS.forEach((row, r) => {
    const y = scaleOf(
      columns.flatMap(({ points }) => points.flatMap((point) => point[row.key])),
      row.room,
    );
    const top = heading.bottom + 26 + r * (PANE_HEIGHT + ROW_GAP);
    columns.forEach(({ key, name, rest, points }, c) => {
      const left = LEFT + c * (PANE_WIDTH + COLUMN_GAP);
      const x = scaleOf(
        points.map((point) => point[key]),
        1.5,
      );
      const index = option.grid.length;
      const measured = points.map((point) => [point[key], median(point[row.key])]);
      option.grid.push(gridOption({ left, right: left + PANE_WIDTH, top, bottom: top + PANE_HEIGHT }));
      option.xAxis.push(xAxisOption(x, name, index));
      const yAxis = yAxisOption(y, c === 0 ? row.name : "", PANE_HEIGHT, index);
      option.yAxis.push(c === 0 ? yAxis : { ...yAxis, axisLabel: { show: false } });
      const color = seriesColor(r);
      const place = { type: "line", silent: true, clip: true, xAxisIndex: index, yAxisIndex: index };
      option.series.push(
        {
          ...place,
          symbol: "none",
          data: row.guide ? inProportion(measured) : [],
          lineStyle: { color: THEME.frame, width: 1, type: "dashed" },
        },
        {
          ...place,
          symbol: "circle",
          symbolSize: 7,
          data: measured,
          lineStyle: { color, width: 1.8 },
          itemStyle: { color },
        },
      );
      captions.push(textSvg(rest, left + 4, top - 8, { size: 12, color: THEME.muted }));
    });
  });
  const height = heading.bottom + 26 + 2 * PANE_HEIGHT + ROW_GAP + 56;
  return svgDocument(WIDTH, height, [heading.svg, chartSvg(option, WIDTH, height, "growth"), ...captions]);
}

/** The line through the last point that grows as the axis does. */
function inProportion(points) {
  const [x, y] = points.at(-1);
  return points.map(([at]) => [at, (y * at) / x]);
}
