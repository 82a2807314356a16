// Installs the runtimes that come from npm, unless they are there: `node test/platform/install.mjs`.
import { existsSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { npm } from "./npm.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const age = (name) => (existsSync(here + name) ? statSync(here + name).mtimeMs : 0);

/** Installs what `package-lock.json` names into `test/platform/node_modules`. */
export async function installRuntimes() {
  if (age("node_modules/.package-lock.json") >= age("package-lock.json")) return;
  console.log("Installing Node 22, Deno, Bun, workerd, bundlers and h5web (860 MB) in test/platform ...");
  await npm(["ci"], { cwd: here, seconds: 900 });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await installRuntimes();
