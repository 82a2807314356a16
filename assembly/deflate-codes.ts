// The head of a dynamic block: which codes it uses, themselves in a code. Source: RFC 1951, section 3.2.7.
import { putBits } from "./bits";
import { assignCodes, codeLengths } from "./huffman";

/** Lengths of both codes, and how they are repeated. */
const REPEAT = 16;
const ZEROS = 17;
const MANY_ZEROS = 18;
const KINDS = 19;

// Scratch: what is written, (kind, extra) pairs u8; counts u32 [19]; lengths u8 [19]; codes u32 [19].
const MOST_LENGTHS: usize = 288 + 32;
const COUNTS: usize = MOST_LENGTHS * 2;
const LENGTHS: usize = COUNTS + 80;
const CODES: usize = LENGTHS + 24;
const PAIRS: usize = CODES + 80;
const USED: usize = PAIRS + 4;
/** Room for a head's scratch, bytes. */
export const HEAD_WORK: usize = USED + 12;

/** Order of the lengths of the code for lengths. */
const ORDER: usize = memory.data<u8>([16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]);

function extraBits(kind: i32): i32 {
  return kind === REPEAT ? 2 : kind === ZEROS ? 3 : kind === MANY_ZEROS ? 7 : 0;
}

function addPair(head: usize, pairs: i32, kind: i32, extra: i32): i32 {
  store<u8>(head + ((<usize>pairs) << 1), kind);
  store<u8>(head + ((<usize>pairs) << 1), extra, 1);
  const count = head + COUNTS + ((<usize>kind) << 2);
  store<u32>(count, load<u32>(count) + 1);
  return pairs + 1;
}

/**
 * Prepares a head.
 *
 * @param head scratch of HEAD_WORK bytes, 8-byte aligned; {@link writeHead} takes it
 * @param lengths u8 [n]: those of literals and lengths, then those of distances
 * @param work scratch of codeLengths
 * @returns bits that the head takes
 */
export function planHead(head: usize, lengths: usize, n: i32, work: usize): u32 {
  memory.fill(head + COUNTS, 0, KINDS * 4);
  let pairs = 0;
  for (let i = 0; i < n; ) {
    const length = <i32>load<u8>(lengths + i);
    let same = 1;
    while (i + same < n && <i32>load<u8>(lengths + i + same) === length) same++;
    i += same;
    if (length !== 0) {
      pairs = addPair(head, pairs, length, 0);
      same--;
    }
    while (same >= 3) {
      const most = length !== 0 ? 6 : same > 10 ? 138 : 10;
      const kind = length !== 0 ? REPEAT : same > 10 ? MANY_ZEROS : ZEROS;
      const taken = min(same, most);
      pairs = addPair(head, pairs, kind, taken - (kind === MANY_ZEROS ? 11 : 3));
      same -= taken;
    }
    for (; same > 0; same--) pairs = addPair(head, pairs, length, 0);
  }
  codeLengths(head + LENGTHS, head + COUNTS, KINDS, 7, work);
  assignCodes(head + CODES, head + LENGTHS, KINDS, work);
  let used = KINDS;
  while (used > 4 && load<u8>(head + LENGTHS + <usize>load<u8>(ORDER + used - 1)) === 0) used--;
  store<u32>(head, pairs, PAIRS);
  store<u32>(head, used, USED);
  let bits: u32 = 17 + 3 * used;
  for (let kind = 0; kind < KINDS; kind++) {
    const size = <u32>load<u8>(head + LENGTHS + kind) + extraBits(kind);
    bits += load<u32>(head + COUNTS + ((<usize>kind) << 2)) * size;
  }
  return bits;
}

/**
 * Writes a head that is prepared.
 *
 * @param final whether the block is the last
 * @param literals lengths of literals and lengths, 257..286
 * @param distances lengths of distances, 1..30
 */
export function writeHead(writer: usize, head: usize, final: u32, literals: u32, distances: u32): void {
  const used = load<u32>(head, USED);
  putBits(writer, final | (2 << 1), 3);
  putBits(writer, (literals - 257) | ((distances - 1) << 5) | ((used - 4) << 10), 14);
  for (let i: u32 = 0; i < used; i++) {
    putBits(writer, load<u8>(head + LENGTHS + <usize>load<u8>(ORDER + i)), 3);
  }
  const pairs = load<u32>(head, PAIRS);
  for (let i: u32 = 0; i < pairs; i++) {
    const kind = <i32>load<u8>(head + ((<usize>i) << 1));
    const code = load<u32>(head + CODES + ((<usize>kind) << 2));
    putBits(writer, code & 0xffff, code >>> 16);
    putBits(writer, load<u8>(head + ((<usize>i) << 1), 1), extraBits(kind));
  }
}
