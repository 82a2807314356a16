/** A file that is damaged, or uses what this reader does not know; becomes a GanxError where the file's name is known. */
export class Hdf5Problem extends Error {}

/** What an address field holds when there is nothing there, once rounded to a double. */
const UNDEFINED_ADDRESS = 2 ** 64;

/** Bytes that can be read at any place: a file in memory or on disk. */
export interface ByteSource {
  readonly length: number;
  /** @param at at least 0 @param size at + size does not exceed `length` */
  read(at: number, size: number): Uint8Array;
}

/** A file in memory. */
export function inMemory(bytes: Uint8Array): ByteSource {
  return { length: bytes.length, read: (at, size) => bytes.subarray(at, at + size) };
}

/** What a cursor fetches at once. */
const WINDOW_BYTES = 4096;
const NOTHING = new DataView(new ArrayBuffer(0));

/** Reads little-endian numbers one after the other, never past `end`. */
export class Cursor {
  private view: DataView = NOTHING;
  private viewAt = 0;

  constructor(
    readonly source: ByteSource,
    public at: number,
    readonly end: number = source.length,
  ) {
    if (!(at >= 0 && at <= end && end <= source.length)) throw new Hdf5Problem("it points outside itself");
  }

  /** Bytes left before `end`. */
  get left(): number {
    return this.end - this.at;
  }

  /** Moves on by `bytes` and returns where it was. */
  skip(bytes: number): number {
    const from = this.at;
    if (!(bytes >= 0 && bytes <= this.left)) throw new Hdf5Problem("a part of it is cut short");
    this.at += bytes;
    return from;
  }

  take(bytes: number): Uint8Array {
    return this.source.read(this.skip(bytes), bytes);
  }

  /** Moves on by `bytes`, at most 8, and returns a view that begins with them. */
  private next(bytes: number): DataView {
    const from = this.skip(bytes);
    if (from < this.viewAt || from + bytes > this.viewAt + this.view.byteLength) {
      const window = this.source.read(from, Math.min(WINDOW_BYTES, this.end - from));
      this.view = new DataView(window.buffer, window.byteOffset, window.byteLength);
      this.viewAt = from;
    }
    return new DataView(this.view.buffer, this.view.byteOffset + from - this.viewAt, bytes);
  }

  u8(): number {
    return this.next(1).getUint8(0);
  }

  u16(): number {
    return this.next(2).getUint16(0, true);
  }

  u32(): number {
    return this.next(4).getUint32(0, true);
  }

  /** An unsigned number of 8 bytes; above 2^53 it is rounded, which no valid size or address reaches. */
  u64(): number {
    return Number(this.next(8).getBigUint64(0, true));
  }

  /** An unsigned number of 1, 2, 4 or 8 bytes. */
  sized(bytes: number): number {
    if (bytes === 1) return this.u8();
    if (bytes === 2) return this.u16();
    return bytes === 4 ? this.u32() : this.u64();
  }

  /** An address in the file, or `undefined` where there is none. */
  address(): number | undefined {
    const value = this.u64();
    return value === UNDEFINED_ADDRESS ? undefined : value;
  }

  /** Requires four characters. */
  signature(text: string): void {
    if (String.fromCharCode(...this.take(4)) !== text) throw new Hdf5Problem(`its part ${text} is damaged`);
  }
}

const SIGNATURE = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];

/** Whether bytes begin as HDF5 does. */
export function isHdf5(bytes: Uint8Array): boolean {
  return SIGNATURE.every((byte, i) => bytes[i] === byte);
}
