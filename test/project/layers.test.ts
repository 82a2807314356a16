// The arrows of the layout point down only, and Node stays at its edge.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const SRC = fileURLToPath(new URL("../../src", import.meta.url));

/** A module may import its own layer and those further down this list. */
const LAYERS = [
  "cli",
  "entry",
  "demo",
  "report",
  "figures",
  "io",
  "scan",
  "workers",
  "analysis",
  "domain",
  "xray",
  "data",
  "kernels",
  "base",
];
/** Files of src/ itself that are not in the domain layer. */
const PLACES: Record<string, string> = {
  "index.ts": "entry",
  "analysis.ts": "entry",
  "workerd.ts": "entry",
  "workerd-analysis.ts": "entry",
  "workerd-modules.ts": "entry",
  "on-demand.ts": "entry",
  "node.ts": "entry",
  "ganx.ts": "entry",
  "scan.ts": "scan",
  "create-scan.ts": "scan",
  "truth.ts": "scan",
  "wasm-file.ts": "base",
  "errors.ts": "base",
  "check.ts": "base",
  "energy-axis.ts": "base",
  "version.ts": "base",
  "nearest-name.ts": "base",
  "pause.ts": "base",
  "node-module.ts": "base",
  "instrument.ts": "xray",
  "instrument-fields.ts": "xray",
  "instrument-format.ts": "xray",
};

const files = readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));

function layerOf(file: string): number {
  const [top, ...rest] = file.split("/");
  const layer = rest.length > 0 ? top : (PLACES[top] ?? "domain");
  const index = LAYERS.indexOf(layer);
  if (index < 0) throw new Error(`${file} is in no known layer`);
  return index;
}

function importsOf(file: string): string[] {
  const text = readFileSync(join(SRC, file), "utf8");
  // Types vanish when compiled.
  const code = text.replace(/^(?:import|export) type [^;]*;/gm, "");
  return [...code.matchAll(/(?:from|import\()\s*"([^"]+)"/g)].map((match) => match[1]);
}

describe("src", () => {
  test.each(files)("%s imports nothing above it", (file) => {
    for (const name of importsOf(file).filter((target) => target.startsWith("."))) {
      const target = relative(SRC, normalize(join(SRC, dirname(file), name))).replace(/\.js$/, ".ts");
      expect(layerOf(target), `${file} imports ${target}`).toBeGreaterThanOrEqual(layerOf(file));
    }
  });

  test("only Node's own files import node: modules", () => {
    const marked = files.filter((file) => importsOf(file).some((name) => name.startsWith("node:")));
    for (const file of marked) {
      const text = readFileSync(join(SRC, file), "utf8");
      expect(file.startsWith("cli/") || file === "node.ts" || text.startsWith("// Node only"), file).toBe(
        true,
      );
    }
  });

  test("nothing that `ganx` loads at once reaches node: modules or heavy packages", () => {
    const seen = new Set<string>();
    const packages = new Set<string>();
    const visit = (file: string): void => {
      if (seen.has(file)) return;
      seen.add(file);
      const text = readFileSync(join(SRC, file), "utf8");
      // Types vanish; dynamic imports come later.
      for (const [, type, name] of text.matchAll(/^(?:import|export)( type)?[^"]*?from "([^"]+)"/gms)) {
        if (type) continue;
        if (name.startsWith(".")) visit(normalize(join(dirname(file), name)).replace(/\.js$/, ".ts"));
        else packages.add(name);
      }
    };
    visit("index.ts");
    expect([...packages]).toEqual(["@assemblyscript/loader"]);
    expect([...seen]).not.toContain("kernels/physics-hex.ts");
    expect([...seen]).not.toContain("data/xray-data.ts");
    expect([...seen]).not.toContain("kernels/analysis-hex.ts");
    expect([...seen]).not.toContain("workers/pool.ts");
  });

  test("wasm memory is touched in kernels/ alone", () => {
    for (const file of files.filter((name) => !name.startsWith("kernels/"))) {
      expect(readFileSync(join(SRC, file), "utf8"), file).not.toMatch(
        /withKernels|withAnalysis|withPhysics|new Arena|WebAssembly\.Memory/,
      );
    }
  });
});
