import { GanxError } from "../errors.js";
import { escapeXml, formatNumber } from "./svg.js";

/** A column of a {@link ReportTable}. */
export interface ReportColumn {
  readonly label: string;
  /** Numbers stand to the right; `text` unless given. */
  readonly align?: "text" | "number";
}

/** A table. */
export interface ReportTable {
  readonly kind: "table";
  readonly caption?: string;
  readonly columns: readonly ReportColumn[];
  /** One cell a column; the first names its row. Numbers are written with three figures, texts as they are. */
  readonly rows: readonly (readonly (string | number)[])[];
  /** Whether a lower or a higher value is better, one entry a row; adds a column that says so. */
  readonly better?: readonly ("lower" | "higher" | undefined)[];
  /** Remarks below the table. */
  readonly notes?: readonly string[];
}

const BETTER = { lower: "↓ lower", higher: "↑ higher" } as const;

/** Writes a table that scrolls by itself on a narrow screen. @throws GanxError `INVALID_ARGUMENT` if cells are missing */
export function tableHtml({ caption, columns, rows, better, notes = [] }: ReportTable): string {
  for (const row of rows) {
    if (row.length !== columns.length) {
      throw new GanxError(
        "INVALID_ARGUMENT",
        `report table: expected ${columns.length} cells in a row, found ${row.length}`,
      );
    }
  }
  const side = columns.map(({ align }) => (align === "number" ? ' class="number"' : ""));
  const head = columns.map(({ label }, i) => `<th scope="col"${side[i]}>${escapeXml(label)}</th>`);
  if (better) head.push('<th scope="col">better</th>');
  const body = rows.map((row, r) => {
    const cells = row.map((cell, i) => {
      const shown = escapeXml(typeof cell === "number" ? formatNumber(cell) : cell);
      return i === 0 ? `<th scope="row"${side[i]}>${shown}</th>` : `<td${side[i]}>${shown}</td>`;
    });
    if (better) cells.push(betterCell(better[r]));
    return `<tr>${cells.join("")}</tr>`;
  });
  return (
    `<div class="table"><div class="scroll" role="group" aria-label="${escapeXml(caption ?? "Table")}" tabindex="0">` +
    `<table>${caption === undefined ? "" : `<caption>${escapeXml(caption)}</caption>`}` +
    `<thead><tr>${head.join("")}</tr></thead><tbody>${body.join("")}</tbody></table></div>` +
    `${notes.map((note) => `<p class="notes">${escapeXml(note)}</p>`).join("")}</div>`
  );
}

function betterCell(which: "lower" | "higher" | undefined): string {
  return `<td class="better">${which === undefined ? "" : BETTER[which]}</td>`;
}
