// Other programs: ganx itself and its peers, each in a process of its own.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Debian's Python, whose packages are the peers. */
export const PYTHON = "/usr/bin/python3";
const PEERS = fileURLToPath(new URL("../peers/", import.meta.url));
const PRELOAD = new URL("report-peak.mjs", import.meta.url).href;
export const CLI = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));

let made;
/** A folder for pictures and files of this run; it goes when the process ends. */
export function scratch(name) {
  if (made === undefined) {
    made = mkdtempSync(join(tmpdir(), "ganx-bench-"));
    process.once("exit", () => rmSync(made, { recursive: true, force: true }));
    for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));
  }
  return join(made, name);
}

/**
 * Runs a program to its end.
 *
 * @returns what it printed; wall time, s, the program's start included; what it wrote to its fourth stream
 * @throws Error with the end of its standard error, unless it ends well
 */
export function runProgram(program, args) {
  const start = performance.now();
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe", "pipe"] });
  const texts = ["", "", ""];
  for (const [i, stream] of [child.stdout, child.stderr, child.stdio[3]].entries()) {
    stream.setEncoding("utf8").on("data", (text) => {
      texts[i] += text;
    });
  }
  return new Promise((resolve, reject) => {
    let seconds = 0;
    child.once("exit", () => {
      seconds = (performance.now() - start) / 1000;
    });
    child.once("error", reject);
    child.once("close", (code, signal) => {
      const [stdout, stderr, extra] = texts;
      if (code === 0) return resolve({ seconds, stdout, extra });
      const command = [program, ...args].join(" ");
      reject(new Error(`${command} ended with ${signal ?? code}: ${stderr.slice(-600).trim()}`));
    });
  });
}

/** Runs a JavaScript file. @returns also its peak memory, MiB */
export async function runNode(file, args) {
  const { extra, ...rest } = await runProgram(process.execPath, ["--import", PRELOAD, file, ...args]);
  return { ...rest, mebibytes: Number(extra) };
}

/** Runs `ganx`. */
export const runGanx = (args) => runNode(CLI, args);

/** Runs a peer in Python, which prints one JSON object. @returns it, with the `wall` time of the process */
export async function runPython(peer, args) {
  const { seconds, stdout } = await runProgram(PYTHON, ["-B", join(PEERS, peer), ...args.map(String)]);
  return { ...JSON.parse(stdout), wall: seconds };
}

/** Why a peer in Python cannot run; undefined if it can. */
export function missingPython(...modules) {
  for (const name of modules) {
    if (spawnSync(PYTHON, ["-c", `import ${name}`]).status !== 0) {
      return `${PYTHON} has no ${name} (Debian: python3-${name})`;
    }
  }
  return undefined;
}

/**
 * Compiles a peer with gcc or g++ for this very processor.
 *
 * @returns `{ program }`, or `{ reason }` if there is no compiler
 */
export function compilePeer(name, flags = []) {
  const compiler = name.endsWith(".c") ? "gcc" : "g++";
  const program = scratch(`${name}${flags.join("")}.out`.replaceAll("=", "_"));
  const args = ["-O3", "-march=native", ...flags, join(PEERS, name), "-o", program];
  const { status, error, stderr } = spawnSync(compiler, args, { encoding: "utf8" });
  if (error !== undefined) return { reason: `no ${compiler} here` };
  if (status !== 0) throw new Error(`${compiler} ${name}: ${stderr}`);
  return { program };
}

/** Runs a compiled peer, which prints one JSON object. */
export async function runCompiled(program, args) {
  return JSON.parse((await runProgram(program, args.map(String))).stdout);
}
