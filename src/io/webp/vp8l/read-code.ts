import { damaged } from "../problem.js";
import type { LowBits } from "./bits.js";
import { makePrefixCode, type PrefixCode } from "./prefix-code.js";

/** In which order the lengths of the codes of lengths come. */
const ORDER = [17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

/**
 * Reads a prefix code.
 *
 * @param symbols how many there can be
 * @throws GanxError `INVALID_IMAGE`
 * Source: RFC 9649, section 3.7.2.1.
 */
export function readPrefixCode(bits: LowBits, symbols: number): PrefixCode {
  const lengths = new Uint8Array(symbols);
  if (bits.read(1) === 1) readFew(bits, lengths);
  else readLengths(bits, lengths);
  return makePrefixCode(lengths);
}

/** One or two symbols. */
function readFew(bits: LowBits, lengths: Uint8Array): void {
  const count = bits.read(1) + 1;
  const first = bits.read(bits.read(1) === 1 ? 8 : 1);
  const found = count === 2 ? [first, bits.read(8)] : [first];
  for (const symbol of found) {
    if (symbol >= lengths.length) throw damaged(`symbol ${symbol} of ${lengths.length}`);
    lengths[symbol] = 1;
  }
}

function readLengths(bits: LowBits, lengths: Uint8Array): void {
  const ofLengths = new Uint8Array(ORDER.length);
  const count = bits.read(4) + 4;
  for (let i = 0; i < count; i++) ofLengths[ORDER[i]] = bits.read(3);
  const code = makePrefixCode(ofLengths);
  let left = lengths.length;
  if (bits.read(1) === 1) {
    left = 2 + bits.read(2 + 2 * bits.read(3));
    if (left > lengths.length) throw damaged("too many code lengths");
  }
  let previous = 8;
  for (let symbol = 0; symbol < lengths.length && left > 0; left--) {
    const length = code.read(bits);
    if (length < 16) {
      lengths[symbol++] = length;
      if (length > 0) previous = length;
      continue;
    }
    const times = length === 16 ? 3 + bits.read(2) : length === 17 ? 3 + bits.read(3) : 11 + bits.read(7);
    if (symbol + times > lengths.length) throw damaged("too many code lengths");
    if (length === 16) lengths.fill(previous, symbol, symbol + times);
    symbol += times;
  }
}
