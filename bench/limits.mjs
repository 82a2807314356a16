// Question: what do two processes that share nothing but the machine lose by each other? Two threads cannot do better.
import { fileURLToPath } from "node:url";
import { UNIT } from "./lib/draw.mjs";
import { interleave } from "./lib/numbers.mjs";
import { pictureOf } from "./lib/picture.mjs";
import { runProgram } from "./lib/process.mjs";

const SCRIPT = fileURLToPath(new URL("./lib/draw-kernel.mjs", import.meta.url));
/** From its start a process is ready within this, ms. */
const READY_MS = 2500;

/** @returns ns a pixel, the mean of so many processes at once */
async function kernel(picture, photons, where, processes = 1) {
  const start = Date.now() + READY_MS;
  const runs = Array.from({ length: processes }, () =>
    runProgram(process.execPath, [SCRIPT, picture, photons, where, start].map(String)),
  );
  const found = (await Promise.all(runs)).map(({ stdout }) => JSON.parse(stdout).ns);
  return found.reduce((sum, ns) => sum + ns, 0) / processes;
}

export async function measure({ runs, quick }) {
  const picture = await pictureOf(quick ? 300 : 600);
  const rows = [];
  const add = async (question, ours, peer, theirs) => {
    const results = await interleave(runs, { ours: () => kernel(...ours), theirs: () => kernel(...theirs) });
    const command = `lib/draw-kernel.mjs PICTURE ${ours[1]} ${ours[2]} START${ours[3] === 2 ? ", twice" : ""}`;
    rows.push({ question, unit: UNIT, ...results, peer, command });
  };
  const [left, copied, cycled] = ["left", "copied", "cycled"].map((where) => [picture, 400, where]);
  await add("400 photons, kernel alone, two processes", [...left, 2], "one process", left);
  await add("400 photons, copied into one buffer, two processes", [...copied, 2], "one process", copied);
  await add(
    "400 photons, copied into 40 MiB in turn, two processes",
    [...cycled, 2],
    "one process, one buffer",
    copied,
  );
  return rows;
}
