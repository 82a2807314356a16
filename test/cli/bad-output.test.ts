import { execFileSync } from "node:child_process";
import {
  copyFileSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  mistake,
  outcome,
  randomPicture,
  runCli,
  smallLibrary,
  start,
  success,
  temporaryFolder,
} from "./run-cli.js";

const folder = temporaryFolder();
const picture = randomPicture(join(folder, "painting.png"), 24, 16);
mkdirSync(join(folder, "a-folder"));
writeFileSync(join(folder, "a-file"), "kept");
const linux = process.platform === "linux";
const windows = process.platform === "win32";

const generateTo = (output: string) => runCli(["generate", "painting.png", "-o", output], { cwd: folder });

describe.concurrent("ganx generate refuses an output", () => {
  it("in a folder that is not there", async () => {
    const line = mistake(await generateTo(join("gone", "scan.h5")));
    expect(line).toMatch(/^ganx: cannot write gone.scan\.h5: the folder does not exist$/m);
    expect(readdirSync(folder)).not.toContain("gone");
  });

  it.each([
    ["a map of photons", "map.npy", "--counts", "poisson:map:map.npy"],
    ["a background", "background.csv", "--background", "background.csv:3"],
  ])("that is %s to be read", async (_, file, ...options) => {
    writeFileSync(join(folder, file), "kept");
    const run = await runCli(["generate", "painting.png", "-o", file, ...options], { cwd: folder });
    expect(mistake(run)).toMatch(/it is the file to be read; choose another name/);
    expect(readFileSync(join(folder, file), "utf8")).toBe("kept");
  });

  it("that is a folder", async () => {
    expect(mistake(await generateTo("a-folder"))).toMatch(/cannot write a-folder: it is a folder/);
    expect(readdirSync(join(folder, "a-folder"))).toEqual([]);
  });

  it("below a file", async () => {
    expect(mistake(await generateTo(join("a-file", "scan.h5")))).toMatch(/not a folder|does not exist/);
    expect(readFileSync(join(folder, "a-file"), "utf8")).toBe("kept");
  });

  it("without a name", async () => {
    mistake(await generateTo(""));
  });

  it.skipIf(!linux)("where nobody may write (needs Linux)", async () => {
    expect(mistake(await generateTo("/proc/scan.h5"))).toMatch(/cannot write \/proc\/scan\.h5: /);
  });

  it.skipIf(windows)("that is a pipe, and leaves the pipe (not on Windows)", async () => {
    execFileSync("mkfifo", [join(folder, "pipe")]);
    const run = await generateTo("pipe");
    expect(lstatSync(join(folder, "pipe")).isFIFO()).toBe(true);
    mistake(run);
  });

  it("that is the picture itself, and leaves the picture", async () => {
    copyFileSync(picture, join(folder, "same.png"));
    const run = await runCli(["generate", "same.png", "-o", "same.png"], { cwd: folder });
    expect(readFileSync(join(folder, "same.png")).equals(readFileSync(picture))).toBe(true);
    mistake(run);
  });

  it("that is the library itself, and leaves the library", async () => {
    const library = smallLibrary(join(folder, "library.json"));
    const before = readFileSync(library, "utf8");
    const args = ["generate", "painting.png", "-o", library, "--library", "library.json"];
    const run = await runCli(args, { cwd: folder });
    expect(readFileSync(library, "utf8")).toBe(before);
    mistake(run);
  });

  it("before it looks at the picture", async () => {
    const run = await runCli(["generate", "gone.png", "-o", "a-folder"], { cwd: folder });
    expect(mistake(run)).toMatch(/cannot write a-folder/);
  });
});

describe.concurrent("ganx generate, when it fails,", () => {
  it("leaves the file that stood there", async () => {
    const output = join(folder, "earlier.h5");
    writeFileSync(output, "earlier");
    for (const wrong of [
      ["gone.png"],
      ["painting.png", "--counts", "0"],
      ["painting.png", "--metric", "x"],
    ]) {
      mistake(await runCli(["generate", ...wrong, "-o", output], { cwd: folder }));
      expect(readFileSync(output, "utf8")).toBe("earlier");
    }
  });
});

describe.concurrent("standard output", () => {
  it.skipIf(!linux)("that takes nothing more is told in one line (needs Linux)", async () => {
    const full = openSync("/dev/full", "w");
    const args = ["generate", "painting.png", "-o", "to-full.h5", "--json"];
    mistake(await outcome(start(args, { cwd: folder, stdio: ["ignore", full, "pipe"] })));
  });

  it("whose reader went away is no error", async () => {
    const child = start(["generate", "painting.png", "-o", "unread.h5"], { cwd: folder });
    child.stdout?.destroy();
    success(await outcome(child));
    expect(readFileSync(join(folder, "unread.h5")).subarray(1, 4).toString()).toBe("HDF");
  });
});
