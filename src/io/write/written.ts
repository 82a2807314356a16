// Node only: how large what was written is.
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { rawPaths } from "./raw-files.js";
import type { CubeFormat } from "./write-cube.js";

/** Bytes of the files that a name and a format stand for. */
export async function bytesWritten(path: string, format: CubeFormat): Promise<number> {
  const files = format === "raw" ? Object.values(rawPaths(path)) : [path];
  let bytes = 0;
  for (const file of files) bytes += await bytesAt(file);
  return bytes;
}

async function bytesAt(path: string): Promise<number> {
  const found = await stat(path);
  if (!found.isDirectory()) return found.size;
  let bytes = 0;
  for (const name of await readdir(path)) bytes += await bytesAt(join(path, name));
  return bytes;
}
