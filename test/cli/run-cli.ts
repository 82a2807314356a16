// Runs the built command line as a user does, in a temporary folder.
import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Dataset, File } from "h5wasm";
import { afterAll, expect } from "vitest";
import { encodePng } from "../../src/io/png/encode.js";
import { makeRandom } from "../io/png-writer.js";
import { libraryJson, pigmentJson } from "../library/fixtures.js";

export const MAIN = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));

export interface Run {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder that is removed after the tests of the file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "ganx-cli-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Collects what a process prints and how it ends. */
export function outcome(child: ChildProcess): Promise<Run> {
  let stdout = "";
  let stderr = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
}

export function start(args: readonly string[], options: SpawnOptions = {}): ChildProcess {
  return spawn(process.execPath, [MAIN, ...args], { stdio: ["ignore", "pipe", "pipe"], ...options });
}

export const runCli = (args: readonly string[], options?: SpawnOptions): Promise<Run> =>
  outcome(start(args, options));

/** `ganx generate` into a new folder below `folder`; also tells what stands in that folder afterwards. */
export async function generateIn(
  folder: string,
  picture: string,
  ...options: string[]
): Promise<Run & { readonly files: string[]; readonly output: string }> {
  const own = mkdtempSync(join(folder, "run-"));
  const output = join(own, "scan.h5");
  const run = await runCli(["generate", picture, "-o", output, ...options], { cwd: folder });
  return { ...run, files: readdirSync(own), output };
}

/** A user's mistake: exit code 2 and one line that gives a reason. @returns the line */
export function mistake({ code, signal, stdout, stderr }: Run): string {
  expect({ code, signal, stdout }, stderr).toEqual({ code: 2, signal: null, stdout: "" });
  // Printable, and no reason left empty after a colon.
  expect(stderr).toMatch(/^ganx: [\x20-\x7e]*[^\s:]\n$/);
  expect(stderr).not.toMatch(/defect of ganx|\.js:\d|\[object/);
  return stderr;
}

/** A success that says nothing on standard error. @returns standard output */
export function success({ code, signal, stdout, stderr }: Run): string {
  expect({ code, signal, stderr }).toEqual({ code: 0, signal: null, stderr: "" });
  return stdout;
}

/** Writes a PNG of random colours. @returns its path */
export function randomPicture(path: string, width: number, height: number): string {
  const random = makeRandom(7);
  const data = Uint8Array.from({ length: width * height * 3 }, () => random() & 255);
  writeFileSync(path, encodePng({ width, height, data }));
  return path;
}

/** Writes a library of three pigments, for which no spectrum has to be computed. @returns its path */
export function smallLibrary(path: string): string {
  const pigment = (name: string, srgb: number[], counts: number[]) => {
    const spectrum = { energiesKeV: [5, 6, 7, 8, 9], counts };
    return pigmentJson({ id: name.toLowerCase(), name, srgb, spectrum });
  };
  const pigments = [
    pigment("Ochre", [190, 140, 60], [0, 1, 8, 1, 0]),
    pigment("Azurite", [50, 90, 160], [0, 0, 1, 5, 2]),
    pigment("Soot", [20, 20, 20], [3, 2, 1, 1, 1]),
  ];
  writeFileSync(path, JSON.stringify(libraryJson(pigments)));
  return path;
}

/** Looks into an HDF5 file with the library itself. */
export async function lookInto<T>(
  path: string,
  look: (file: File) => T,
  mode: "r" | "w" | "a" = "r",
): Promise<T> {
  const h5wasm = (await import("h5wasm/node")) as unknown as typeof import("h5wasm");
  await h5wasm.ready;
  const file = new h5wasm.File(path, mode);
  try {
    return look(file);
  } finally {
    file.close();
  }
}

export interface Cube {
  readonly shape: number[];
  readonly dtype: unknown;
  readonly counts: ArrayLike<number>;
  readonly offsetKeV: number;
  readonly gainKeV: number;
}

export const readCube = (path: string): Promise<Cube> =>
  lookInto(path, (file) => {
    const { shape, dtype, value } = file.get("img") as Dataset;
    const [offsetKeV, gainKeV] = ["offset_kev", "gain_kev"].map((name) => file.attrs[name].value as number);
    return {
      shape: shape as number[],
      dtype,
      counts: value as Uint16Array | Uint32Array,
      offsetKeV,
      gainKeV,
    };
  });

/** Photons of every pixel. */
export function photonsOf({ shape, counts }: Cube): number[] {
  const [height, width, channels] = shape;
  const photons = new Array<number>(height * width).fill(0);
  for (let i = 0; i < counts.length; i++) photons[Math.floor(i / channels)] += counts[i];
  return photons;
}
