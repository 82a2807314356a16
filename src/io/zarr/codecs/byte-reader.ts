const FEW = 32;

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

  /** Copies bytes to a place where there is room for them. @throws Error where there are fewer */
  copyTo(out: Uint8Array, to: number, count: number): void {
    const { bytes, at } = this;
    if (!(count <= bytes.length - at)) throw new Error("it is cut short");
    // Views of a few bytes cost more than they do.
    if (count > FEW) out.set(bytes.subarray(at, at + count), to);
    else for (let i = 0; i < count; i++) out[to + i] = bytes[at + i];
    this.at = at + count;
  }
}
