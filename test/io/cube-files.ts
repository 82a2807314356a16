import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inflateSync } from "node:zlib";
import { expect } from "vitest";
import { GanxError } from "../../src/errors.js";

type Numbers = (number | string)[];

/** What numpy says of a cube. */
export interface KnownCounts {
  readonly shape: readonly [height: number, width: number, channels: number];
  readonly values: Float64Array;
  readonly valid: boolean;
  readonly total: Float64Array;
  readonly maximum: Float64Array;
  readonly pixels: Float64Array;
  readonly windows: readonly Float64Array[];
}

/** A file that h5py wrote, and what is to be found in it. */
export interface CubeFile {
  readonly dataset: string;
  readonly energy?: readonly [number, number];
  /** A regular expression that the message has to match. */
  readonly error?: string;
  /** Name of the counts. */
  readonly of: string;
  readonly type: string;
  /** How its blocks are read: whole rows or chunks straight from the file, or by the HDF5 library. */
  readonly way: "contiguous" | "chunks" | "library";
  readonly axis: readonly [offset: number, gain: number];
}

const golden = JSON.parse(readFileSync(new URL("../golden/cubes.json", import.meta.url), "utf8")) as {
  windows: [number, number][];
  counts: Record<string, Record<string, Numbers> & { changes?: [Numbers, Numbers]; windows: Numbers[] }>;
  cubes: Record<string, CubeFile & { file: string }>;
};

export const WINDOWS = golden.windows;
export const CUBES: readonly (readonly [name: string, cube: CubeFile])[] = Object.entries(golden.cubes);

const doubles = (values: Numbers): Float64Array => Float64Array.from(values, Number);

export function countsOf(name: string): KnownCounts {
  const { values, changes, windows, ...known } = golden.counts[name]!;
  const all = doubles(values ?? golden.counts.plain!.values!);
  changes?.[0].forEach((at, i) => {
    all[Number(at)] = Number(changes[1][i]);
  });
  return {
    shape: known.shape as unknown as KnownCounts["shape"],
    valid: Boolean(known.valid),
    values: all,
    total: doubles(known.total!),
    maximum: doubles(known.maximum!),
    pixels: doubles(known.pixels!),
    windows: windows.map(doubles),
  };
}

export function bytesOf(name: string): Uint8Array {
  return inflateSync(Buffer.from(golden.cubes[name]!.file, "base64"));
}

/** A folder for files; give it up with `remove`. */
export function makeFolder(): { put: (name: string, bytes: Uint8Array) => string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), "ganx-cubes-"));
  return {
    put: (name, bytes) => {
      const path = join(folder, `${name.replace(/\W/g, "-")}.h5`);
      writeFileSync(path, bytes);
      return path;
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}

/** Files that this process has open, where the system tells. */
export function openFiles(): number {
  return process.platform === "linux" ? readdirSync("/proc/self/fd").length : 0;
}

/** Requires one line of ours. */
export function expectRefusal(cause: unknown, path: string): string {
  expect(cause).toBeInstanceOf(GanxError);
  const { code, message } = cause as GanxError;
  expect(code).toBe("INVALID_FILE");
  expect(message).toContain(path);
  expect(message).toMatch(/^[^\p{Cc}]{10,500}$/u);
  return message;
}
