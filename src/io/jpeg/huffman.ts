import type { BitReader } from "./bits.js";

/** Codes of no more than so many bits are found in one step. */
const SHORT = 9;

/**
 * A Huffman table, to be decoded with.
 *
 * Source: ITU-T T.81, annexes C and F.2.2.3.
 */
export class HuffmanTable {
  /** By the next bits: `length << 8 | value` of the code they begin with, or 0. */
  private readonly short = new Uint16Array(1 << SHORT);
  /** By length: the first 16-bit number beyond the codes so long, and what makes a code's place among the values. */
  private readonly limits = new Int32Array(17);
  private readonly places = new Int32Array(17);

  /**
   * @param lengths how many codes have 1, 2, ... 16 bits
   * @param values what the codes stand for, in their order
   * @throws Error where there are more codes of a length than can be
   */
  constructor(
    lengths: Uint8Array,
    private readonly values: Uint8Array,
  ) {
    let code = 0;
    let index = 0;
    for (let length = 1; length <= 16; length++) {
      const number = lengths[length - 1];
      if (code + number > 1 << length) throw new Error("a Huffman table has too many codes");
      this.places[length] = index - code;
      for (let i = 0; i < number && length <= SHORT; i++) {
        const first = (code + i) << (SHORT - length);
        this.short.fill((length << 8) | values[index + i], first, first + (1 << (SHORT - length)));
      }
      code += number;
      index += number;
      this.limits[length] = code << (16 - length);
      code <<= 1;
    }
  }

  /** The value of the next code. @throws Error where it is none */
  decode(bits: BitReader): number {
    const ahead = bits.peek();
    const found = this.short[ahead >>> (16 - SHORT)];
    if (found !== 0) {
      bits.skip(found >>> 8);
      return found & 255;
    }
    for (let length = SHORT + 1; length <= 16; length++) {
      if (ahead >= this.limits[length]) continue;
      bits.skip(length);
      return this.values[this.places[length] + (ahead >>> (16 - length))];
    }
    throw new Error("invalid Huffman sequence");
  }
}
