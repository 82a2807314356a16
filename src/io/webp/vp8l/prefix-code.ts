import { damaged } from "../problem.js";
import type { LowBits } from "./bits.js";

/** Codes of no more bits are found in one step. */
const SHORT = 8;
const LONGEST = 15;

/** The bits of a code in reverse: they are stored with the first bit lowest. */
function reverse(code: number, length: number): number {
  let out = 0;
  for (let i = 0; i < length; i++) out |= ((code >> i) & 1) << (length - 1 - i);
  return out;
}

/** A prefix code: symbols by their bits. */
export interface PrefixCode {
  /** The next symbol. @throws GanxError `INVALID_IMAGE` */
  read(bits: LowBits): number;
  /** The symbol where there is one only, which takes no bits. */
  readonly only?: number;
}

/**
 * Makes a prefix code of the lengths of its codes.
 *
 * @param lengths bits of the code of each symbol, 0..15, 0 for none
 * @throws GanxError `INVALID_IMAGE` where they make no complete code
 * Source: RFC 9649, section 3.7.2.1.
 */
export function makePrefixCode(lengths: Uint8Array): PrefixCode {
  const numbers = new Uint16Array(LONGEST + 1);
  let used = 0;
  let last = 0;
  for (let symbol = 0; symbol < lengths.length; symbol++) {
    if (lengths[symbol] === 0) continue;
    numbers[lengths[symbol]]++;
    used++;
    last = symbol;
  }
  if (used === 0) throw damaged("an empty prefix code");
  if (used === 1) return { read: () => last, only: last };
  let room = 1;
  for (let length = 1; length <= LONGEST; length++) room = 2 * room - numbers[length];
  // Too many codes make the room negative for good; too few leave some.
  if (room !== 0) throw damaged("an incomplete prefix code");
  return new TableCode(lengths, numbers, used);
}

class TableCode implements PrefixCode {
  /** By the next bits: `symbol << 4 | length`, or 0 for a longer code. */
  private readonly short: Uint16Array;
  private readonly shortBits: number;
  /** Symbols in order of their codes, and where those of each length begin. */
  private readonly symbols: Uint16Array;
  private readonly places = new Int32Array(LONGEST + 2);
  private readonly firsts = new Int32Array(LONGEST + 2);

  constructor(
    lengths: Uint8Array,
    private readonly numbers: Uint16Array,
    used: number,
  ) {
    let longest = LONGEST;
    while (numbers[longest] === 0) longest--;
    this.shortBits = Math.min(SHORT, longest);
    this.short = new Uint16Array(1 << this.shortBits);
    this.symbols = new Uint16Array(used);
    for (let length = 1; length <= LONGEST; length++) {
      this.firsts[length + 1] = (this.firsts[length] + numbers[length]) * 2;
      this.places[length + 1] = this.places[length] + numbers[length];
    }
    const next = this.places.slice();
    for (let symbol = 0; symbol < lengths.length; symbol++) {
      const length = lengths[symbol];
      if (length === 0) continue;
      const place = next[length]++;
      this.symbols[place] = symbol;
      if (length > this.shortBits) continue;
      const code = this.firsts[length] + place - this.places[length];
      for (let at = reverse(code, length); at < this.short.length; at += 1 << length) {
        this.short[at] = (symbol << 4) | length;
      }
    }
  }

  read(bits: LowBits): number {
    const ahead = bits.peek();
    const found = this.short[ahead & (this.short.length - 1)];
    if (found !== 0) {
      bits.skip(found & 15);
      return found >> 4;
    }
    let code = 0;
    for (let length = 1; length <= LONGEST; length++) {
      code = (code << 1) | ((ahead >>> (length - 1)) & 1);
      const place = code - this.firsts[length];
      if (place >= 0 && place < this.numbers[length]) {
        bits.skip(length);
        return this.symbols[this.places[length] + place];
      }
    }
    throw damaged("no such code");
  }
}
