// A page with a script that imports ganx, made by bundlers without configuration.
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Tells the hash of a scan's counts as the page's title, drawn by as many threads as its address says. */
const SCRIPT = `
import { createScan } from "ganx";

async function main() {
  const rgb = new Uint8Array(30 * 20 * 3).map((_, i) => (i * 7) % 256);
  const scan = await createScan({ width: 30, height: 20, rgb }, { clusters: 3, delta: 0, seed: 5 });
  const threads = Number(new URLSearchParams(location.search).get("threads"));
  const parts = [];
  for await (const { counts } of scan.slabs({ threads, rows: 2 })) parts.push(counts);
  const digest = await crypto.subtle.digest("SHA-256", await new Blob(parts).arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

main().then(
  (hash) => { document.title = hash; },
  (error) => { document.title = \`\${error.code}: \${error.message}\`; },
);
`;

const page = (tags) => `<!doctype html>
<meta charset="utf-8">
<title></title>
<link rel="icon" href="data:,">
${tags}
`;

const writePage = (folder, tags) => writeFileSync(join(folder, "index.html"), page(tags));
const MODULE = '<script type="module" src="./entry.js"></script>';

/** Why bundlers cannot be tried; undefined where they can. */
export function whyNoBundlers() {
  const isThere = (name) => existsSync(new URL(`node_modules/${name}`, import.meta.url));
  const missing = ["vite", "esbuild", "webpack"].find((name) => !isThere(name));
  return missing && `${missing} is not installed: node test/platform/install.mjs`;
}

/**
 * How a page gets ganx. Each takes a folder where the script is `entry.js` and ganx is in `node_modules`, and gives the
 * folder that is served.
 */
export const WAYS = {
  /** As browsers do it alone. */
  async "an import map"(folder) {
    const map = { imports: { ganx: "/node_modules/ganx/dist/index.js" } };
    writePage(folder, `<script type="importmap">${JSON.stringify(map)}</script>\n${MODULE}`);
    return folder;
  },

  async Vite(folder) {
    const { build } = await import("vite");
    writePage(folder, MODULE);
    await build({ root: folder, logLevel: "error" });
    return join(folder, "dist");
  },

  async webpack(folder) {
    const { default: webpack } = await import("webpack");
    // Its own defaults, but for the folders; `mode` silences a warning.
    const options = { mode: "production", context: folder, entry: "./entry.js" };
    const output = join(folder, "dist");
    const stats = await new Promise((resolve, reject) => {
      webpack({ ...options, output: { path: output } }, (error, result) =>
        error ? reject(error) : resolve(result),
      );
    });
    if (stats.hasErrors() || stats.hasWarnings()) throw new Error(stats.toString({ colors: false }));
    writePage(output, '<script defer src="./main.js"></script>');
    return output;
  },

  async "esbuild, as modules"(folder) {
    await runEsbuild(folder, { format: "esm", splitting: true, outdir: "dist" });
    writePage(join(folder, "dist"), MODULE);
    return join(folder, "dist");
  },

  async "esbuild, as one script"(folder) {
    await runEsbuild(folder, { outfile: "dist/entry.js" });
    writePage(join(folder, "dist"), '<script defer src="./entry.js"></script>');
    return join(folder, "dist");
  },
};

async function runEsbuild(folder, options) {
  const { build } = await import("esbuild");
  const base = { absWorkingDir: folder, entryPoints: ["entry.js"], bundle: true, logLevel: "silent" };
  const { warnings } = await build({ ...base, ...options });
  if (warnings.length > 0) throw new Error(warnings.map(({ text }) => text).join("; "));
}

/** A folder for one way, in a folder where ganx is installed. */
export function newSite(installed, name) {
  const folder = join(installed, name.replace(/\W+/g, "-"));
  mkdirSync(folder);
  symlinkSync(join(installed, "node_modules"), join(folder, "node_modules"));
  writeFileSync(join(folder, "entry.js"), SCRIPT);
  return folder;
}

/** What the page tells that is served at an address. */
export async function titleOf(browser, address) {
  const tab = await browser.newPage();
  try {
    await tab.goto(address);
    await tab.waitForFunction(() => document.title !== "", { timeout: 60_000 });
    return await tab.title();
  } finally {
    await tab.close();
  }
}
