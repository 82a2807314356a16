import { px } from "./svg.js";
import { seriesColor, THEME } from "./theme.js";

/** Decades below its highest value that a small spectrum shows. */
const DECADES = 4;

/** A spectrum without axes on a logarithmic scale of four decades, the highest value of each half pixel's width. */
export function sparkline(
  values: ArrayLike<number>,
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
): string {
  const columns = Math.min(values.length, 2 * width);
  const highest = new Float64Array(columns);
  for (let i = 0; i < values.length; i++) {
    const column = Math.floor((i * columns) / values.length);
    if (values[i] > highest[column] && values[i] < Infinity) highest[column] = values[i];
  }
  const most = highest.reduce((a, b) => Math.max(a, b), 0);
  const foot = y + height;
  const points = Array.from(highest, (value, i) => {
    const decades = value > 0 ? Math.max(0, DECADES + Math.log10(value / most)) : 0;
    return `${px(x + ((i + 0.5) * width) / columns)} ${px(foot - (height * decades) / DECADES)}`;
  });
  return (
    `<path d="M${px(x)} ${px(foot)}H${px(x + width)}" stroke="${THEME.frame}" stroke-width="0.8"/>` +
    `<path d="M${points.join("L")}" fill="none" stroke="${seriesColor(0)}" stroke-width="1" stroke-linejoin="round"/>`
  );
}
