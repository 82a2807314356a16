// Where text of variable length is kept: global heaps.
// Source: HDF5 File Format Specification version 3.0, The HDF Group, section III.E.
import { type ByteWriter, padded } from "./byte-writer.js";

/** The library takes none that is smaller. */
const LEAST_BYTES = 4096;
/** A collection is begun anew from so many bytes on: what is far larger has one of its own. */
const FULL_BYTES = 65_536;
const HEAD_BYTES = 16;

/** Texts in the order in which they come, gathered into collections. */
export class TextHeap {
  private readonly collections: { texts: Uint8Array[]; bytes: number }[] = [];

  /** @param known addresses of the collections, where they have been laid out already */
  constructor(private readonly known: readonly number[] = []) {}

  /** Keeps a text and writes a reference to it, 16 bytes. */
  refer(out: ByteWriter, text: string): void {
    const bytes = new TextEncoder().encode(text);
    out.u32(bytes.length);
    if (bytes.length === 0) {
      out.skip(12);
      return;
    }
    let collection = this.collections.at(-1);
    if (!collection || collection.bytes >= FULL_BYTES) {
      collection = { texts: [], bytes: HEAD_BYTES };
      this.collections.push(collection);
    }
    collection.texts.push(bytes);
    collection.bytes += HEAD_BYTES + bytes.length + (-bytes.length & 7);
    out.u64(this.known[this.collections.length - 1] ?? 0);
    out.u32(collection.texts.length);
  }

  /** Writes all collections. @returns their addresses */
  write(out: ByteWriter): number[] {
    return this.collections.map(({ texts, bytes }) => {
      const size = Math.max(LEAST_BYTES, bytes);
      const address = out.length;
      out.ascii("GCOL");
      out.u32(1);
      out.u64(size);
      for (const [i, text] of texts.entries()) {
        const references = 1;
        out.u16(i + 1);
        out.u16(references);
        out.u32(0);
        out.u64(text.length);
        out.put(padded((data) => data.put(text)));
      }
      // Object 0 is what is free, its head included; less than a head is not told.
      const free = size - bytes;
      if (free >= HEAD_BYTES) {
        out.skip(8);
        out.u64(free);
      }
      out.skip(address + size - out.length);
      return address;
    });
  }
}
