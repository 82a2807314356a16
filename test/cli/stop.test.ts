import { type ChildProcess, execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, statSync, watch, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { writeCube } from "./cube-fixtures.js";
import { outcome, type Run, randomPicture, start, temporaryFolder } from "./run-cli.js";

const folder = temporaryFolder();
const picture = randomPicture(join(folder, "painting.png"), 300, 300);
const freshFolder = (): string => mkdtempSync(join(folder, "run-"));
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A job of many seconds. */
function startLong(own: string): ChildProcess {
  return start(["generate", picture, "-o", join(own, "scan.h5"), "--counts", "3000"]);
}

async function until(condition: () => boolean, child: ChildProcess): Promise<void> {
  while (!condition()) {
    expect(child.exitCode, "ended before it could be stopped").toBeNull();
    await pause(5);
  }
}

/** Whether a temporary file in the folder has grown beyond what is written before the counts. */
const countsFlow = (own: string): boolean =>
  readdirSync(own).some((name) => {
    const { size } = statSync(join(own, name), { throwIfNoEntry: false }) ?? { size: 0 };
    return name.endsWith(".part") && size > 2 ** 20;
  });

/** Waits for the end; a process that does not heed its signal is killed, which the result then shows. */
async function endOf(ended: Promise<Run>, child: ChildProcess): Promise<Run> {
  const timer = setTimeout(() => child.kill("SIGKILL"), 4000);
  const run = await ended;
  clearTimeout(timer);
  return run;
}

/** Starts a job and waits until it tries whether it may write, which comes before all other work. */
async function startAlive(
  args: string[],
  own: string,
): Promise<{ child: ChildProcess; ended: Promise<Run> }> {
  const watcher = watch(own);
  const alive = new Promise((resolve) => watcher.once("change", resolve));
  const child = start([...args, "-o", join(own, "scan.h5")]);
  const ended = outcome(child);
  await Promise.race([alive, ended]);
  watcher.close();
  return { child, ended };
}

/** Ended by the signal itself, after one line. */
const stoppedBy = (signal: NodeJS.Signals): object => ({
  code: null,
  signal,
  stdout: "",
  stderr: expect.stringMatching(/^ganx: stopped[^\n]*\n$/),
});

describe.skipIf(process.platform === "win32")(
  "ganx generate ends (not on Windows)",
  { concurrent: true },
  () => {
    it.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("by %s while it writes", async (signal) => {
      const own = freshFolder();
      const child = startLong(own);
      const ended = outcome(child);
      await until(() => countsFlow(own), child);
      child.kill(signal);
      expect(await endOf(ended, child)).toEqual(stoppedBy(signal));
      expect(readdirSync(own)).toEqual([]);
    });

    it("by SIGINT and leaves the file that stood there", async () => {
      const own = freshFolder();
      writeFileSync(join(own, "scan.h5"), "earlier");
      const child = startLong(own);
      const ended = outcome(child);
      await until(() => countsFlow(own), child);
      child.kill("SIGINT");
      expect(await endOf(ended, child)).toEqual(stoppedBy("SIGINT"));
      expect(readdirSync(own)).toEqual(["scan.h5"]);
      expect(readFileSync(join(own, "scan.h5"), "utf8")).toBe("earlier");
    });

    it("by SIGINT before it writes", async () => {
      const own = freshFolder();
      const { child, ended } = await startAlive(["generate", picture, "--counts", "3000"], own);
      child.kill("SIGINT");
      expect(await endOf(ended, child)).toEqual(stoppedBy("SIGINT"));
      expect(readdirSync(own)).toEqual([]);
    });

    it("by SIGINT while it waits for the picture", async () => {
      const own = freshFolder();
      const pipe = join(folder, "pipe.png");
      execFileSync("mkfifo", [pipe]);
      const { child, ended } = await startAlive(["generate", pipe], own);
      await pause(300);
      child.kill("SIGINT");
      expect(await endOf(ended, child)).toEqual(stoppedBy("SIGINT"));
      expect(readdirSync(own)).toEqual([]);
    });
  },
);

describe.skipIf(process.platform === "win32")("ganx demo ends (not on Windows)", { concurrent: true }, () => {
  it("by SIGINT while it draws the figures, and does not deny the files that are there", async () => {
    const own = join(freshFolder(), "demo");
    const child = start(["demo", "-o", own]);
    const ended = outcome(child);
    await until(() => existsSync(join(own, "painting.h5")), child);
    child.kill("SIGINT");
    const { signal, stdout, stderr } = await endOf(ended, child);
    expect({ signal, stdout }).toEqual({ signal: "SIGINT", stdout: "" });
    expect(stderr).toMatch(/^ganx: [^\n]+\n$/);
    const left = readdirSync(own, { recursive: true });
    expect(left.filter((name) => String(name).endsWith(".part"))).toEqual([]);
    if (left.length > 0) expect(stderr).not.toMatch(/nothing was written/);
  });
});

describe.skipIf(process.platform === "win32")("reports end (not on Windows)", { concurrent: true }, () => {
  const cube = join(folder, "cube.h5");
  beforeAll(async () => {
    const [shape, all] = [[160, 160, 512], 160 * 160 * 512];
    await writeCube(cube, new Uint16Array(all).fill(3), { shape });
  });
  /** Whether the folder that becomes the report is there, and has what the work leaves in it. */
  const hasBegun = (own: string, file: string) => (): boolean =>
    readdirSync(own, { recursive: true }).some((name) => String(name).endsWith(file));

  it.each<[command: string, args: string[], file: string]>([
    ["inspect while it sums", ["inspect", cube, "--background", "snip"], ".part"],
    ["inspect while it draws", ["inspect", cube], "line-maps.svg"],
    ["compare while it compares", ["compare", cube, cube], ".part"],
    ["compare while it draws", ["compare", cube, cube, "--no-similarity"], "spectra.svg"],
  ])("by SIGINT: %s", async (_, args, file) => {
    for (const stood of [false, true]) {
      const own = freshFolder();
      const output = stood ? own : join(own, "report");
      if (stood) writeFileSync(join(own, "index.html"), "earlier");
      const child = start([...args, "-o", output]);
      const ended = outcome(child);
      await until(hasBegun(own, file), child);
      child.kill("SIGINT");
      expect(await endOf(ended, child)).toEqual(stoppedBy("SIGINT"));
      expect(readdirSync(own)).toEqual(stood ? ["index.html"] : []);
      if (stood) expect(readFileSync(join(own, "index.html"), "utf8")).toBe("earlier");
    }
  });
});
