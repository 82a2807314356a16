import { GanxError } from "../errors.js";
import { fileHref, inlineSvg, REPORT_STYLE } from "./report-html.js";
import { type ReportTable, tableHtml } from "./report-table.js";
import { escapeXml } from "./svg.js";

export type { ReportColumn, ReportTable } from "./report-table.js";

/** A piece of running text. */
export interface ReportParagraph {
  readonly kind: "paragraph";
  readonly text: string;
}

/** A drawing with its caption. */
export interface ReportFigure {
  readonly kind: "figure";
  /** A whole drawing made by the functions of this folder. */
  readonly svg: string;
  readonly caption: string;
  /** What the drawing shows, for readers who cannot see it; the caption unless given. */
  readonly alt?: string;
  /** Links to files beside the report, such as `{ label: "PNG", path: "spectrum.png" }`. */
  readonly files?: readonly { readonly label: string; readonly path: string }[];
}

/** What a section is made of. */
export type ReportBlock = ReportParagraph | ReportFigure | ReportTable;

/** A part of a report under its own heading. */
export interface ReportSection {
  readonly heading: string;
  readonly blocks: readonly ReportBlock[];
}

/** What {@link reportHtml} writes. */
export interface Report {
  readonly title: string;
  readonly subtitle?: string;
  readonly sections: readonly ReportSection[];
  /** A last line, such as what made the report. */
  readonly footer?: string;
}

/** From so many sections on a report begins with a list of them. */
const LONG = 4;
/** A drawing that is wider scrolls on a narrow screen rather than shrink until it cannot be read. */
const READABLE = 680;

/**
 * Writes a report as one HTML document that needs nothing else: no network, no script, no file beside it.
 *
 * It is light or dark as the reader's screen asks, and light on paper.
 *
 * @returns the document; every text in it is escaped
 * @throws GanxError `INVALID_ARGUMENT` if a table's rows do not have as many cells as it has columns
 */
export function reportHtml({ title, subtitle, sections, footer }: Report): string {
  // Drawings bring their pictures inside them; nothing may be fetched.
  const policy =
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
  let figures = 0;
  const body = sections.map(({ heading, blocks }, i) => {
    const content = blocks.map((block) => {
      if (block.kind === "paragraph") return `<p>${text(block.text)}</p>`;
      if (block.kind === "table") return tableHtml(block);
      figures++;
      return figureHtml(block, figures);
    });
    return `<section aria-labelledby="s${i + 1}"><h2 id="s${i + 1}">${text(heading)}</h2>\n${content.join("\n")}\n</section>`;
  });
  return [
    '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${text(title)}</title>\n<style>${REPORT_STYLE}</style>\n</head>\n<body>`,
    `<header><h1>${text(title)}</h1>`,
    subtitle === undefined ? "" : `<p class="subtitle">${text(subtitle)}</p>`,
    sections.length >= LONG ? contents(sections) : "",
    `</header>\n<main>\n${body.join("\n")}\n</main>`,
    footer === undefined ? "" : `<footer><p>${text(footer)}</p></footer>`,
    "</body>\n</html>\n",
  ]
    .filter((part) => part !== "")
    .join("\n");
}

const text = escapeXml;

function contents(sections: readonly ReportSection[]): string {
  const items = sections.map(({ heading }, i) => `<li><a href="#s${i + 1}">${text(heading)}</a></li>`);
  return `<nav aria-label="Contents"><ul>${items.join("")}</ul></nav>`;
}

function figureHtml({ svg, caption, alt = caption, files = [] }: ReportFigure, number: number): string {
  const width = Number(/<svg [^>]*?width="(\d+)"/.exec(svg)?.[1]);
  if (!(width > 0)) {
    throw new GanxError("INVALID_ARGUMENT", `report: expected figure ${number} to be an SVG with a width`);
  }
  // As wide as drawn where there is room, then narrower, but never too narrow to be read.
  const size = `<svg style="width:100%;max-width:${width}px;min-width:${Math.min(width, READABLE)}px" `;
  const drawing = inlineSvg(svg, `f${number}`, alt).replace("<svg ", size);
  const links = files.map(({ label, path }) => `<a href="${fileHref(path)}">${text(label)}</a>`).join("");
  return (
    `<figure><div class="scroll" role="group" aria-label="Figure ${number}" tabindex="0">${drawing}</div>` +
    `<figcaption>Figure ${number}. ${text(caption)}${links === "" ? "" : ` <span class="files">${links}</span>`}` +
    "</figcaption></figure>"
  );
}
