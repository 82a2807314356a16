// Signals and full disks while other formats than HDF5 are written.
import { spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { MAIN, mistake, outcome, randomPicture, smallLibrary, start, temporaryFolder } from "./run-cli.js";

const folder = temporaryFolder();
const large = randomPicture(join(folder, "large.png"), 500, 400);
const small = randomPicture(join(folder, "small.png"), 60, 48);
const library = smallLibrary(join(folder, "small.json"));
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const EXTENSIONS = ["zarr", "rpl", "npy", "npz", "xrf-explorer"];

/** Bytes in files with temporary names, or in folders with such. */
function unfinished(path: string): number {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found?.isDirectory()) return found?.size ?? 0;
  return readdirSync(path).reduce((sum, name) => sum + unfinished(join(path, name)), 0);
}

describe.skipIf(process.platform === "win32")("ganx generate (not on Windows)", { concurrent: true }, () => {
  it.each(EXTENSIONS)("ends by SIGINT while it writes .%s, and nothing is left", async (extension) => {
    const own = mkdtempSync(join(folder, "stop-"));
    const args = [
      "generate",
      large,
      "-o",
      join(own, `scan.${extension}`),
      "--counts",
      "3000",
      "--library",
      library,
    ];
    const child = start(args);
    const ended = outcome(child);
    while (unfinished(own) < 100_000) {
      expect(child.exitCode, "ended before it could be stopped").toBeNull();
      await pause(2);
    }
    child.kill("SIGINT");
    expect(await ended).toMatchObject({
      signal: "SIGINT",
      stdout: "",
      stderr: expect.stringMatching(/^ganx: stopped/),
    });
    expect(readdirSync(own)).toEqual([]);
  });

  it.each(EXTENSIONS)(
    "tells where .%s would be too large, and leaves what stood there",
    async (extension) => {
      const own = mkdtempSync(join(folder, "limit-"));
      const output = join(own, `scan.${extension}`);
      if (extension === "zarr") {
        mkdirSync(output);
        writeFileSync(join(output, "zarr.json"), "earlier");
      } else if (extension !== "xrf-explorer") writeFileSync(output, "earlier");
      const before = readdirSync(own);
      const args = ["generate", small, "-o", output, "--library", library];
      const limited = ["-c", 'ulimit -f 16 && exec "$@"', "bash", process.execPath, MAIN, ...args];
      const line = mistake(await outcome(spawn("bash", limited, { stdio: ["ignore", "pipe", "pipe"] })));
      expect(line).toMatch(/: the file would exceed the allowed size$/m);
      expect(line).toContain(own);
      expect(readdirSync(own)).toEqual(before);
      const kept = extension === "zarr" ? join(output, "zarr.json") : output;
      if (existsSync(kept)) expect(readFileSync(kept, "utf8")).toBe("earlier");
    },
  );
});
