// Node only: parts of many files as if they were one.
import { FileBytes } from "../file-bytes.js";
import type { StoredBytes } from "./raw-cube.js";

/** A part of a file. */
export interface FilePart {
  readonly path: string;
  readonly start: number;
  readonly size: number;
}

/** Files that are open at once. */
const MOST_OPEN = 16;

/** Parts of equal size, one behind the other; their files are opened when they are needed. */
export class JoinedBytes implements StoredBytes {
  readonly length: number;
  private readonly open = new Map<string, FileBytes>();

  constructor(private readonly parts: readonly FilePart[]) {
    this.length = parts.reduce((sum, { size }) => sum + size, 0);
  }

  read(at: number, size: number): Uint8Array {
    return this.readInto(at, new Uint8Array(size));
  }

  /** @throws a Node error where a file cannot be read */
  readInto(at: number, bytes: Uint8Array): Uint8Array {
    const [{ size }] = this.parts;
    for (let done = 0; done < bytes.length; ) {
      const { path, start } = this.parts[Math.floor((at + done) / size)];
      const skip = (at + done) % size;
      const part = bytes.subarray(done, done + Math.min(size - skip, bytes.length - done));
      const file = this.file(path);
      if (part.length < size) part.set(file.read(start + skip, part.length));
      else file.readInto(start + skip, part);
      done += part.length;
    }
    return bytes;
  }

  close(): void {
    for (const file of this.open.values()) file.close();
    this.open.clear();
  }

  private file(path: string): FileBytes {
    const found = this.open.get(path);
    if (found) return found;
    const [oldest] = this.open;
    if (oldest && this.open.size >= MOST_OPEN) {
      oldest[1].close();
      this.open.delete(oldest[0]);
    }
    const file = new FileBytes(path);
    this.open.set(path, file);
    return file;
  }
}
