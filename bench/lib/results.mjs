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

const setting = ({ machine, versions }) => `${list(machine)}; ${list(versions)}`;

/** One group: how it was run, its table, its figure. @param common what all groups were measured on and with, if one */
function section({ name, date, runs, rows, figure, ...about }, common) {
  const where = setting(about) === common ? "" : `: ${setting(about)}`;
  const picture = figure === undefined ? [] : ["", `![${name}](results/${figure})`];
  const command = `\`npm run bench -- ${name} --runs ${runs}\``;
  return ["", `## ${name}`, "", `${command}, ${date}${where}`, "", markdownTable(rows), ...picture];
}

/** The page of all groups. */
export function resultsPage(groups) {
  const missed = missedGoals(groups);
  const verdict =
    missed.length === 0
      ? ["Every goal that was measured was reached."]
      : [`**Goals missed: ${missed.length}.**`, "", ...missed.map((text) => `- ${text}`)];
  const settings = new Set(groups.map(setting));
  const common = settings.size === 1 ? [...settings][0] : undefined;
  return [
    "# Benchmarks",
    "",
    "Written by `npm run bench`. A cell gives the median and, in brackets, the least and the greatest of all runs; the",
    "ratio is the peer's median over ours. Ours and the peer ran in turns. Memory is that of the process at its peak.",
    ...(common === undefined ? [] : ["", `${common}.`]),
    "",
    ...verdict,
    ...groups.flatMap((group) => section(group, common)),
    "",
  ].join("\n");
}

export function saveResults(groups) {
  writeFileSync(fileURLToPath(new URL("../RESULTS.md", import.meta.url)), resultsPage(groups));
}
