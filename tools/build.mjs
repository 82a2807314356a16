// Builds the WebAssembly modules, inlines them for the TypeScript face, and compiles that to dist/.
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
run("assemblyscript/bin/asc.js", "assembly/physics.ts", "--target", "physics");

// Inlined rather than fetched: one way to load that works in every runtime and bundler without configuration.
const inline = (wasm, file, name) => {
  const base64 = readFileSync(wasm).toString("base64");
  writeFileSync(file, `export const ${name} =\n  "${base64}";\n`);
};
inline("build/ganx.wasm", "src/kernels/wasm-base64.ts", "wasmBase64");
inline("build/physics.wasm", "src/kernels/physics-base64.ts", "physicsBase64");

rmSync("dist", { recursive: true, force: true });
run("typescript/bin/tsc", "-p", "tsconfig.json");
copyFileSync("build/ganx.wasm", "dist/ganx.wasm");
copyFileSync("build/physics.wasm", "dist/physics.wasm");
copyFileSync("src/library.schema.json", "dist/library.schema.json");
copyFileSync("src/instrument.schema.json", "dist/instrument.schema.json");
copyFileSync("src/stratigraphy.schema.json", "dist/stratigraphy.schema.json");
