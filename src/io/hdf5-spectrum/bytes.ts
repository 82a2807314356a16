/** A file that is damaged, or uses what this reader does not know; becomes a GanxError where the file's name is known. */
export class Hdf5Problem extends Error {}

/** What an address field holds when there is nothing there, once rounded to a double. */
const UNDEFINED_ADDRESS = 2 ** 64;

/** Reads little-endian numbers one after the other, never past `end`. */
export class Cursor {
  private readonly view: DataView;

  constructor(
    readonly bytes: Uint8Array,
    public at: number,
    readonly end: number = bytes.length,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (!(at >= 0 && at <= end && end <= bytes.length)) throw new Hdf5Problem("it points outside itself");
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
    const from = this.skip(bytes);
    return this.bytes.subarray(from, from + bytes);
  }

  u8(): number {
    return this.view.getUint8(this.skip(1));
  }

  u16(): number {
    return this.view.getUint16(this.skip(2), true);
  }

  u32(): number {
    return this.view.getUint32(this.skip(4), true);
  }

  /** An unsigned number of 8 bytes; above 2^53 it is rounded, which no valid size or address reaches. */
  u64(): number {
    return Number(this.view.getBigUint64(this.skip(8), true));
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
