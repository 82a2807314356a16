// The example of an edge function as its reader has it: outside the repository, with the packed package.
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const example = fileURLToPath(new URL("../../examples/edge-worker", import.meta.url));

/**
 * Copies the example beside an installed package.
 *
 * @param folder where the package is installed
 * @param limits numbers that replace those of the example
 * @returns the copy's folder
 */
export function copyExample(folder, name, limits = {}) {
  const copy = join(folder, name);
  cpSync(example, copy, { recursive: true });
  const file = join(copy, "src/limits.js");
  let code = readFileSync(file, "utf8");
  for (const [limit, value] of Object.entries(limits)) {
    const line = new RegExp(`^  ${limit}: .*,$`, "m");
    if (!line.test(code)) throw new Error(`the example has no limit ${limit}`);
    code = code.replace(line, `  ${limit}: ${value},`);
  }
  writeFileSync(file, code);
  return copy;
}

/** Processes of workerd that this one has started; none where there is no /proc. */
function workerds() {
  if (!existsSync("/proc/self/stat")) return [];
  return readdirSync("/proc").filter((pid) => {
    try {
      const [, name, parent] = /^\d+ \((.*)\) \S (\d+) /.exec(readFileSync(`/proc/${pid}/stat`, "utf8"));
      return name === "workerd" && Number(parent) === process.pid;
    } catch {
      // No process, or one that has ended.
      return false;
    }
  });
}

/**
 * Starts a Worker in a process of its own.
 *
 * @param modules of `bundleForEdge`
 * @returns `url`; `peakMiB()`: the most memory its process has had, undefined where there is no /proc; `stop()`
 */
export async function startWorker(modules) {
  const { Miniflare } = await import("miniflare");
  const before = workerds();
  // `cf`: else it would ask the network where it is.
  const miniflare = new Miniflare({ modules, compatibilityDate: "2026-01-01", cf: false });
  const { origin } = await miniflare.ready;
  const pid = workerds().find((id) => !before.includes(id));
  const peakMiB = () => {
    if (pid === undefined) return undefined;
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]) / 1024;
  };
  return { url: origin, peakMiB, stop: () => miniflare.dispose() };
}
