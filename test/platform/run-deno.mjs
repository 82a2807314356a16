// Deno from npm, without anything that a user's machine might add.
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "./processes.mjs";

const command = fileURLToPath(new URL("node_modules/.bin/deno", import.meta.url));

/** Runs a program in a folder where packages are installed. @returns what it printed */
export function runDeno(folder, permissions, program, args) {
  const closed = ["--no-prompt", "--no-remote", "--node-modules-dir=manual"];
  const env = { DENO_DIR: join(folder, ".deno"), DENO_NO_UPDATE_CHECK: "1", NO_COLOR: "1" };
  return run(command, ["run", ...closed, ...permissions, program, ...args], { cwd: folder, env });
}
