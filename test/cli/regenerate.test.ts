import { copyFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Dataset } from "h5wasm";
import { beforeAll, describe, expect, it } from "vitest";
import {
  lookInto,
  mistake,
  type Run,
  randomPicture,
  runCli,
  smallLibrary,
  success,
  temporaryFolder,
} from "./run-cli.js";

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const regenerate = (...args: string[]): Promise<Run> => runCli(["regenerate", ...args], { cwd: folder });
let scan: Buffer;

beforeAll(async () => {
  randomPicture(at("painting.png"), 24, 16);
  const args = ["generate", "painting.png", "-o", "scan.h5", "--library", smallLibrary(at("small.json"))];
  success(await runCli(args, { cwd: folder }));
  scan = readFileSync(at("scan.h5"));
});

/** A copy with one text in it replaced by another of the same length. */
function patched(name: string, from: string, to: string): string {
  const bytes = Buffer.from(scan);
  const found = bytes.indexOf(from);
  expect(found).toBeGreaterThan(0);
  expect(bytes.indexOf(from, found + 1)).toBe(-1);
  expect(to).toHaveLength(from.length);
  bytes.write(to, found, "latin1");
  writeFileSync(at(name), bytes);
  return name;
}

describe.concurrent("ganx regenerate", () => {
  it("says that a scan is identical", async () => {
    expect(success(await regenerate("scan.h5"))).toBe("scan.h5: identical\n");
    expect(success(await regenerate("scan.h5", "--json"))).toBe('{"file":"scan.h5","identical":true}\n');
    expect(success(await regenerate("scan.h5", "--quiet"))).toBe("");
    expect(readFileSync(at("scan.h5")).equals(scan)).toBe(true);
  });

  it("writes the scan again, byte for byte", async () => {
    success(await regenerate("scan.h5", "-o", "again.h5"));
    expect(readFileSync(at("again.h5")).equals(scan)).toBe(true);
  });

  it("refuses to write over the file that it reads", async () => {
    copyFileSync(at("scan.h5"), at("itself.h5"));
    mistake(await regenerate("itself.h5", "-o", "itself.h5"));
    expect(readFileSync(at("itself.h5")).equals(scan)).toBe(true);
  });

  it("notices another seed", async () => {
    const name = patched("seed.h5", '"seed":0', '"seed":7');
    const { code, stdout, stderr } = await regenerate(name);
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    expect(stdout).toMatch(/^seed\.h5: not identical; \/\S+ differs at .*: \S+ in the file, \S+ made\n$/);
    const asJson = await regenerate(name, "--json");
    expect(asJson.code).toBe(1);
    expect(JSON.parse(asJson.stdout)).toMatchObject({ file: name, identical: false });
    expect(await regenerate(name, "--quiet")).toEqual({ code: 1, signal: null, stdout: "", stderr: "" });
  });

  it("notices one changed count and says where", async () => {
    copyFileSync(at("scan.h5"), at("count.h5"));
    const change = (dataset: Dataset) =>
      dataset.write_slice(
        [
          [3, 4],
          [5, 6],
          [7, 8],
        ],
        Uint16Array.of(401),
      );
    await lookInto(at("count.h5"), (file) => change(file.get("img") as Dataset), "a");
    const { code, stdout, stderr } = await regenerate("count.h5");
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    expect(stdout).toMatch(
      /not identical; \/img differs at row 3, column 5, channel 7: 401 in the file, \d+ made\n$/,
    );
  });

  it("notices another number of photons", async () => {
    const { code, stdout } = await regenerate(patched("photons.h5", '"photons":400', '"photons":401'));
    expect({ code, stdout }).toEqual({
      code: 1,
      stdout: expect.stringMatching(/not identical; \/img differs/),
    });
  });

  it.each([
    ["library", '"name":"Azurite"', '"name":"Azuritf"', /\/truth\/library/],
    ["no-library", '{"format":"ganx-library"', '{{format":"ganx-library"', /\/truth\/library/],
    ["sampler", '"sampler":4,', '"sampler":9,', /sampler version 4, found 9/],
    ["metric", '"metric":"deltaE2000"', '"metric":"deltaE2001"', /metric.*deltaE2001/],
    ["recipe", '"sampler":4,', '"sampler":",', /recipe/],
  ])("refuses another %s", async (what, from, to, reason) => {
    expect(mistake(await regenerate(patched(`other-${what}.h5`, from, to)))).toMatch(reason);
  });

  it("refuses to write where it cannot", async () => {
    expect(mistake(await regenerate("scan.h5", "-o", "gone/x.h5"))).toMatch(/the folder does not exist/);
    expect(mistake(await regenerate("scan.h5", "-o", "."))).toMatch(/it is a folder/);
    expect(readdirSync(folder).filter((name) => name.endsWith(".part"))).toEqual([]);
  });
});
