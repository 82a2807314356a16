import { escapeXml, xmlText } from "./svg.js";
import { DARK_SERIES, DARK_THEME, SERIES, THEME } from "./theme.js";

/** Name of the variable that stands for a colour of the theme: `#1c1c1c` is `--ink`. */
const VARIABLES: ReadonlyMap<string, string> = new Map([
  ...Object.entries(THEME).map(([name, color]): [string, string] => [color, `--${name}`]),
  ...SERIES.map((color, i): [string, string] => [color, `--series-${i + 1}`]),
]);

/** The theme's colours as variables of a style sheet. */
export function themeVariables(dark: boolean): string {
  const ground = Object.entries(dark ? DARK_THEME : THEME).map(([name, color]) => `--${name}:${color};`);
  const series = (dark ? DARK_SERIES : SERIES).map((color, i) => `--series-${i + 1}:${color};`);
  return ground.concat(series).join("");
}

/**
 * Prepares a figure for a page: its theme colours become variables, its ids its own, and it gets a name for readers
 * who cannot see it.
 *
 * @param svg a whole drawing of this project
 * @param name begins its ids; letters, digits and hyphens
 */
export function inlineSvg(svg: string, name: string, label: string): string {
  // As a function, because a dollar sign in a text would mean something.
  const root = () => `<svg role="img" aria-label="${escapeXml(label)}" `;
  return (
    svg
      .replace(/^[\s\S]*?<svg /, root)
      .replace(/ (id|clip-path|href|xlink:href)="(url\(#|#)?([^"]*?)\)?"/g, (whole, attribute, kind, id) => {
        if (attribute === "id") return ` id="${name}-${id}"`;
        if (kind === undefined) return whole;
        return ` ${attribute}="${kind}${name}-${id}${kind === "#" ? "" : ")"}"`;
      })
      // Browsers smooth what is merely to be drawn fast, and the pixels of a small map must stay squares.
      .replaceAll('image-rendering="optimizeSpeed"', 'image-rendering="pixelated"')
      .replace(/ (fill|stroke)="(#[0-9a-f]{6})"/g, (whole, attribute, color) => {
        const variable = VARIABLES.get(color);
        return variable === undefined ? whole : ` ${attribute}="var(${variable})"`;
      })
  );
}

/** A link to a file beside the report; whatever its name holds, it stays a file there. */
export function fileHref(path: string): string {
  const parts = xmlText(path).split("/");
  return parts
    .filter((part) => part !== "")
    .map(encodeURIComponent)
    .join("/");
}

/** Look of a report: no picture, font or script from elsewhere. */
export const REPORT_STYLE = `
:root{color-scheme:light dark;${themeVariables(false)}--link:#005a9c;--wash:#f4f4f2}
@media screen and (prefers-color-scheme:dark){:root{${themeVariables(true)}--link:#7cc0ff;--wash:#1f2227}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 "DejaVu Sans",Verdana,system-ui,sans-serif}
body>*{max-width:1080px;margin-left:auto;margin-right:auto;padding-left:24px;padding-right:24px}
header{padding-top:36px}
h1{font-size:1.75rem;line-height:1.2;margin:0;overflow-wrap:anywhere}
h2{font-size:1.3rem;line-height:1.25;margin:56px 0 12px;padding-top:16px;border-top:1px solid var(--grid);overflow-wrap:anywhere}
p{max-width:72ch;margin:0 0 14px;overflow-wrap:anywhere}
.subtitle,figcaption,.notes,footer{color:var(--muted)}
.subtitle{margin-top:8px}
a{color:var(--link)}
a:focus-visible,.scroll:focus-visible{outline:2px solid var(--link);outline-offset:2px}
nav ul{columns:2 260px;margin:20px 0 0;padding:14px 16px 14px 34px;background:var(--wash);border-radius:6px}
figure{margin:24px 0 32px}
.scroll{overflow-x:auto}
figure svg{display:block;height:auto}
figcaption{font-size:.9rem;margin-top:6px;max-width:80ch;overflow-wrap:anywhere}
.files a{margin-left:.6em;white-space:nowrap}
table{border-collapse:collapse;font-size:.92rem;font-variant-numeric:tabular-nums}
.table{margin:20px 0 28px}
.table p{font-size:.9rem;margin:8px 0 0}
caption{text-align:left;font-weight:bold;padding:0 0 8px}
th,td{padding:7px 28px 7px 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--grid)}
thead th{border-bottom:2px solid var(--frame);vertical-align:bottom}
tbody th{font-weight:normal;min-width:9ch}
.number{text-align:right}
tbody .number{white-space:nowrap}
td:not([class]){overflow-wrap:anywhere;min-width:20ch}
.better{color:var(--muted);white-space:nowrap}
footer{font-size:.85rem;margin-top:56px;margin-bottom:32px}
footer p{border-top:1px solid var(--grid);padding-top:14px;max-width:none}
@media (max-width:600px){body>*{padding-left:14px;padding-right:14px}h1{font-size:1.4rem}h2{font-size:1.15rem;margin-top:40px}th,td{padding-right:16px}}
@media print{:root{color-scheme:light}body{font-size:10.5pt}body>*{max-width:none;padding:0}nav,.files{display:none}
h2{break-after:avoid;margin-top:24px}figure,table{break-inside:avoid}.scroll{overflow:visible}figure svg{min-width:0!important;max-width:100%}}
`
  .trim()
  .replaceAll("\n", "");
