import { fitText } from "./text-width.js";
import { THEME } from "./theme.js";

/** The one font of the figures; a page without it falls back to its own. */
export const FONT = "DejaVu Sans, Verdana, sans-serif";

/** Drops the characters that XML cannot hold. */
export function xmlText(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML 1.0 forbids
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
      .replace(/\p{Surrogate}/gu, "\ufffd")
  );
}

/** Makes any text safe inside XML: escapes markup and drops characters XML cannot hold. */
export function escapeXml(text: string): string {
  return xmlText(text)
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;")
    .replace(/'/g, "&#39;");
}

/** A coordinate to a tenth of a pixel. */
export function px(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** How a line of text is set. */
export interface TextStyle {
  readonly size: number;
  readonly color?: string;
  readonly bold?: boolean;
  readonly anchor?: "start" | "middle" | "end";
}

/** One line of text with its baseline at y. */
export function textSvg(text: string, x: number, y: number, style: TextStyle): string {
  const { size, color = THEME.ink, bold = false, anchor = "start" } = style;
  return (
    `<text x="${px(x)}" y="${px(y)}" font-size="${size}" fill="${color}"` +
    `${bold ? ' font-weight="bold"' : ""}${anchor === "start" ? "" : ` text-anchor="${anchor}"`}>` +
    // XML readers join spaces; a hard one keeps the second.
    `${escapeXml(text.replaceAll("  ", " \u00a0"))}</text>`
  );
}

/** A number for a reader: three significant figures, thousands apart, powers of ten when very large or small. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return "-";
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e6 || size < 1e-3)) {
    const [digits, exponent] = value.toExponential(2).split("e");
    const power = superscript(Number(exponent));
    return Number(digits) === 1 ? `10${power}` : `${Number(digits)} × 10${power}`;
  }
  const rounded = size >= 100 ? Math.round(value) : Number(value.toPrecision(3));
  return String(rounded).replace(/\B(?=(\d{3})+$)/, rounded >= 10_000 ? "\u00a0" : "");
}

/** A whole number in raised digits. */
export function superscript(exponent: number): string {
  return [...String(exponent)].map((char) => (char === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(char)])).join("");
}

/**
 * Round numbers that divide a range.
 *
 * @param count about how many are wanted
 * @returns multiples of 1, 2 or 5 times a power of ten, from `low` to `high` inclusive; at most `4 * count`
 */
export function ticks(low: number, high: number, count: number): number[] {
  if (!(high > low)) return [low];
  const rough = (high - low) / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((m) => m * power >= rough * 0.999) ?? 10) * power;
  const found: number[] = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) {
    found.push(Number((i * step).toPrecision(12)));
  }
  return found;
}

/** Wraps the parts of a figure as an SVG document on the ground of the theme. */
export function svgDocument(width: number, height: number, parts: readonly string[]): string {
  const [w, h] = [Math.ceil(width), Math.ceil(height)];
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${w}" height="${h}" ` +
    `viewBox="0 0 ${w} ${h}" font-family="${FONT}"><rect width="${w}" height="${h}" fill="${THEME.paper}"/>${parts.join("")}</svg>`
  );
}

/** Writes the title and subtitle of a figure, cut to its width. @returns the drawing and y below it */
export function headingSvg(
  { title, subtitle }: { readonly title?: string; readonly subtitle?: string },
  width: number,
): { svg: string; bottom: number } {
  let [svg, bottom] = ["", title === undefined && subtitle === undefined ? 14 : 30];
  const line = (text: string | undefined, size: number, bold: boolean, color: string) => {
    if (text === undefined) return;
    svg += textSvg(fitText(text, width - 60, size, bold), 30, bottom + size * 0.7, { size, bold, color });
    bottom += size + 12;
  };
  line(title, 20, true, THEME.ink);
  line(subtitle, 13, false, THEME.muted);
  return { svg, bottom };
}
