import type { Hdf5Sink } from "../../src/io/hdf5-format/writer.js";

/** Gathers a file in memory, and holds the writer to its promise: all in order, the head last. */
export class MemorySink implements Hdf5Sink {
  private readonly parts: Uint8Array[] = [];
  private first = 0;
  private end = 0;
  private head: Uint8Array | undefined;

  write(position: number, bytes: Uint8Array): void {
    if (this.head) throw new Error("the head was not the last");
    if (position === 0) {
      if (this.parts.length > 0 && bytes.length !== this.first) throw new Error("the head does not fit");
      this.head = bytes;
      return;
    }
    if (this.parts.length === 0) this.first = position;
    else if (position !== this.end) throw new Error(`expected position ${this.end}, found ${position}`);
    this.parts.push(Uint8Array.from(bytes));
    this.end = position + bytes.length;
  }

  /** The whole file. */
  file(): Buffer {
    return Buffer.concat([this.head ?? new Uint8Array(0), ...this.parts]);
  }
}
