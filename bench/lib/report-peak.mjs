// Preloaded into a measured process: tells the parent, on the fourth stream, its peak memory in MiB when it ends.
import { readFileSync, writeSync } from "node:fs";
import { isMainThread } from "node:worker_threads";

/** Of this program alone. Linux's maxRSS is never below what the parent held when it started the process. */
function peakMebibytes() {
  try {
    return Number(/VmHWM:\s*(\d+) kB/.exec(readFileSync("/proc/self/status", "utf8"))[1]) / 1024;
  } catch {
    return process.resourceUsage().maxRSS / 1024;
  }
}

if (isMainThread) process.once("exit", () => writeSync(3, String(peakMebibytes())));
