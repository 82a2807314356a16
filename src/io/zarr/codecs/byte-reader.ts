/** Bytes that are taken one after the other, never beyond their end. */
export class ByteReader {
  private at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  get isAtEnd(): boolean {
    return this.at >= this.bytes.length;
  }

  /** @throws Error at the end */
  byte(): number {
    if (this.at >= this.bytes.length) throw new Error("it is cut short");
    return this.bytes[this.at++];
  }

  /** A little-endian number of 1 to 4 bytes. @throws Error at the end */
  word(size: number): number {
    let value = 0;
    for (let i = 0; i < size; i++) value += this.byte() * 2 ** (8 * i);
    return value;
  }

  /** @throws Error where there are fewer */
  take(count: number): Uint8Array {
    if (!(count <= this.bytes.length - this.at)) throw new Error("it is cut short");
    this.at += count;
    return this.bytes.subarray(this.at - count, this.at);
  }
}
