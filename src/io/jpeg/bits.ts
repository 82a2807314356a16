/** Reads the bits of entropy-coded data, which a marker or their end stops. */
export class BitReader {
  /** The bits read ahead are the last `count` of these; those after the end are zeros, and `made` counts them. */
  private ahead = 0;
  private count = 0;
  private made = 0;

  /** @param at where the data start; @param end where they end, both in bytes */
  constructor(
    private readonly data: Uint8Array,
    private at: number,
    private readonly end: number,
  ) {}

  /** The next 16 bits, which stay. */
  peek(): number {
    while (this.count < 16) this.fill();
    return (this.ahead >>> (this.count - 16)) & 0xffff;
  }

  /** Passes `length` of the bits that were peeked at. @throws Error where the data ended before */
  skip(length: number): void {
    this.count -= length;
    if (this.count < this.made) throw new Error("they end too early");
  }

  /** The next `length` bits, 0..16. @throws Error where the data ended before */
  read(length: number): number {
    const bits = this.peek() >>> (16 - length);
    this.skip(length);
    return bits;
  }

  /** A number of `length` bits, 0..16, of which the lower half stand for negative ones. Source: T.81, figure F.12. */
  readSigned(length: number): number {
    const bits = this.read(length);
    return length === 0 || bits >= 1 << (length - 1) ? bits : bits + (-1 << length) + 1;
  }

  /** Passes a restart marker, which must be next. @throws Error where it is not */
  restart(): void {
    if (this.count - this.made >= 8 || this.at + 1 >= this.end) throw new Error("marker was not found");
    this.at += 2;
    this.count = 0;
    this.made = 0;
  }

  private fill(): void {
    const { data, at, end } = this;
    const byte = at < end ? data[at] : 0;
    // After ff, 0 is only a filler; anything else is a marker.
    const stopped = at >= end || (byte === 0xff && data[at + 1] !== 0);
    this.ahead = (this.ahead << 8) | (stopped ? 0 : byte);
    this.count += 8;
    if (stopped) this.made += 8;
    else this.at += byte === 0xff ? 2 : 1;
  }
}
