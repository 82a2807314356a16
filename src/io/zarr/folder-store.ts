// Node only: a folder as a store of Zarr, for reading.
import { open, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { invalidFile } from "../cube/cube-file.js";

/** Most of one file that is read at once. */
const MOST_BYTES = 2 ** 28;
/** Folders and files of a hierarchy that are looked at. */
const MOST_LOOKED_AT = 5000;
const MOST_DEPTH = 8;

type Range = { readonly offset: number; readonly length: number } | { readonly suffixLength: number };

/** A store that gives what files hold, and nothing outside its folder. */
export class FolderStore {
  private readonly ordered = new Map<string, Uint8Array>();
  private readonly indexFirst = new Set<string>();

  constructor(readonly root: string) {}

  /** Gives these bytes from here on, whatever the file holds: metadata that were put in order. */
  put(key: string, bytes: Uint8Array): void {
    this.ordered.set(key, bytes);
  }

  /** Takes the index of an array's shards from their start: zarrita asks for the end of a shard in any case. */
  placeIndexFirst(array: string): void {
    this.indexFirst.add(array === "/" ? "" : array);
  }

  /** @param key such as `/counts/zarr.json` */
  async get(key: string): Promise<Uint8Array | undefined> {
    return this.ordered.get(key) ?? this.read(key, (size) => [0, size]);
  }

  /** @throws Error where the file has no such range */
  async getRange(key: string, range: Range): Promise<Uint8Array | undefined> {
    const [offset, length] = "suffixLength" in range ? [0, range.suffixLength] : [range.offset, range.length];
    return this.read(key, (size) => {
      if (!(offset + length <= size)) {
        throw new Error(`expected a shard of at least ${offset + length} bytes, found ${size}`);
      }
      const isAtEnd =
        "suffixLength" in range && ![...this.indexFirst].some((array) => key.startsWith(`${array}/`));
      return [isAtEnd ? size - length : offset, length];
    });
  }

  /** Paths of arrays, such as `/counts`; `/` where the folder itself is one. */
  async arrays(): Promise<string[]> {
    const found: string[] = [];
    const waiting = [""];
    let seen = 0;
    for (const folder of waiting) {
      const entries = await readdir(join(this.root, folder), { withFileTypes: true });
      const names = new Set(entries.map(({ name }) => name));
      const isArray = names.has(".zarray") || (names.has("zarr.json") && (await this.isArray(folder)));
      if (isArray) found.push(folder === "" ? "/" : folder);
      // What lies in an array are its chunks.
      if (isArray || folder.split("/").length > MOST_DEPTH) continue;
      for (const entry of entries) {
        if (++seen > MOST_LOOKED_AT) return found;
        if (entry.isDirectory()) waiting.push(`${folder}/${entry.name}`);
      }
    }
    return found;
  }

  /** Bytes of all files of an array, as far as they are looked at; infinite where there are more. */
  async bytesOf(path: string): Promise<number> {
    const names = await readdir(join(this.root, path), { withFileTypes: true, recursive: true });
    if (names.length > 20 * MOST_LOOKED_AT) return Number.POSITIVE_INFINITY;
    let bytes = 0;
    for (const entry of names.filter((one) => one.isFile())) {
      bytes += (await stat(join(entry.parentPath ?? entry.path, entry.name))).size;
    }
    return bytes;
  }

  private async isArray(folder: string): Promise<boolean> {
    const bytes = await this.get(`${folder}/zarr.json`);
    const metadata = bytes && (JSON.parse(new TextDecoder().decode(bytes)) as { node_type?: unknown } | null);
    return metadata?.node_type === "array";
  }

  private async read(
    key: string,
    part: (size: number) => readonly [at: number, length: number],
  ): Promise<Uint8Array | undefined> {
    const names = key.split("/").filter((name) => name !== "");
    if (names.some((name) => name === "." || name === ".." || /[\\\0]/.test(name))) return undefined;
    let file: Awaited<ReturnType<typeof open>>;
    try {
      file = await open(join(this.root, ...names), "r");
    } catch (cause) {
      const { code } = cause as NodeJS.ErrnoException;
      if (code === "ENOENT" || code === "ENOTDIR") return undefined;
      throw cause;
    }
    try {
      const found = await file.stat();
      if (!found.isFile()) return undefined;
      const [at, length] = part(found.size);
      if (length > MOST_BYTES) throw invalidFile(this.root, `${key}: ${length} bytes at once are too many`);
      const bytes = new Uint8Array(length);
      const { bytesRead } = await file.read(bytes, 0, length, at);
      return bytes.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  }
}
