// Builds the WebAssembly modules, inlines them for the TypeScript face, and bundles that into dist/.
import { spawnSync } from "node:child_process";
import { copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { bundle } from "./bundle.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
process.chdir(root);

const run = (script, ...args) => {
  const { status } = spawnSync(process.execPath, [`node_modules/${script}`, ...args], { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
};

const wasmFile = (name) => `build/${name === "core" ? "ganx" : name}.wasm`;

mkdirSync("build", { recursive: true });
// Inlined rather than fetched: one way to load that works in every runtime and bundler without configuration.
for (const [entry, target, name] of [
  ["index", "release", "core"],
  ["analysis", "analysis", "analysis"],
  ["physics", "physics", "physics"],
]) {
  run("assemblyscript/bin/asc.js", `assembly/${entry}.ts`, "--target", target);
  const hex = readFileSync(wasmFile(name)).toString("hex");
  writeFileSync(`src/kernels/${name}-hex.ts`, `export const ${name}Hex =\n  "${hex}";\n`);
}

rmSync("dist", { recursive: true, force: true });
rmSync("build/modules", { recursive: true, force: true });
run("typescript/bin/tsc", "-p", "tsconfig.json");
await bundle();
cpSync("build/modules", "dist/types", {
  recursive: true,
  filter: (path) => statSync(path).isDirectory() || path.endsWith(".d.ts"),
});
for (const file of ["core", "analysis", "physics"].map(wasmFile))
  copyFileSync(file, file.replace("build", "dist"));
for (const name of ["library", "instrument", "stratigraphy"]) {
  copyFileSync(`src/${name}.schema.json`, `dist/${name}.schema.json`);
}
