// Runs the benchmarks, prints one table, and writes results/*.json and RESULTS.md.
//
//   npm run bench                      all groups
//   npm run bench -- sampling scan     some of them
//   options: --runs N (default 5); --picture FILE for k-means (default: the demo's); --quick, or BENCH_QUICK=1: smaller pictures, no goals, nothing is written
import { parseArgs } from "node:util";
import { describeMachine } from "./lib/machine.mjs";
import { judge } from "./lib/numbers.mjs";
import { loadGroups, saveGroup, saveResults } from "./lib/results.mjs";
import { missedGoals, textTable } from "./lib/table.mjs";

/** One file a question, in the order of the table. */
const NAMES = [
  "whole-job",
  "sampling",
  "native",
  "limits",
  "k-means",
  "delta-e",
  "growth",
  "scan",
  "formats",
  "inspect",
  "similarity",
  "fluorescence",
  "spectrum",
  "paint",
];

const { values, positionals } = parseArgs({
  options: {
    runs: { type: "string", default: "5" },
    picture: { type: "string" },
    quick: { type: "boolean", default: false },
  },
  allowPositionals: true,
});
const runs = Number(values.runs);
const quick = values.quick || Boolean(process.env.BENCH_QUICK);
const unknown = positionals.find((name) => !NAMES.includes(name));
if (unknown !== undefined || !Number.isInteger(runs) || runs < 1) {
  const found = unknown === undefined ? `--runs ${values.runs}` : unknown;
  console.error(`expected --runs of at least 1 and groups of ${NAMES.join(", ")}; found ${found}`);
  process.exit(2);
}

const about = describeMachine();
const groups = [];
for (const name of positionals.length > 0 ? positionals : NAMES) {
  console.error(`${name} ...`);
  const module = await import(`./${name}.mjs`);
  const measured = await module.measure({ runs, quick, picture: values.picture });
  const { rows, data, figure } = Array.isArray(measured) ? { rows: measured } : measured;
  const date = new Date().toISOString().slice(0, 10);
  // Goals are for the full size.
  const judged = rows.map((row) => judge(quick ? { ...row, goal: undefined } : row));
  const group = { name, date, runs, ...about, rows: judged, data };
  groups.push(group);
  if (quick) continue;
  // At once: the next group may take long.
  saveGroup(group, figure);
  saveResults(loadGroups(NAMES));
}

if (quick)
  console.log("QUICK: smaller pictures; these are not results, no goal is judged, nothing is written\n");
console.log(textTable(groups));
for (const missed of missedGoals(groups)) console.log(`MISSED  ${missed}`);
