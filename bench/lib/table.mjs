// The rows of a benchmark in words: for the terminal and for RESULTS.md.

/** Three significant figures without an exponent. */
export function figures(value) {
  return value >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}

/** `1.23 s (1.1..1.4)` */
export function quantity(values, summary, unit) {
  if (summary === null) return "";
  const { median, min, max } = summary;
  const range = values.length === 1 ? "one run" : `${figures(min)}..${figures(max)}`;
  return `${figures(median)} ${unit} (${range})`;
}

export const ratioText = (ratio) => (ratio === null ? "" : `${figures(ratio)} x`);

/** What was to be reached and whether it was. */
export function goalText({ goal, reached }) {
  if (goal === undefined) return "";
  const verdict = reached === null ? "not measured" : reached ? "reached" : "MISSED";
  return `at least ${figures(goal)} x: ${verdict}`;
}

/** The cells of one judged row. */
export function cells(row) {
  const { ours, theirs } = row.summary;
  // Where there is no peer there is nothing to skip.
  const skipped = row.peer === "" ? "" : `skipped: ${row.reason ?? row.note}`;
  return {
    question: row.question,
    ours: quantity(row.ours, ours, row.unit),
    peer: row.peer,
    theirs: theirs === null || ours === null ? skipped : quantity(row.theirs, theirs, row.unit),
    ratio: ratioText(row.ratio),
    goal: goalText(row),
    note: theirs === null && row.reason === undefined ? "" : (row.note ?? ""),
    command: row.command,
  };
}

const COLUMNS = ["question", "ours", "peer", "theirs", "ratio", "goal", "note"];

/** One table for the terminal, a group after the other. */
export function textTable(groups) {
  const table = groups.map(({ name, rows }) => ({ name, rows: rows.map(cells) }));
  const all = [
    Object.fromEntries(COLUMNS.map((column) => [column, column])),
    ...table.flatMap(({ rows }) => rows),
  ];
  const widths = COLUMNS.map((column) => Math.max(...all.map((row) => row[column].length)));
  const line = (row) =>
    COLUMNS.map((column, i) => row[column].padEnd(widths[i]))
      .join("  ")
      .trimEnd();
  const parts = table.flatMap(({ name, rows }) => [`-- ${name}`, ...rows.map(line)]);
  return [line(all[0]), ...parts].join("\n");
}

const cell = (text) => text.replaceAll("|", "\\|").replace(/\s+/g, " ");
const code = (text) => (text === "" ? "" : `\`${text}\``);
const markdownRow = (values) => `| ${values.map(cell).join(" | ")} |`;

/** The rows of one group for RESULTS.md. */
export function markdownTable(rows) {
  return [
    markdownRow([...COLUMNS, "command"]),
    markdownRow([...COLUMNS, ""].map(() => "---")),
    ...rows
      .map(cells)
      .map((row) => markdownRow([...COLUMNS.map((column) => row[column]), code(row.command)])),
  ].join("\n");
}

/** Goals that were missed, in a sentence each. */
export function missedGoals(groups) {
  return groups.flatMap(({ name, rows }) =>
    rows
      .filter(({ reached }) => reached === false)
      .map((row) => {
        const wanted = `at least ${figures(row.goal)} x`;
        return `${name}: ${row.question}, beside ${row.peer}: ${ratioText(row.ratio)}, expected ${wanted}`;
      }),
  );
}
