/** Little-endian bytes, written one after the other into memory that grows. */
export class ByteWriter {
  private bytes = new Uint8Array(1024);
  /** Of these bytes: one for each number would take longer than all else, for there are many in an index of chunks. */
  private view = new DataView(this.bytes.buffer);
  /** Bytes written so far. */
  length = 0;

  /** Moves on by `size` zeros and returns where they begin. */
  skip(size: number): number {
    const from = this.length;
    this.length += size;
    if (this.length > this.bytes.length) {
      const larger = new Uint8Array(Math.max(this.length, 2 * this.bytes.length));
      larger.set(this.bytes.subarray(0, from));
      this.bytes = larger;
      this.view = new DataView(larger.buffer);
    }
    return from;
  }

  u8(...values: readonly number[]): void {
    for (const value of values) {
      const at = this.skip(1);
      this.view.setUint8(at, value);
    }
  }

  u16(value: number): void {
    const at = this.skip(2);
    this.view.setUint16(at, value, true);
  }

  u32(value: number): void {
    const at = this.skip(4);
    this.view.setUint32(at, value, true);
  }

  /** @param value a whole number, 0..2^53 */
  u64(value: number): void {
    this.overwriteU64(this.skip(8), value);
  }

  /** Puts a number where there are bytes already. @param value a whole number, 0..2^53 */
  overwriteU64(at: number, value: number): void {
    this.view.setUint32(at, value % HALF, true);
    this.view.setUint32(at + 4, Math.floor(value / HALF), true);
  }

  /** An address in the file; without one, what stands for none. */
  address(value: number | undefined): void {
    if (value === undefined) this.put(NOWHERE);
    else this.u64(value);
  }

  put(bytes: Uint8Array): void {
    const at = this.skip(bytes.length);
    this.bytes.set(bytes, at);
  }

  /** Puts bytes where there are some already. */
  overwrite(at: number, bytes: Uint8Array): void {
    this.bytes.set(bytes, at);
  }

  ascii(text: string): void {
    const at = this.skip(text.length);
    for (let i = 0; i < text.length; i++) this.bytes[at + i] = text.charCodeAt(i);
  }

  /** Zeros up to a multiple of 8. */
  align(): void {
    this.skip(-this.length & 7);
  }

  /** What has been written: valid until more is. */
  written(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }
}

/** Values of half of a number of 64 bits. */
const HALF = 2 ** 32;
const NOWHERE = new Uint8Array(8).fill(0xff);

/** Bytes that a function writes, filled up to a multiple of 8. */
export function padded(write: (out: ByteWriter) => void): Uint8Array {
  const out = new ByteWriter();
  write(out);
  out.align();
  return out.written();
}
