// Modules for workerd, bundled as the tools of such platforms do it.
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

const KINDS = { js: "ESModule", wasm: "CompiledWasm" };

/**
 * Bundles one module, with WebAssembly beside it, which the platform compiles.
 *
 * @param folder where the package is found, and where the bundle is left
 * @param entry the module's path in it
 * @returns modules for miniflare; the first is the one that is started
 */
export async function bundleForEdge(folder, entry) {
  const { build } = await import("esbuild");
  const outdir = join(folder, "bundle");
  rmSync(outdir, { recursive: true, force: true });
  await build({
    absWorkingDir: folder,
    entryPoints: { main: entry },
    outdir,
    bundle: true,
    minify: true,
    format: "esm",
    conditions: ["workerd", "worker", "browser"],
    loader: { ".wasm": "copy" },
    external: ["node:*"],
    logLevel: "error",
  });
  const names = readdirSync(outdir).sort((a, b) => Number(b === "main.js") - Number(a === "main.js"));
  return names.map((path) => {
    const contents = readFileSync(join(outdir, path));
    return { type: KINDS[path.split(".").at(-1)], path, contents };
  });
}
