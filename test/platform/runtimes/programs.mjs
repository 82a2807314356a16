// Runtimes with a command line: Node, Deno, Bun.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "../processes.mjs";

const binaries = fileURLToPath(new URL("../node_modules/.bin/", import.meta.url));

/** @param argsOf what stands before the program's name, given the folder that it may read */
function program(id, name, command, argsOf) {
  return {
    id,
    name,
    hasThreads: true,
    async find() {
      if (!existsSync(command)) return { missing: "npm run conformance installs it" };
      return { version: /\d[\w.]*/.exec(await run(command, ["--version"]))[0] };
    },
    async run(folder, options) {
      const args = [...argsOf(folder), join(folder, "entries/program.mjs"), JSON.stringify(options)];
      const env = { DENO_DIR: join(folder, ".deno"), DENO_NO_UPDATE_CHECK: "1" };
      const output = await run(command, args, { cwd: folder, env });
      return JSON.parse(output.trim().split("\n").at(-1));
    },
  };
}

export const node = program("node", "Node", process.execPath, () => []);
export const node22 = program("node22", "Node 22", `${binaries}node`, () => []);
export const deno = program("deno", "Deno", `${binaries}deno`, (folder) => {
  const closed = ["--no-prompt", "--no-remote", "--no-config", "--node-modules-dir=manual"];
  return ["run", ...closed, `--allow-read=${folder}`];
});
export const bun = program("bun", "Bun", `${binaries}bun`, () => ["--no-install"]);
