import { px, textSvg } from "./svg.js";
import { fitText, textWidth } from "./text-width.js";
import { seriesColor, THEME } from "./theme.js";

/** A pigment's part in a colour. */
export interface PigmentShare {
  readonly name: string;
  /** Fraction, 0..1. */
  readonly abundance: number;
  /** The pigment's own colour, sRGB 0..255; unless given, one that tells it from the others. */
  readonly rgb?: readonly [number, number, number];
}

/** The same colour for the same pigment all over a figure. */
export function pigmentColors(mixtures: readonly (readonly PigmentShare[])[]): ReadonlyMap<string, string> {
  const colors = new Map<string, string>();
  for (const { name, rgb } of mixtures.flat()) {
    if (!colors.has(name)) colors.set(name, rgb ? `rgb(${rgb.map(Math.round)})` : seriesColor(colors.size));
  }
  return colors;
}

const BAR = 14;
const SQUARE = 8;
const SIZE = 11;
/** Rows of names below a bar, and the distance of their baselines. */
const LINES = 2;
const LEADING = 15;

/** Draws a mixture as one bar of parts, with the pigments' names and percentages in rows below it, in the same order. */
export function mixtureSvg(
  mixture: readonly PigmentShare[],
  colors: ReadonlyMap<string, string>,
  { x, y, width }: { x: number; y: number; width: number },
): string {
  const total = mixture.reduce((sum, { abundance }) => sum + Math.max(0, abundance), 0) || 1;
  let from = 0;
  const parts = mixture.map(({ name, abundance }) => {
    const part = (Math.max(0, abundance) / total) * width;
    const rect = `<rect x="${px(x + from)}" y="${px(y)}" width="${px(part)}" height="${BAR}" `;
    from += part;
    return `${rect}fill="${colors.get(name)}" stroke="${THEME.frame}" stroke-width="0.6"/>`;
  });
  return parts.join("") + namesSvg(mixture, colors, x, y + BAR + 13, width);
}

function namesSvg(
  mixture: readonly PigmentShare[],
  colors: ReadonlyMap<string, string>,
  left: number,
  baseline: number,
  width: number,
): string {
  const more = (count: number) => (count > 0 ? `+ ${count} more` : "");
  let [x, line, svg] = [left, 1, ""];
  for (const [i, { name, abundance }] of mixture.entries()) {
    const value = abundance < 0.005 ? "< 1 %" : `${Math.round(100 * abundance)} %`;
    const whole = textWidth(`${name} ${value}`, SIZE);
    const after = mixture.length - i - 1;
    const room = () => {
      const kept = after > 0 && line === LINES ? textWidth(more(after), SIZE) + 10 : 0;
      return left + width - x - SQUARE - 4 - kept;
    };
    if (x > left && whole > room() && line < LINES) {
      [x, line, baseline] = [left, line + 1, baseline + LEADING];
    }
    if (x > left && whole > room()) {
      return svg + textSvg(more(after + 1), x, baseline, { size: SIZE, color: THEME.muted });
    }
    // Alone in its row, a name is cut rather than left out.
    const shown = fitText(name, room() - textWidth(` ${value}`, SIZE), SIZE);
    const text = `${shown} ${value}`;
    svg +=
      `<rect x="${px(x)}" y="${px(baseline - SQUARE)}" width="${SQUARE}" height="${SQUARE}" ` +
      `fill="${colors.get(name)}" stroke="${THEME.frame}" stroke-width="0.6"/>` +
      textSvg(text, x + SQUARE + 4, baseline, { size: SIZE });
    x += SQUARE + 4 + textWidth(text, SIZE) + 10;
  }
  return svg;
}
