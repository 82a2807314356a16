// Installs and builds when that is needed, so that `npm run demo` and `npm test` work on a fresh clone.
import { execSync } from "node:child_process";
import { existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));

/** Time of the newest file below the given paths, ms. */
const newest = (paths) =>
  Math.max(
    ...paths.flatMap((path) => {
      if (!statSync(path).isDirectory()) return [statSync(path).mtimeMs];
      return readdirSync(path).map((name) => newest([join(path, name)]));
    }),
    0,
  );
const age = (path) => (existsSync(path) ? statSync(path).mtimeMs : 0);

if (age("node_modules/.package-lock.json") < age("package-lock.json")) {
  // npm fails on what an older lockfile left, and removes it only then.
  rmSync("node_modules", { recursive: true, force: true });
  execSync("npm ci --no-audit --no-fund --loglevel=error", { stdio: "inherit" });
}
const sources = newest(["assembly", "src", "tools", "package.json", "tsconfig.json", "asconfig.json"]);
if (age("dist/index.js") < sources) execSync("npm run --silent build", { stdio: "inherit" });
