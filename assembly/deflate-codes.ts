// The head of a dynamic block: which codes it uses, themselves in a code. Source: RFC 1951, section 3.2.7.
import { putBits } from "./bits";
import { assignCodes, codeLengths } from "./huffman";

/** Lengths of both codes, and how they are repeated. */
const REPEAT: u32 = 16;
const ZEROS: u32 = 17;
const MANY_ZEROS: u32 = 18;
const KINDS = 19;

// Scratch: fields u32, value << 8 | bits; pairs u8 of kind and extra; counts u32 [19]; lengths u8 [19]; codes u32 [19].
const MOST_LENGTHS: usize = 288 + 32;
const PAIRS: usize = (MOST_LENGTHS * 2 + 24) * 4;
const COUNTS: usize = PAIRS + MOST_LENGTHS * 2;
const LENGTHS: usize = COUNTS + 80;
const CODES: usize = LENGTHS + 24;
const FIELDS: usize = CODES + 80;
/** Room for a head's scratch, bytes. */
export const HEAD_WORK: usize = FIELDS + 8;

/** Order of the lengths of the code for lengths. */
const ORDER: usize = memory.data<u8>([16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]);

function extraBits(kind: u32): u32 {
  return kind === REPEAT ? 2 : kind === ZEROS ? 3 : kind === MANY_ZEROS ? 7 : 0;
}

function addPair(head: usize, pairs: i32, kind: u32, extra: i32): i32 {
  store<u8>(head + ((<usize>pairs) << 1), kind, PAIRS);
  store<u8>(head + ((<usize>pairs) << 1), extra, PAIRS + 1);
  const count = head + ((<usize>kind) << 2);
  store<u32>(count, load<u32>(count, COUNTS) + 1, COUNTS);
  return pairs + 1;
}

/** Lengths as (kind, extra); returns how many. */
function repeatLengths(head: usize, lengths: usize, n: i32): i32 {
  let pairs = 0;
  for (let i = 0; i < n; ) {
    const length = <u32>load<u8>(lengths + i);
    let same = 1;
    while (i + same < n && <u32>load<u8>(lengths + i + same) === length) same++;
    i += same;
    // Zeros repeat from the first on, other lengths only after one.
    if (length !== 0) {
      pairs = addPair(head, pairs, length, 0);
      same--;
    }
    while (same >= 3) {
      const many = length === 0 && same > 10;
      const kind = many ? MANY_ZEROS : length === 0 ? ZEROS : REPEAT;
      const taken = min(same, many ? 138 : length === 0 ? 10 : 6);
      pairs = addPair(head, pairs, kind, taken - (many ? 11 : 3));
      same -= taken;
    }
    for (; same > 0; same--) pairs = addPair(head, pairs, length, 0);
  }
  return pairs;
}

/**
 * Prepares a head.
 *
 * @param head scratch of HEAD_WORK bytes, 8-byte aligned; {@link writeHead} takes it
 * @param lengths u8: those of literals and lengths, then those of distances
 * @param literals 257..286
 * @param distances 1..30
 * @param final 1 where the block is the last, else 0
 * @param work scratch of codeLengths
 * @returns bits that the head takes
 */
export function planHead(
  head: usize,
  lengths: usize,
  literals: u32,
  distances: u32,
  final: u32,
  work: usize,
): u32 {
  memory.fill(head + COUNTS, 0, KINDS * 4);
  const pairs = repeatLengths(head, lengths, literals + distances);
  codeLengths(head + LENGTHS, head + COUNTS, KINDS, 7, work);
  assignCodes(head + CODES, head + LENGTHS, KINDS, work);
  let used: u32 = KINDS;
  while (used > 4 && load<u8>(head + <usize>load<u8>(ORDER + used - 1), LENGTHS) === 0) used--;

  // A dynamic block, and how many codes there are of each sort.
  const counts = (literals - 257) | ((distances - 1) << 5) | ((used - 4) << 10);
  store<u32>(head, ((final | (2 << 1) | (counts << 3)) << 8) | 17);
  let field = head + 4;
  let bits: u32 = 17 + 3 * used;
  for (let i: u32 = 0; i < used; i++, field += 4) {
    store<u32>(field, ((<u32>load<u8>(head + <usize>load<u8>(ORDER + i), LENGTHS)) << 8) | 3);
  }
  for (let i = 0; i < pairs; i++, field += 4) {
    const kind = <u32>load<u8>(head + ((<usize>i) << 1), PAIRS);
    const code = load<u32>(head + ((<usize>kind) << 2), CODES);
    const value = (code & 0xffff) | ((<u32>load<u8>(head + ((<usize>i) << 1), PAIRS + 1)) << (code >>> 16));
    const size = (code >>> 16) + extraBits(kind);
    store<u32>(field, (value << 8) | size);
    bits += size;
  }
  store<u32>(head, <u32>(field - head) >>> 2, FIELDS);
  return bits;
}

/** Writes a head that is prepared. */
export function writeHead(writer: usize, head: usize): void {
  for (let left = load<u32>(head, FIELDS); left > 0; left--, head += 4) {
    putBits(writer, load<u32>(head) >>> 8, load<u32>(head) & 0xff);
  }
}
