// workerd, the runtime of edge functions, through miniflare; bundled as such platforms' own tools do it.
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { within } from "../processes.mjs";

const require = createRequire(import.meta.url);

/** One module, with WebAssembly beside it, which the platform compiles. */
async function bundle(folder) {
  const { build } = await import("esbuild");
  const outdir = join(folder, "edge");
  rmSync(outdir, { recursive: true, force: true });
  await build({
    absWorkingDir: folder,
    entryPoints: ["entries/edge.mjs"],
    outdir,
    bundle: true,
    format: "esm",
    conditions: ["workerd", "worker"],
    loader: { ".wasm": "copy" },
    external: ["node:*"],
    logLevel: "error",
  });
  const kinds = { js: "ESModule", wasm: "CompiledWasm" };
  // The first is the one that is started.
  const names = readdirSync(outdir).sort((a, b) => Number(b === "edge.js") - Number(a === "edge.js"));
  return names.map((name) => {
    const contents = readFileSync(join(outdir, name));
    return { type: kinds[name.split(".").at(-1)], path: name, contents };
  });
}

export const edge = {
  id: "workerd",
  name: "workerd",
  hasThreads: false,
  async find() {
    if (!existsSync(new URL("../node_modules/miniflare", import.meta.url))) {
      return { missing: "npm run conformance installs it" };
    }
    return { version: require("workerd/package.json").version };
  },
  async run(folder, options) {
    const { Miniflare } = await import("miniflare");
    const modules = await bundle(folder);
    // `cf`: else it would ask the network where it is.
    const miniflare = new Miniflare({ modules, compatibilityDate: "2026-01-01", cf: false });
    try {
      const address = `http://localhost/?options=${encodeURIComponent(JSON.stringify(options))}`;
      const response = await within(300, "workerd", miniflare.dispatchFetch(address));
      const text = await response.text();
      if (!response.ok) throw new Error(`workerd answered ${response.status}: ${text.slice(0, 2000)}`);
      return JSON.parse(text);
    } finally {
      await miniflare.dispose();
    }
  },
};
