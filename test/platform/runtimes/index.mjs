// The runtimes that must agree. Each has
//   id, name     on the command line, and for people
//   hasThreads   whether there are workers
//   find()       its version, or why it is missing
//   run(folder, options)  the hashes of the suite, run from an installed package
import { chromium, firefox } from "./browsers.mjs";
import { edge } from "./edge.mjs";
import { bun, deno, node, node22 } from "./programs.mjs";

export const RUNTIMES = [node, node22, deno, bun, chromium, firefox, edge];
