// The results that are kept: one JSON file a group, and RESULTS.md of them all.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { markdownTable, missedGoals } from "./table.mjs";

const FOLDER = fileURLToPath(new URL("../results/", import.meta.url));

/** Six figures are more than any run repeats. */
const short = (_, value) =>
  typeof value === "number" && !Number.isInteger(value) ? Number(value.toPrecision(6)) : value;

/** JSON with one row of numbers a line, as the formatter has it. */
const toJson = (value) =>
  `${JSON.stringify(value, short, 2).replace(/\[\s+([-\d.,e+\s]+?)\s+\]/g, (_, list) => `[${list.replace(/\s+/g, " ")}]`)}\n`;

/** Keeps what one group gave. */
export function saveGroup(group, figure) {
  mkdirSync(FOLDER, { recursive: true });
  if (figure !== undefined) writeFileSync(`${FOLDER}${figure.name}`, figure.text);
  const kept = figure === undefined ? group : { ...group, figure: figure.name };
  writeFileSync(`${FOLDER}${group.name}.json`, toJson(kept));
}

/** What is kept of the groups, those that were never run left out. */
export function loadGroups(names) {
  return names
    .map((name) => `${FOLDER}${name}.json`)
    .filter((path) => existsSync(path))
    .map((path) => JSON.parse(readFileSync(path, "utf8")));
}

const list = (values) =>
  Object.entries(values)
    .map(([name, value]) => `${name} ${value}`)
    .join(", ");

/** The page of all groups. */
export function resultsPage(groups) {
  const missed = missedGoals(groups);
  const verdict =
    missed.length === 0
      ? ["Every goal that was measured was reached."]
      : [`**Missed: ${missed.length}.**`, "", ...missed.map((text) => `- ${text}`)];
  return [
    "# Benchmarks",
    "",
    "Written by `npm run bench`. A cell gives the median and, in brackets, the least and the greatest of all runs; the",
    "ratio is the peer's median over ours. Ours and the peer ran in turns. Memory is that of the process at its peak.",
    "",
    ...verdict,
    ...groups.flatMap(({ name, date, runs, machine, versions, rows, figure }) => [
      "",
      `## ${name}`,
      "",
      `\`npm run bench -- ${name} --runs ${runs}\`, ${date}: ${list(machine)}; ${list(versions)}.`,
      "",
      markdownTable(rows),
      ...(figure === undefined ? [] : ["", `![${name}](results/${figure})`]),
    ]),
    "",
  ].join("\n");
}

export function saveResults(groups) {
  writeFileSync(fileURLToPath(new URL("../RESULTS.md", import.meta.url)), resultsPage(groups));
}
