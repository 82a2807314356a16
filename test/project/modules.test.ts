// The WebAssembly modules: how large they are, and that they load as the README says.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Runs a program as a user of the package does. @returns what it prints */
function run(program: string): string {
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", program], {
    cwd: root,
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  return stdout;
}

test("the core stays below 32 000 bytes", () => {
  expect(gzipSync(readFileSync(`${root}dist/ganx.wasm`), { level: 9 }).length).toBeLessThan(32_000);
});

/** A runtime that compiles no bytes, and a picture. */
const EDGE = `
  import { readFileSync } from "node:fs";
  import { loadGanx } from "ganx";
  const compiled = (name) => new WebAssembly.Module(readFileSync("dist/" + name));
  const [wasm, analysisWasm, physicsWasm] = ["ganx", "analysis", "physics"].map((name) => compiled(name + ".wasm"));
  // Node's own fetch compiles its parser when it is first touched.
  await new Response("").text();
  WebAssembly.compile = async () => {
    throw new Error("no code from bytes here");
  };
  const image = { width: 4, height: 1, rgb: Uint8Array.of(200, 0, 0, 0, 0, 200, 250, 250, 240, 9, 9, 9) };
  const options = { clusters: 3, delta: 1 };
`;

test("all may be given as compiled modules", () => {
  const program = `${EDGE}
    const ganx = await loadGanx({ wasm, analysisWasm, physicsWasm });
    const scan = await ganx.createScan(image, options);
    console.log(scan.width);
  `;
  expect(run(program)).toBe("4\n");
});

test("X-ray physics is needed for compositions only, and its absence says what to do", () => {
  const program = `${EDGE}
    const ganx = await loadGanx({ wasm, analysisWasm });
    const pigments = [[200, 0, 0], [0, 0, 200]].map((srgb, i) => {
      return { id: "p" + i, name: "P", srgb, spectrum: { energiesKeV: [5, 6, 7], counts: [1, 2, 1] } };
    });
    const library = await ganx.parseLibrary({ format: "ganx-library", version: 1, name: "one", pigments });
    console.log((await ganx.createScan(image, { ...options, library })).width);
    await ganx.createScan(image, options).catch((error) => console.log(error.code, error.message));
  `;
  expect(run(program)).toMatch(
    /^4\nNOT_LOADED the WebAssembly module of X-ray physics did not load .*physics.wasm.*\{ physicsWasm: module \}\)\n$/,
  );
});
