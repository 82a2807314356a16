// Bundles build/modules into dist/: the entries, and what they share as a few chunks. Small dependencies come inside, so
// that a browser or a worker loads the package from its address alone, without a bundler.
import { writeFileSync } from "node:fs";
import { transform } from "esbuild";
import { rolldown } from "rolldown";
import { bundledLicences } from "./licences.mjs";

const MODULES = "build/modules";
/** Large, or made for Node, and used by Node's entries alone: they stay dependencies of the package. */
const EXTERNAL = [/^node:/, "@resvg/resvg-wasm", "commander", /^echarts\//, "h5wasm/node"];

/** What is loaded together; a group takes all that its modules need, but what an earlier one has taken. */
const GROUPS = [
  { name: "core", test: /modules\/index\.js$/ },
  { name: "physics", test: /modules\/xray\// },
  { name: "analysis", test: /modules\/analysis\.js$/ },
];

/** Bundles for every runtime, and once more for those that compile no bytes: there the modules are imported. */
export async function bundle() {
  const modules = await write("chunks", GROUPS, {
    input: {
      index: `${MODULES}/index.js`,
      analysis: `${MODULES}/analysis.js`,
      node: `${MODULES}/node.js`,
      "cli/main": `${MODULES}/cli/main.js`,
      "chunks/node-worker": `${MODULES}/workers/node-worker.js`,
    },
    external: EXTERNAL,
  });
  // One file without imports: bundlers make a classic script of it, which can have none.
  await write("chunks", false, { input: { "chunks/worker": `${MODULES}/workers/worker.js` } });
  await write("workerd", [...GROUPS, { name: "modules", test: /workerd-modules\.js$/ }], {
    input: { workerd: `${MODULES}/workerd.js`, "workerd-analysis": `${MODULES}/workerd-analysis.js` },
    plugins: [importedModules],
  });
  writeFileSync("dist/THIRD-PARTY-LICENSES.txt", bundledLicences(modules));
}

const importedModules = {
  name: "imported-modules",
  // As seen from the chunk that imports them.
  resolveId: (id) => (id.endsWith(".wasm") ? { id: `.${id}`, external: true } : null),
  // Their bytes are not carried a second time.
  load: (id) => {
    const name = /(\w+)-hex\.js$/.exec(id)?.[1];
    return name && `export const ${name}Hex = "";`;
  },
};

/** Decoders of zarrita's that src/io/zarr/codecs stands in for, 640 kB. */
const replacedDecoders = {
  name: "replaced-decoders",
  load: (id) => (/numcodecs\/dist\/(blosc|lz4)\.js$/.test(id) ? "export default undefined;" : null),
};

/** Types beside code that a runtime reads without a package.json. */
const TYPED = ["index", "analysis", "node"];
const banner = ({ isEntry, name }) =>
  isEntry && TYPED.includes(name) ? `/* @ts-self-types="./types/${name}.d.ts" */` : "";

/** Small, but in lines: Node prints the line where an error was thrown. */
const minifier = {
  name: "minify",
  renderChunk: async (code) => {
    const { code: small } = await transform(code, { minify: true, lineLimit: 400, legalComments: "none" });
    return small;
  },
};

/** @param groups false: all in one file. @returns paths of the modules in the bundle */
async function write(chunks, groups, { plugins = [], ...options }) {
  const bundled = await rolldown({
    ...options,
    plugins: [...plugins, replacedDecoders, minifier],
    platform: "neutral",
    resolve: { mainFields: ["module", "main"] },
    // What package.json says of side effects is of dist/.
    treeshake: { moduleSideEffects: true },
  });
  const { output } = await bundled.write({
    dir: "dist",
    minify: false,
    postBanner: banner,
    format: "esm",
    entryFileNames: "[name].js",
    chunkFileNames: `${chunks}/[name]-[hash].js`,
    codeSplitting: groups && {
      groups: groups.map((group, i) => ({ ...group, priority: groups.length - i })),
    },
  });
  await bundled.close();
  return output.flatMap(({ moduleIds = [] }) => moduleIds);
}
