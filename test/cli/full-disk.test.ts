import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { MAIN, mistake, outcome, type Run, randomPicture, runCli, temporaryFolder } from "./run-cli.js";

const folder = temporaryFolder();
// About 2.5 MB as HDF5.
const picture = randomPicture(join(folder, "painting.png"), 176, 96);

/** Mounts a file system of 1 MiB. @returns its folder, undefined where that is not allowed */
function tinyDisk(): string | undefined {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return undefined;
  const disk = join(folder, "disk");
  mkdirSync(disk);
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", disk], { stdio: "pipe" });
  } catch {
    return undefined;
  }
  afterAll(() => execFileSync("umount", ["--lazy", disk], { stdio: "pipe" }));
  return disk;
}
const disk = tinyDisk() ?? "";

describe("a full disk", () => {
  it.skipIf(disk === "")("is told and leaves everything as it was (needs Linux, root, mount)", async () => {
    const output = join(disk, "scan.h5");
    writeFileSync(output, "earlier");
    const line = mistake(await runCli(["generate", picture, "-o", output]));
    expect(line).toBe(`ganx: cannot write ${output}: the disk is full\n`);
    expect(readFileSync(output, "utf8")).toBe("earlier");
    expect(readdirSync(disk)).toEqual(["scan.h5"]);
  });

  it.skipIf(disk === "")("before the first byte is told as well (needs Linux, root, mount)", async () => {
    const fill = join(disk, "fill");
    try {
      writeFileSync(fill, Buffer.alloc(2 ** 21));
    } catch {
      // As far as it goes.
    }
    const before = readdirSync(disk).sort();
    expect(mistake(await runCli(["generate", picture, "-o", join(disk, "b.h5")]))).toMatch(/disk is full/);
    expect(readdirSync(disk).sort()).toEqual(before);
  });
});

/** `ganx generate` where no file may grow beyond some KiB. */
const limited = (kib: number, output: string): Promise<Run> =>
  outcome(
    spawn(
      "bash",
      [
        "-c",
        `ulimit -f ${kib} && exec "$@"`,
        "bash",
        process.execPath,
        MAIN,
        "generate",
        picture,
        "-o",
        output,
      ],
      { stdio: ["ignore", "pipe", "pipe"] },
    ),
  );

describe.skipIf(process.platform === "win32")("a limit on the size of files (not on Windows)", () => {
  it.each([1, 40, 600])("of %i KiB is told and leaves everything as it was", async (kib) => {
    const own = join(folder, `limit-${kib}`);
    mkdirSync(own);
    const output = join(own, "scan.h5");
    writeFileSync(output, "earlier");
    const line = mistake(await limited(kib, output));
    expect(line.startsWith(`ganx: cannot write ${output}: `)).toBe(true);
    // Where not even the first block fits, HDF5 does not say why.
    if (kib > 1) expect(line).toMatch(/: the file would exceed the allowed size$/m);
    expect(readFileSync(output, "utf8")).toBe("earlier");
    expect(readdirSync(own)).toEqual(["scan.h5"]);
  });
});
