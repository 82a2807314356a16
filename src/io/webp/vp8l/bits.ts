import { damaged } from "../problem.js";

/** Reads bits, the lowest of each byte first; those after the end are an error when they are passed. */
export class LowBits {
  /** Bits read ahead, `count` of them. */
  private ahead = 0;
  private count = 0;
  /** Of those, how many come after the end. */
  private made = 0;
  private at = 0;

  constructor(private readonly data: Uint8Array) {}

  /** At least 15 of the next bits, which stay. */
  peek(): number {
    while (this.count < 15) {
      if (this.at < this.data.length) this.ahead |= this.data[this.at++] << this.count;
      else this.made += 8;
      this.count += 8;
    }
    return this.ahead;
  }

  /** Passes bits that were peeked at. @throws GanxError `INVALID_IMAGE` where the data ended before */
  skip(length: number): void {
    this.ahead >>>= length;
    this.count -= length;
    if (this.count < this.made) throw damaged("they end too early");
  }

  /** A number of up to 24 bits. @throws GanxError `INVALID_IMAGE` */
  read(length: number): number {
    if (length > 15) {
      const low = this.read(15);
      return low + this.read(length - 15) * 32_768;
    }
    const value = this.peek() & ((1 << length) - 1);
    this.skip(length);
    return value;
  }
}
