import { px, textSvg } from "./svg.js";
import { fitText, textWidth } from "./text-width.js";
import { seriesColor, seriesDash } from "./theme.js";

/** Writes which colour is what, in rows from y down. @returns the drawing and y below the last row */
export function legendSvg(
  series: readonly { readonly label: string; readonly color?: string }[],
  y: number,
  width: number,
): { svg: string; bottom: number } {
  const parts: string[] = [];
  let [x, row] = [30, y];
  series.forEach(({ label, color }, i) => {
    const text = fitText(label, Math.min(320, width - 110), 12);
    const room = textWidth(text, 12) + 56;
    if (x > 30 && x + room > width - 20) [x, row] = [30, row + 20];
    const dash = seriesDash(i);
    parts.push(
      `<path d="M${px(x)} ${px(row + 4)}h24" stroke="${seriesColor(i, color)}"` +
        `${dash ? ` stroke-dasharray="${dash.join(" ")}"` : ""} stroke-width="3"/>`,
      textSvg(text, x + 31, row + 8, { size: 12 }),
    );
    x += room;
  });
  return { svg: parts.join(""), bottom: row + 22 };
}
