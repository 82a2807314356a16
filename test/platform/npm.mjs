// The npm that comes with this Node: packages may bring an older one, which `npm test` finds first.
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { run } from "./processes.mjs";

const own = join(dirname(process.execPath), "npm");

/** Runs npm quietly, in a folder. */
export function npm(args, options) {
  const quiet = ["--no-audit", "--no-fund", "--loglevel=error"];
  return run(existsSync(own) ? own : "npm", [...args, ...quiet], options);
}
