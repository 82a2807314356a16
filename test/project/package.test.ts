// The package as it is published: what it says of itself, and how much of it a page loads.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const json = (file: string) => JSON.parse(readFileSync(join(root, file), "utf8"));

function run(command: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(join(root, "node_modules/.bin", command), args, {
    cwd: root,
    encoding: "utf8",
  });
  expect({ status, output: status === 0 ? "" : stdout + stderr }).toEqual({ status: 0, output: "" });
  return stdout;
}

/** Files that a browser loads to import one of dist/. */
function closure(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const code = readFileSync(join(root, file), "utf8");
  for (const [, name] of code.matchAll(/\b(?:from|import)\s*"(\.[^"]+)"/g))
    closure(join(dirname(file), name), seen);
  return seen;
}

test("publint finds nothing to improve", () => {
  expect(run("publint", "--strict")).toMatch("All good");
});

test("types are found for every entry", () => {
  run("attw", "--pack", ".", "--profile", "esm-only");
});

test("importing `ganx` loads the core alone, less than 60 kB of code and WebAssembly", () => {
  const files = [...closure("dist/index.js")];
  const bytes = files.map((file) => gzipSync(readFileSync(join(root, file)), { level: 9 }).length);
  expect(bytes.reduce((sum, one) => sum + one)).toBeLessThan(60_000);
  expect(files.length).toBeLessThanOrEqual(3);
});

test.each(["index", "analysis"])("dist/%s.js needs no package beside it", (name) => {
  const code = [...closure(`dist/${name}.js`)]
    .map((file) => readFileSync(join(root, file), "utf8"))
    .join("\n");
  expect([...code.matchAll(/\bfrom\s*"([^".][^"]*)"/g)].map((match) => match[1])).toEqual([]);
});

test("the API reference has no gaps", () => {
  run("typedoc", "--emit", "none");
});

test("deno.json names the same version, entries and packages", () => {
  const { version, exports, dependencies } = json("package.json");
  const deno = json("deno.json");
  expect(deno.version).toBe(version);
  for (const [entry, file] of Object.entries(deno.exports)) expect(exports[entry].default, entry).toBe(file);
  const named = Object.values(deno.imports as Record<string, string>).map((target) => {
    const [, name, wanted] = /^npm:\/?((?:@[^/]+\/)?[^@/]+)@([^/]+)/.exec(target) ?? [];
    return [name, wanted];
  });
  expect(Object.fromEntries(named)).toEqual(dependencies);
});

test("the licences of bundled packages come with it", () => {
  const text = readFileSync(join(root, "dist/THIRD-PARTY-LICENSES.txt"), "utf8");
  for (const name of ["@assemblyscript/loader", "pako", "upng-js"]) expect(text).toContain(`\n${name} `);
});
