// Node only: a cube as a Zarr store in a folder.
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { exchangeFolder } from "../replace-folder.js";
import type { CubeToWrite } from "../write/cube-to-write.js";
import { ZARR_MARKS } from "./marks.js";
import { zarrEntries } from "./zarr-entries.js";

/** Files that are written at once. */
const TOGETHER = 16;

/**
 * Writes a Zarr store, version 3. A store of that name is replaced as a whole when this one is complete.
 *
 * @throws GanxError `IO` where it cannot be written or another folder stands there, and what the cube throws
 */
export async function writeZarr(cube: CubeToWrite, path: string): Promise<void> {
  await exchangeFolder(path, ZARR_MARKS, async (folder) => {
    const made = new Set<string>();
    let failure: { cause: unknown } | undefined;
    const writing = new Set<Promise<void>>();
    const write = async (place: string, bytes: Uint8Array): Promise<void> => {
      try {
        await writeFile(place, bytes);
      } catch (cause) {
        failure ??= { cause };
      }
    };
    try {
      for await (const { key, bytes } of zarrEntries(cube)) {
        const place = join(folder, key);
        const parent = dirname(place);
        if (!made.has(parent)) await mkdir(parent, { recursive: true });
        made.add(parent);
        const one: Promise<void> = write(place, bytes).finally(() => writing.delete(one));
        writing.add(one);
        if (writing.size >= TOGETHER) await Promise.race(writing);
        if (failure) throw failure.cause;
      }
    } finally {
      await Promise.all(writing);
    }
    if (failure) throw failure.cause;
  });
}
