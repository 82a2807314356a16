// Builds the WebAssembly core, inlines it for the TypeScript face, and compiles that to dist/.
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
process.chdir(root);

const run = (script, ...args) => {
  const { status } = spawnSync(process.execPath, [`node_modules/${script}`, ...args], { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
};

mkdirSync("build", { recursive: true });
run("assemblyscript/bin/asc.js", "assembly/index.ts", "--target", "release");

// Inlined rather than fetched: one way to load that works in every runtime and bundler without configuration.
const base64 = readFileSync("build/ganx.wasm").toString("base64");
writeFileSync("src/kernels/wasm-base64.ts", `export const wasmBase64 =\n  "${base64}";\n`);

rmSync("dist", { recursive: true, force: true });
run("typescript/bin/tsc", "-p", "tsconfig.json");
copyFileSync("build/ganx.wasm", "dist/ganx.wasm");
copyFileSync("src/library.schema.json", "dist/library.schema.json");
