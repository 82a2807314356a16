// Memory of the process, kept small by hand where the engine would take its time.
import { readFileSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

let collect: (() => void) | undefined;

/**
 * Collects garbage at once. The buffers of inflated chunks lie outside the JavaScript heap, and the engine lets some
 * hundred megabytes of them stand before it collects by itself.
 */
export function collectGarbage(): void {
  setFlagsFromString("--expose-gc");
  collect ??= runInNewContext("gc") as () => void;
  collect();
}

/**
 * Compiles WebAssembly that is loaded from now on without optimising it: for what runs a few times only, such as the
 * renderer of figures, optimising would take 100 MB and more time than it saves.
 */
export function compileQuickly(): void {
  setFlagsFromString("--liftoff-only");
}

/** Most memory the process has held so far, MiB. */
export function peakMemoryMiB(): number {
  try {
    // Linux's maxRSS is never below what the program held that started this one.
    const [, kilobytes] = /VmHWM:\s*(\d+) kB/.exec(readFileSync("/proc/self/status", "utf8"))!;
    return Number(kilobytes) / 1024;
  } catch {
    return process.resourceUsage().maxRSS / 1024;
  }
}
