// Node only: a file on disk as a source of bytes, with a cache for what lies close together.
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { type ByteSource, Hdf5Problem } from "./hdf5-format/bytes.js";

const PAGE_BYTES = 65_536;
const PAGES = 64;
/** Most that is read at once: a size above it is damaged. */
const MOST_BYTES = 2 ** 29;

/** A file that is read at any place. Close it when done. */
export class FileBytes implements ByteSource {
  readonly length: number;
  private readonly file: number;
  private readonly pages = new Map<number, Uint8Array>();

  /** @throws a Node error where the file cannot be opened */
  constructor(path: string) {
    this.file = openSync(path, "r");
    this.length = fstatSync(this.file).size;
  }

  /** Small pieces come from the cache; whoever keeps them keeps a page. */
  read(at: number, size: number): Uint8Array {
    const start = Math.floor(at / PAGE_BYTES) * PAGE_BYTES;
    if (at + size > start + PAGE_BYTES) return this.load(at, size);
    let page = this.pages.get(start);
    if (!page) {
      page = this.load(start, Math.min(PAGE_BYTES, this.length - start));
      const [oldest] = this.pages.keys();
      if (this.pages.size >= PAGES && oldest !== undefined) this.pages.delete(oldest);
      this.pages.set(start, page);
    }
    return page.subarray(at - start, at - start + size);
  }

  /** Reads from disk into memory of its own. */
  load(at: number, size: number): Uint8Array {
    if (size > MOST_BYTES) throw new Hdf5Problem(`a part of it has ${size} bytes, more than ${MOST_BYTES}`);
    return this.readInto(at, new Uint8Array(size));
  }

  /** Fills memory from disk. @returns the memory */
  readInto(at: number, bytes: Uint8Array): Uint8Array {
    let done = 0;
    while (done < bytes.length) {
      const got = readSync(this.file, bytes, done, bytes.length - done, at + done);
      if (got === 0) throw new Hdf5Problem("it became shorter while it was read");
      done += got;
    }
    return bytes;
  }

  close(): void {
    closeSync(this.file);
  }
}
