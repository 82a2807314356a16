// What the README shows is what runs.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { choirBook } from "../../src/demo/choir-book.js";
import { parseLibrary } from "../../src/io/parse-library.js";
import { encodePng } from "../../src/io/png/encode.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const readme = readFileSync(join(root, "README.md"), "utf8");
const folder = mkdtempSync(join(tmpdir(), "ganx-readme-"));

const block = (language: string): string =>
  new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, "s").exec(readme)?.[1] ?? "";

beforeAll(async () => {
  mkdirSync(join(folder, "node_modules"));
  mkdirSync(join(folder, "demo"));
  symlinkSync(root, join(folder, "node_modules", "ganx"), "dir");
  const image = await choirBook();
  writeFileSync(join(folder, "demo/painting.png"), encodePng({ ...image, data: image.rgb }));
});
afterAll(() => rmSync(folder, { recursive: true }));

test("the example prints what is printed below it", () => {
  writeFileSync(join(folder, "example.mjs"), block("js"));
  const { stdout, stderr } = spawnSync(process.execPath, ["example.mjs"], { cwd: folder, encoding: "utf8" });
  expect(stderr).toBe("");
  expect(stdout).toBe(block("text"));
});

test("the library parses", async () => {
  const library = await parseLibrary(JSON.parse(block("json")), async () =>
    new TextEncoder().encode("1,5\n2,6\n3,7\n"),
  );
  expect(library.pigments.map(({ id }) => id)).toEqual(["azurite", "red_lead"]);
});

test.each(["generate", "inspect", "compare"])("every option of %s is in a table", (command) => {
  const help = spawnSync(process.execPath, [join(root, "dist/cli/main.js"), command, "--help"], {
    encoding: "utf8",
  });
  for (const [, option = ""] of help.stdout.matchAll(/^ +(?:-\w, )?(--[a-z][a-z-]*)/gm)) {
    if (option !== "--help" && option !== "--output") expect(readme, option).toContain(`\`${option}\``);
  }
});
