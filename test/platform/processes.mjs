// Programs that are started, watched and never outlive the run.
import { spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** Process groups that are running. */
const running = new Set();

function stop(pid) {
  running.delete(pid);
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // It has ended.
  }
}

process.on("exit", () => running.forEach(stop));

/** Ends all programs where this one is told to end. */
export function endWithSignals() {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => process.exit(1));
}

/**
 * Starts a program with all that it starts in a group of its own.
 *
 * @returns `ended`: resolves to exit code and output; `stop()` kills the group
 */
export function start(command, args, { cwd, env } = {}) {
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  if (child.pid !== undefined) running.add(child.pid);
  const output = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"]) {
    child[name].setEncoding("utf8").on("data", (text) => {
      output[name] = (output[name] + text).slice(-1_000_000);
    });
  }
  const ended = new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code: code ?? signal, ...output }));
  });
  // Whoever stops it does not wait for it.
  ended.catch(() => {});
  return { ended, stop: () => child.pid !== undefined && stop(child.pid) };
}

/** Waits for a promise, but no longer than so many seconds. */
export async function within(seconds, what, promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} took more than ${seconds} s`)), seconds * 1000);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Runs a program to its end. @returns what it printed; throws with its last words where it fails */
export async function run(command, args, { seconds = 300, ...options } = {}) {
  const { ended, stop } = start(command, args, options);
  try {
    const { code, stdout, stderr } = await within(seconds, command, ended);
    if (code === 0) return stdout;
    throw new Error(`${command} ended with ${code}: ${(stderr || stdout).trim().slice(-2000)}`);
  } finally {
    stop();
  }
}

/** The path of the first of some programs that there is. */
export function findProgram(...names) {
  for (const name of names) {
    for (const folder of (process.env.PATH ?? "").split(delimiter)) {
      try {
        accessSync(join(folder, name), constants.X_OK);
        return join(folder, name);
      } catch {
        // Not here.
      }
    }
  }
  return undefined;
}
