import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { File } from "h5wasm";
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
const regenerate = (name: string): Promise<Run> => runCli(["regenerate", name], { cwd: folder });
let scan: Buffer;

beforeAll(async () => {
  randomPicture(at("painting.png"), 24, 16);
  const args = ["generate", "painting.png", "-o", "scan.h5", "--library", smallLibrary(at("small.json"))];
  success(await runCli(args, { cwd: folder }));
  scan = readFileSync(at("scan.h5"));
});

/** Replaces the recipe of an HDF5 scan. */
const rewriteRecipe = (path: string, change: (recipe: Record<string, unknown>) => unknown) =>
  lookInto(
    path,
    (file) => {
      const changed = change(JSON.parse(String(file.attrs.recipe.value)));
      file.delete_attribute("recipe");
      file.create_attribute("recipe", typeof changed === "string" ? changed : JSON.stringify(changed));
    },
    "a",
  );

describe.concurrent("ganx regenerate refuses", () => {
  it("what is no HDF5 file", async () => {
    expect(mistake(await regenerate("painting.png"))).toMatch(/cannot read painting\.png as HDF5/);
    writeFileSync(at("empty.h5"), "");
    expect(mistake(await regenerate("empty.h5"))).toMatch(/cannot read empty\.h5 as HDF5/);
    expect(mistake(await regenerate("gone.h5"))).toBe("ganx: cannot read gone.h5: no such file\n");
    mkdirSync(at("a-folder"));
    expect(mistake(await regenerate("a-folder"))).toBe("ganx: cannot read a-folder: it is a folder\n");
  });

  it.each([8, 2000, 0.5, 0.999])("a file cut at %d", async (where) => {
    const bytes = scan.subarray(0, where < 1 ? Math.floor(where * scan.length) : where);
    writeFileSync(at(`cut-${where}.h5`), bytes);
    expect(mistake(await regenerate(`cut-${where}.h5`))).toContain(`cut-${where}.h5`);
  });

  it("a file whose counts are damaged", async () => {
    const bytes = Buffer.from(scan);
    // The counts come last.
    const middle = Math.floor(0.9 * scan.length);
    bytes.fill(0xa5, middle, middle + 64);
    writeFileSync(at("damaged.h5"), bytes);
    expect(mistake(await regenerate("damaged.h5"))).toContain("damaged.h5");
  });

  it.each<[what: string, make: (file: File) => unknown, reason: RegExp]>([
    ["no-img", (file) => file.create_dataset({ name: "other", data: [1, 2, 3] }), /\/img .*found none/],
    [
      "flat-img",
      (file) => file.create_dataset({ name: "img", data: [1, 2, 3] }),
      /\/img: expected a dataset .*of rank 1/,
    ],
    ["group-img", (file) => file.create_group("img"), /\/img .*found a group/],
    [
      "float-img",
      (file) => file.create_dataset({ name: "img", data: new Float64Array(8), shape: [2, 2, 2] }),
      /\/img.*unsigned/,
    ],
    [
      "bare-img",
      (file) => file.create_dataset({ name: "img", data: new Uint16Array(8), shape: [2, 2, 2] }),
      /offset_kev/,
    ],
  ])("a file of something else: %s", async (what, make, reason) => {
    await lookInto(at(`${what}.h5`), make, "w");
    expect(mistake(await regenerate(`${what}.h5`))).toMatch(reason);
  });

  it.each<[what: string, change: (recipe: Record<string, unknown>) => unknown]>([
    ["without its counts", ({ counts: _, ...rest }) => rest],
    ["without its picture", ({ image: _, ...rest }) => rest],
    ["without its library", ({ library: _, ...rest }) => rest],
    ["with an empty instrument", (recipe) => ({ ...recipe, instrument: {} })],
    ["with an instrument of null", (recipe) => ({ ...recipe, instrument: null })],
    ["with a seed of text", (recipe) => ({ ...recipe, seed: "7" })],
    ["of the sampler alone", ({ sampler }) => ({ sampler })],
    ["that is a list", () => "[]"],
    ["that is cut short", (recipe) => JSON.stringify(recipe).slice(0, 99)],
    ["that is empty", () => ""],
  ])("a recipe %s", async (what, change) => {
    const name = `${what.replaceAll(" ", "-")}.h5`;
    copyFileSync(at("scan.h5"), at(name));
    await rewriteRecipe(at(name), change);
    mistake(await regenerate(name));
  });
});
