// `npm run conformance`: the packed package in every runtime, one line each; fails where one differs.
import { parseArgs } from "node:util";
import { combine, differences, readHashes, runRuntime, writeHashes } from "./check.mjs";
import { installRuntimes } from "./install.mjs";
import { installPacked } from "./packed.mjs";
import { endWithSignals } from "./processes.mjs";
import { RUNTIMES } from "./runtimes/index.mjs";

const USAGE = `npm run conformance -- [options] [runtimes: ${RUNTIMES.map(({ id }) => id).join(" ")}]
  --renew         the hashes that the first runtime finds become the committed ones
  --verbose       also the files that a browser loads
  --perturb exp   tests the suite itself: it bends a library's spectra with Math.exp, or another function, and compares
                  the runtimes with the first; those whose engines compute it otherwise differ
  --no-install    leaves out what is not installed`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    renew: { type: "boolean" },
    verbose: { type: "boolean" },
    perturb: { type: "string" },
    "no-install": { type: "boolean" },
    help: { type: "boolean" },
  },
});

function chooseRuntimes() {
  if (positionals.length === 0) return RUNTIMES;
  const ids = RUNTIMES.map(({ id }) => id);
  const unknown = positionals.find((id) => !ids.includes(id));
  if (unknown === undefined) return RUNTIMES.filter(({ id }) => positionals.includes(id));
  console.error(`conformance: expected runtimes among ${ids.join(" ")}, found ${unknown}`);
  process.exit(2);
}

const line = (name, version, ...rest) =>
  console.log([name.padEnd(9), version.padEnd(16), ...rest].join("  "));

function printFiles(files) {
  let [count, bytes, gzip] = [0, 0, 0];
  for (const file of [...files, { mark: "scan made" }]) {
    if (file.mark) console.log(`  ${file.mark}: ${count} files, ${bytes} bytes, ${gzip} with gzip`);
    else {
      [count, bytes, gzip] = [count + 1, bytes + file.bytes, gzip + file.gzip];
      console.log(`    ${file.path} ${file.bytes}`);
    }
  }
}

async function check(runtime, folder, expected) {
  const { version, missing } = await runtime.find();
  if (missing) {
    line(runtime.name, "not installed", `skipped; ${missing}`);
    return { isRight: process.env.GANX_REQUIRE_RUNTIMES !== "1" };
  }
  const { hashes, changed, seconds } = await runRuntime(runtime, folder, { perturb: values.perturb });
  const wrong = [...differences(hashes, expected ?? hashes), ...changed];
  const verdict = wrong.length === 0 ? "equal" : `${wrong.length} differ: ${wrong.join("; ")}`;
  line(runtime.name, version, combine(hashes).slice(0, 16), `${seconds.toFixed(1).padStart(5)} s`, verdict);
  if (values.verbose && runtime.filesOfCore) printFiles(await runtime.filesOfCore(folder));
  return { hashes, isRight: wrong.length === 0 };
}

async function main() {
  const runtimes = chooseRuntimes();
  endWithSignals();
  if (!values["no-install"]) await installRuntimes();
  const { folder, remove } = await installPacked();
  try {
    let expected = values.renew || values.perturb ? undefined : readHashes();
    for (const runtime of runtimes) {
      const found = await check(runtime, folder, expected).catch((error) => {
        line(runtime.name, "failed", error.message);
        return { isRight: false };
      });
      if (found && !found.isRight) process.exitCode = 1;
      if (!expected && found?.isRight) {
        expected = found.hashes;
        if (values.renew) writeHashes(expected);
      }
    }
  } finally {
    remove();
  }
}

if (values.help) console.log(USAGE);
else await main();
