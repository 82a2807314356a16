import { damaged } from "../problem.js";

/**
 * Reads bits of given probabilities.
 *
 * Source: RFC 6386, section 7, with the comparison of whole bytes of libwebp.
 */
export class BoolDecoder {
  private value = 0;
  /** One less than the width of the interval, 127..254 between two bits. */
  private range = 254;
  /** Bits of `value` below the byte that is compared; below 0 the next byte is needed. */
  private bits = -8;
  private at = 0;

  constructor(private readonly data: Uint8Array) {}

  /** A bit that is 0 with a probability of `probability` in 256. @throws GanxError `INVALID_IMAGE` */
  bit(probability: number): number {
    if (this.bits < 0) {
      if (this.at >= this.data.length) throw damaged("they end too early");
      this.value = (this.value << 8) | this.data[this.at++];
      this.bits += 8;
    }
    const split = (this.range * probability) >> 8;
    let range = split + 1;
    let bit = 0;
    if (this.value >> this.bits > split) {
      range = this.range - split;
      this.value -= (split + 1) << this.bits;
      bit = 1;
    }
    // Back to at least 128.
    const shift = Math.clz32(range) - 24;
    this.range = (range << shift) - 1;
    this.bits -= shift;
    return bit;
  }

  /** A number of so many bits, the highest first. */
  number(length: number): number {
    let value = 0;
    for (let i = 0; i < length; i++) value = 2 * value + this.bit(128);
    return value;
  }

  /** A number of so many bits, then its sign. */
  signed(length: number): number {
    const value = this.number(length);
    return this.bit(128) === 1 ? -value : value;
  }

  /** A signed number where a bit says that there is one, else 0. */
  optional(length: number): number {
    return this.bit(128) === 1 ? this.signed(length) : 0;
  }
}
