// Small stores of Zarr by other programs: see test/golden/make_zarr.py.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const golden = JSON.parse(readFileSync(new URL("../golden/zarr.json", import.meta.url), "utf8")) as Record<
  string,
  Record<string, string>
>;

/** Names of the stores. */
export const ZARR_SAMPLES: readonly string[] = Object.keys(golden);

/** The files of a store by their paths in it. */
export function zarrSample(name: string): ReadonlyMap<string, Uint8Array> {
  const files = Object.entries(golden[name]!);
  return new Map(files.map(([path, text]) => [path, new Uint8Array(Buffer.from(text, "base64"))]));
}

/** The counts that all of them hold. */
export const zarrSampleCounts = (length: number): number[] =>
  Array.from({ length }, (_, i) => (i % 97 < 60 ? 0 : ((i * 7919) % 251) * 257));

/** Writes the files of a store. @returns the store's path */
export function putStore(folder: string, name: string, files: ReadonlyMap<string, Uint8Array>): string {
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(folder, name, path)), { recursive: true });
    writeFileSync(join(folder, name, path), bytes);
  }
  return join(folder, name);
}
