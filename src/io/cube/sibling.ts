// Node only: files that belong together by their names.
import { readdir } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";

/** A path without its extension. */
export function stem(path: string): string {
  const extension = extname(path);
  return extension === "" ? path : path.slice(0, -extension.length);
}

/**
 * Finds a file of the same name with another extension, in upper or lower case.
 *
 * @param extensions such as `.raw`, the likeliest first; "" for none
 * @returns its path, or nothing
 */
export async function sibling(path: string, extensions: readonly string[]): Promise<string | undefined> {
  const folder = dirname(path);
  const names = await readdir(folder).catch(() => [] as string[]);
  for (const wanted of [basename(stem(path)), basename(path)]) {
    for (const extension of extensions) {
      const exact = `${wanted}${extension}`;
      if (exact === basename(path)) continue;
      const found = names.includes(exact)
        ? exact
        : names.find((name) => name.toLowerCase() === exact.toLowerCase() && name !== basename(path));
      if (found !== undefined) return join(folder, found);
    }
  }
  return undefined;
}
