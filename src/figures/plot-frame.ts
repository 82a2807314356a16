import type { CountScale } from "./count-scale.js";
import { escapeXml, formatNumber, MUTED, px, RULE, textSvg, ticks } from "./svg.js";
import { fitText, textWidth } from "./text-width.js";

/** Width of a plot. */
export const WIDTH = 960;
/** Where its curves are. */
export const PLOT = { left: 88, right: WIDTH - 28, height: 340 } as const;

/** Blue, vermillion, green, purple, orange, sky blue, black. Source: Okabe and Ito 2008, jfly.uni-koeln.de/color. */
const COLORS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000"];

/** The part of a plot's area that its curves fill, and how to get there. */
export interface Frame {
  readonly lowKeV: number;
  readonly highKeV: number;
  readonly top: number;
  readonly bottom: number;
  readonly scale: CountScale;
}

/** Place of an energy across the plot. */
export function xOf(energyKeV: number, { lowKeV, highKeV }: Frame): number {
  return PLOT.left + ((energyKeV - lowKeV) / (highKeV - lowKeV)) * (PLOT.right - PLOT.left);
}

/** Place of a count up the plot. */
export function yOf(value: number, { bottom, scale }: Frame): number {
  return bottom - scale.position(value) * PLOT.height;
}

/** Draws axes, ticks and their numbers. */
export function axesSvg(frame: Frame, yLabel: string): string {
  const parts: string[] = [];
  const { left, right } = PLOT;
  const { top, bottom, scale, lowKeV, highKeV } = frame;
  const label = { size: 12, color: MUTED } as const;
  for (const tick of scale.ticks) {
    const y = yOf(tick.value, frame);
    parts.push(`<path d="M${left} ${px(y)}H${right}" stroke="${RULE}" stroke-width="0.8"/>`);
    parts.push(textSvg(tick.label, left - 9, y + 4, { ...label, anchor: "end" }));
  }
  for (const energy of ticks(lowKeV, highKeV, 9)) {
    const x = xOf(energy, frame);
    parts.push(`<path d="M${px(x)} ${px(bottom)}v5" stroke="${MUTED}"/>`);
    parts.push(textSvg(formatNumber(energy), x, bottom + 20, { ...label, anchor: "middle" }));
  }
  parts.push(`<path d="M${left} ${px(top)}V${px(bottom)}H${right}" fill="none" stroke="${MUTED}"/>`);
  parts.push(textSvg("energy / keV", (left + right) / 2, bottom + 44, { size: 13, anchor: "middle" }));
  parts.push(
    `<g transform="translate(24 ${px((top + bottom) / 2)}) rotate(-90)">` +
      `${textSvg(fitText(yLabel, PLOT.height, 13), 0, 0, { size: 13, anchor: "middle" })}</g>`,
  );
  return parts.join("");
}

/** Colour of a curve: the one asked for or one that colour-blind readers can tell from the others. */
export function colorOf(index: number, color: string | undefined): string {
  return escapeXml(color ?? COLORS[index % COLORS.length]);
}

/** Stroke attributes of a curve; once the colours are used up, curves are told apart by dashes. */
export function strokeOf(index: number, color: string | undefined): string {
  const round = Math.floor(index / COLORS.length);
  return `stroke="${colorOf(index, color)}"${round === 0 ? "" : ` stroke-dasharray="${px(6 / round)} 3"`}`;
}

/** Writes the legend in rows from y down. @returns the drawing and y below the last row */
export function legendSvg(
  series: readonly { readonly label: string; readonly color?: string }[],
  y: number,
): { svg: string; bottom: number } {
  const parts: string[] = [];
  let [x, row] = [30, y];
  series.forEach(({ label, color }, i) => {
    const text = fitText(label, 320, 12);
    const width = textWidth(text, 12) + 56;
    if (x > 30 && x + width > WIDTH - 20) [x, row] = [30, row + 20];
    parts.push(`<path d="M${px(x)} ${px(row + 4)}h24" ${strokeOf(i, color)} stroke-width="3"/>`);
    parts.push(textSvg(text, x + 31, row + 8, { size: 12 }));
    x += width;
  });
  return { svg: parts.join(""), bottom: row + 22 };
}
