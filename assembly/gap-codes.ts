// How a gap is written: zeros one by one, or a match. Source: RFC 1951, section 3.2.5.
import { GAPS, MOST_GAP, RUNS } from "./tokens";

/** Symbols of literals and lengths that occur. */
export const SYMBOLS = 286;
export const END = 256;
/** A match of 258. */
export const LONGEST = 285;
/** Longest code of a gap, so that one more literal and what a byte lacks fit 64 bits. */
const MOST_BITS: u32 = 39;
/** What a symbol without a code would cost if it had one. */
const RARE: u32 = 12;
const NEVER: u32 = 1000;
/** The bits of a code that is stored with its size above bit 56. */
export const CODE_BITS: u64 = 0xff_ffff_ffff;

/** The rest of a number, less the bits that its symbol leaves open: log2(value) - kept, at least 0. */
function openBits(value: u32, kept: u32): u32 {
  const bits: u32 = 31 - <u32>clz(value | 1);
  return bits > kept ? bits - kept : 0;
}

function lengthExtra(length: u32): u32 {
  return length === 258 ? 0 : openBits(length - 3, 2);
}

function lengthSymbol(length: u32): u32 {
  const extra = lengthExtra(length);
  return length === 258 ? LONGEST : 257 + (extra << 2) + ((length - 3) >>> extra);
}

/** The symbol of a distance, 1..32768. */
export function distanceSymbol(distance: u32): u32 {
  const extra = openBits(distance - 1, 1);
  return (extra << 1) + ((distance - 1) >>> extra);
}

/**
 * The bits of a distance, after those of its symbol.
 *
 * @returns bits | size << 56, as the codes of gaps are
 */
export function distanceCode(distance: u32, symbolCode: u32, symbolSize: u32): u64 {
  const extra = openBits(distance - 1, 1);
  const rest = (distance - 1) & ((1 << extra) - 1);
  return ((<u64>(symbolSize + extra)) << 56) | <u64>(symbolCode | (rest << symbolSize));
}

function cost(lengths: usize, symbol: u32, missing: u32): u32 {
  const length = <u32>load<u8>(lengths + <usize>symbol);
  return length > 0 ? length : missing;
}

/** Bits of a gap as a match, after `lead` zeros that stand alone. */
function matchBits(lengths: usize, gap: u32, lead: u32, distanceBits: u32, missing: u32): u32 {
  const length = gap - lead;
  if (gap < lead + 3) return NEVER;
  const zero = lead > 0 ? cost(lengths, 0, missing) : 0;
  return zero + cost(lengths, lengthSymbol(length), missing) + lengthExtra(length) + distanceBits;
}

/** Bits of a gap as zeros; only a gap of zeros, which a lead tells, can be that. */
function zeroBits(lengths: usize, gap: u32, lead: u32, missing: u32): u32 {
  return lead > 0 ? gap * cost(lengths, 0, missing) : NEVER;
}

function add(counter: usize, count: u32): void {
  store<u32>(counter, load<u32>(counter) + count);
}

/**
 * Counts the symbols of a block.
 *
 * @param symbols u32 [286]; overwritten
 * @param counts of the tokens, see tokens.ts
 * @param lengths u8 [286]: codes by which each gap is written the cheaper way
 * @param lead zeros before a match: 1 where gaps are zeros, else 0
 * @param distanceBits bits of the distance of a match
 * @returns bits beside the codes of the symbols
 */
export function countSymbols(
  symbols: usize,
  counts: usize,
  lengths: usize,
  lead: u32,
  distanceBits: u32,
): u32 {
  memory.copy(symbols, counts, 256 * 4);
  memory.fill(symbols + 256 * 4, 0, (SYMBOLS - 256) * 4);
  const runs = load<u32>(counts, RUNS);
  store<u32>(symbols, 1, END * 4);
  store<u32>(symbols, runs, LONGEST * 4);
  let bits = runs * distanceBits;
  for (let gap: u32 = 1; gap <= MOST_GAP; gap++) {
    const count = load<u32>(counts + GAPS + ((<usize>gap) << 2));
    if (count === 0) continue;
    const match = matchBits(lengths, gap, lead, distanceBits, RARE);
    if (match < zeroBits(lengths, gap, lead, RARE)) {
      add(symbols, count * lead);
      add(symbols + ((<usize>lengthSymbol(gap - lead)) << 2), count);
      bits += count * (lengthExtra(gap - lead) + distanceBits);
    } else add(symbols, count * gap);
  }
  return bits;
}

/**
 * The codes of all gaps that occur, each the shorter way.
 *
 * @param out u64 [259]; receives bits | size << 56
 * @param codes u32 [286]: code | length << 16
 * @param distance bits and size of the distance, as here
 * @returns false where a gap has no code, or one longer than the writer can take
 */
export function gapCodes(
  out: usize,
  counts: usize,
  lengths: usize,
  codes: usize,
  lead: u32,
  distance: u64,
): bool {
  const distanceBits = <u32>(distance >>> 56);
  const zero = <u64>(load<u32>(codes) & 0xffff);
  const zeroSize = <u64>(load<u32>(codes) >>> 16);
  store<u64>(out, 0);
  for (let gap: u32 = 1; gap <= MOST_GAP; gap++) {
    if (load<u32>(counts + GAPS + ((<usize>gap) << 2)) === 0) continue;
    const match = matchBits(lengths, gap, lead, distanceBits, NEVER);
    const zeros = zeroBits(lengths, gap, lead, NEVER);
    if (min(match, zeros) > MOST_BITS) return false;
    const single = match < zeros ? lead : gap;
    let bits: u64 = 0;
    let size: u64 = 0;
    for (let i: u32 = 0; i < single; i++) {
      bits |= zero << size;
      size += zeroSize;
    }
    if (match < zeros) {
      const run = matchCode(codes, gap - lead, distance);
      bits |= (run & CODE_BITS) << size;
      size += run >>> 56;
    }
    store<u64>(out + ((<usize>gap) << 3), bits | (size << 56));
  }
  return true;
}

/** The code of a match, bits | size << 56. */
export function matchCode(codes: usize, length: u32, distance: u64): u64 {
  const code = load<u32>(codes + ((<usize>lengthSymbol(length)) << 2));
  const codeSize = code >>> 16;
  const extra = lengthExtra(length);
  const rest = (length - 3) & ((1 << extra) - 1);
  const size = <u64>(codeSize + extra);
  const bits = <u64>((code & 0xffff) | (rest << codeSize)) | ((distance & CODE_BITS) << size);
  return bits | ((size + (distance >>> 56)) << 56);
}
