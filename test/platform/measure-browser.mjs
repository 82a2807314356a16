// How long a visitor of examples/browser waits: node test/platform/measure-browser.mjs PICTURE [--runs 7]
//   [--browser chromium|firefox]
// Needs the packages of test/platform (node test/platform/install.mjs) and a built package. Times are those that the
// page measures: from the event of the choice to the painted map, from the event of a click to the painted spectrum.
import { cpSync, readdirSync, readFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { openBrowser, whyNot } from "./drive-browser.mjs";
import { openExample } from "./example-page.mjs";
import { installPacked } from "./packed.mjs";
import { endWithSignals } from "./processes.mjs";
import { serveFolder } from "./serve-folder.mjs";

const CLICKS = 20;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: "string", default: "7" },
    browser: { type: "string", default: "chromium" },
  },
});

/** Processor time of a program and all that it started, s; NaN where there is no /proc. */
function processorSeconds(root) {
  const parents = new Map();
  const times = new Map();
  try {
    for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
      const fields = readFileSync(`/proc/${pid}/stat`, "latin1").split(") ").at(-1).split(" ");
      parents.set(Number(pid), Number(fields[1]));
      times.set(Number(pid), (Number(fields[11]) + Number(fields[12])) / 100);
    }
  } catch {
    if (times.size === 0) return Number.NaN;
  }
  const belongs = (pid) => pid === root || (parents.has(pid) && belongs(parents.get(pid)));
  return [...times].reduce((sum, [pid, time]) => sum + (belongs(pid) ? time : 0), 0);
}

/** One visit. @returns times in ms */
async function visit(opened, address, picture) {
  const example = await openExample(opened, address);
  try {
    await example.ready();
    const before = processorSeconds(opened.browser.process().pid);
    await example.choose(picture);
    const work = processorSeconds(opened.browser.process().pid) - before;
    const [width, height] = await example.sizeOf("#map");
    for (let i = 0; i < CLICKS; i++) {
      await example.time("#map", (i * 97) % width, (i * 61 + 5) % height);
    }
    const [map] = await example.durations("first line map");
    return { map, work: 1000 * work, spectra: await example.durations("spectrum"), width, height };
  } finally {
    await example.page.close();
  }
}

const sorted = (numbers) => numbers.toSorted((a, b) => a - b);
const median = (numbers) => sorted(numbers)[numbers.length >> 1];
const summary = (numbers) =>
  `median ${median(numbers).toFixed(1)} ms (${sorted(numbers)[0].toFixed(1)} to ${sorted(numbers).at(-1).toFixed(1)}, ` +
  `${numbers.length} of them)`;

async function main(picture) {
  const missing = whyNot(values.browser);
  if (missing) throw new Error(missing);
  endWithSignals();
  const { folder, remove } = await installPacked();
  cpSync(
    fileURLToPath(new URL("../../examples/browser/index.html", import.meta.url)),
    join(folder, "index.html"),
  );
  const server = await serveFolder(folder);
  const opened = await openBrowser(values.browser);
  try {
    const visits = [];
    for (let run = 0; run < Number(values.runs); run++) {
      visits.push(await visit(opened, `${server.address}index.html`, picture));
    }
    const [{ width, height }] = visits;
    console.log(
      `${await opened.browser.version()}; ${availableParallelism()} processors, ${cpus()[0].model}`,
    );
    console.log(`load average ${loadavg()[0].toFixed(1)}; ${picture}, ${width} x ${height} pixels`);
    console.log(`first line map:           ${summary(visits.map(({ map }) => map))}`);
    console.log(`  processor time of that: ${summary(visits.map(({ work }) => work))}`);
    console.log(`a click's spectrum:       ${summary(visits.flatMap(({ spectra }) => spectra))}`);
  } finally {
    await opened.close();
    await server.close();
    remove();
  }
}

if (positionals.length === 1) await main(positionals[0]);
else
  console.error(
    "expected one picture: node test/platform/measure-browser.mjs PICTURE [--runs 7] [--browser firefox]",
  );
