// Rows of bytes as a zlib stream, one block a row. Source: RFC 1950 and RFC 1951.
import { adler32, adler32Zeros } from "./adler";
import { alignBits, beginBits, bitsBuffer, bitsCount, bitsOut, putBits, saveBits } from "./bits";
import { HEAD_WORK, planHead, writeHead } from "./deflate-codes";
import {
  CODE_BITS,
  countSymbols,
  distanceCode,
  distanceSymbol,
  END,
  gapCodes,
  matchCode,
  SYMBOLS,
} from "./gap-codes";
import { assignCodes, codeLengths, HUFFMAN_WORK } from "./huffman";
import { closeShortGaps, findTokens, MOST_GAP, markChanges, markNonZero, TAIL, TOKEN_COUNTS } from "./tokens";

/** Longest code: one of 15 would buy nothing where blocks are small. */
const LIMIT = 13;
/** Farthest distance of a match. */
const WINDOW = 32_768;
const MOST_STORED = 65_535;
/** Codes of distances. */
const DISTANCES = 30;
/** Codes of literals and lengths, and bits of one of a distance, in a fixed block. */
const FIXED_SYMBOLS = 288;
const FIXED_DISTANCE: u32 = 5;

// Scratch.
const WRITER: usize = 0;
const WORK: usize = WRITER + 16;
const HEAD: usize = WORK + HUFFMAN_WORK;
const COUNTS: usize = HEAD + ((HEAD_WORK + 7) & ~7);
const SYMBOL_COUNTS: usize = COUNTS + TOKEN_COUNTS;
const LENGTHS: usize = SYMBOL_COUNTS + 288 * 4;
const FIXED: usize = LENGTHS + 320;
const CODES: usize = FIXED + 320;
const DISTANCE_CODES: usize = CODES + 288 * 4;
const GAP_CODES: usize = DISTANCE_CODES + 32 * 4;
const MASKS: usize = (GAP_CODES + 260 * 8 + 15) & ~15;

/** Bytes of scratch for rows of n bytes. */
export function deflateScratch(n: i32): usize {
  return MASKS + 2 * maskBytes(n) + ((<usize>n) << 2) + 16;
}

function maskBytes(n: i32): usize {
  return ((<usize>n + 63) >>> 6) << 3;
}

/** Most bytes of the stream of so many rows of n bytes; what is written on the way stays within. */
export function deflateBound(n: i32, rows: i32): usize {
  return 32 + <usize>rows * <usize>(n + 5 * storedBlocks(n) + 1);
}

function storedBlocks(n: i32): i32 {
  return (n - 1) / MOST_STORED + 1;
}

/** Rounds of choosing how gaps are written and then the codes. */
const ROUNDS = 2;
/** What is guessed of the codes before the first. */
const GUESS: u8 = 7;
const GUESS_ZERO: u8 = 2;

/** Bits of all symbols. */
function symbolBits(counts: usize, lengths: usize): u32 {
  let bits: u32 = 0;
  for (let i = 0; i < SYMBOLS; i++) {
    bits += load<u32>(counts + ((<usize>i) << 2)) * <u32>load<u8>(lengths + i);
  }
  return bits;
}

function fillFixed(lengths: usize): void {
  memory.fill(lengths, 8, 288);
  memory.fill(lengths + 144, 9, 112);
  memory.fill(lengths + 256, 7, 24);
  memory.fill(lengths + FIXED_SYMBOLS, <u8>FIXED_DISTANCE, DISTANCES);
}

function writeStored(writer: usize, bytes: usize, n: i32, final: u32): void {
  while (true) {
    const size = min(n, MOST_STORED);
    putBits(writer, n === size ? final : 0, 3);
    alignBits(writer);
    putBits(writer, size | (~size << 16), 32);
    memory.copy(bitsOut(writer), bytes, size);
    saveBits(writer, bitsOut(writer) + size, 0, 0);
    bytes += size;
    n -= size;
    if (n === 0) return;
  }
}

/** Writes tokens, the gap after them and the end of the block. */
function writeTokens(
  writer: usize,
  tokens: usize,
  count: i32,
  tail: u32,
  codes: usize,
  gaps: usize,
  run: u64,
): void {
  let out = bitsOut(writer);
  let size = bitsCount(writer);
  let buffer = bitsBuffer(writer);
  const end = load<u32>(codes, END * 4);
  for (let i = 0; i <= count; i++) {
    // The gap after the last token is followed by the end as another by its byte.
    const token = i < count ? load<u32>(tokens + ((<usize>i) << 2)) : tail << 8;
    const literal = i < count ? load<u32>(codes + ((<usize>(token & 0xff)) << 2)) : end;
    let gap = token >>> 8;
    if (gap > MOST_GAP) {
      let runs = (gap - 1) / MOST_GAP;
      const first = load<u64>(gaps + ((<usize>(gap - runs * MOST_GAP)) << 3));
      buffer |= (first & CODE_BITS) << size;
      size += first >>> 56;
      for (; runs > 0; runs--) {
        store<u64>(out, buffer);
        out += <usize>(size >>> 3);
        buffer >>>= size & 56;
        size &= 7;
        buffer |= (run & CODE_BITS) << size;
        size += run >>> 56;
      }
      store<u64>(out, buffer);
      out += <usize>(size >>> 3);
      buffer >>>= size & 56;
      size &= 7;
      gap = 0;
    }
    const code = load<u64>(gaps + ((<usize>gap) << 3));
    buffer |= (code & CODE_BITS) << size;
    size += code >>> 56;
    buffer |= (<u64>(literal & 0xffff)) << size;
    size += <u64>(literal >>> 16);
    store<u64>(out, buffer);
    out += <usize>(size >>> 3);
    buffer >>>= size & 56;
    size &= 7;
  }
  saveBits(writer, out, size, buffer);
}

/** How a block's gaps and symbols are written. */
function planBlock(scratch: usize, lead: u32, distance: u32): u32 {
  const counts = scratch + COUNTS;
  const lengths = scratch + LENGTHS;
  const symbols = scratch + SYMBOL_COUNTS;
  const symbol = distanceSymbol(distance);
  // Two codes of one bit, because not every reader takes a code with one symbol.
  const other: u32 = symbol === 0 ? 1 : 0;
  const distanceBits = <u32>(distanceCode(distance, 0, 1) >>> 56);
  memory.fill(lengths, GUESS, SYMBOLS);
  store<u8>(lengths, GUESS_ZERO);
  let bits: u32 = 0;
  for (let round = 0; round < ROUNDS; round++) {
    bits = countSymbols(symbols, counts, lengths, lead, distanceBits);
    codeLengths(lengths, symbols, SYMBOLS, LIMIT, scratch + WORK);
  }
  const distances = lengths + SYMBOLS;
  memory.fill(distances, 0, DISTANCES);
  store<u8>(distances + <usize>symbol, 1);
  store<u8>(distances + <usize>other, 1);
  return bits;
}

/** Writes one row as a block. */
function writeBlock(
  writer: usize,
  scratch: usize,
  bytes: usize,
  n: i32,
  above: i32,
  nonZero: i32,
  final: u32,
): void {
  const counts = scratch + COUNTS;
  const symbols = scratch + SYMBOL_COUNTS;
  const tokens = scratch + MASKS + 2 * maskBytes(n);
  let masks = scratch + MASKS;
  let distance: u32 = 1;
  let lead: u32 = 1;
  // Bytes like those above them are longer to write than zeros: they must be many.
  if (nonZero > n >> 4 && above <= WINDOW && above < n) {
    const changes = masks + maskBytes(n);
    if (markChanges(changes, bytes, n, above) < nonZero >> 1) {
      masks = changes;
      closeShortGaps(masks, n);
      distance = above;
      lead = 0;
    }
  }
  const count = findTokens(tokens, counts, masks, bytes, n);

  const bits = planBlock(scratch, lead, distance);
  const distances = max(distanceSymbol(distance), 1) + 1;
  const head = planHead(scratch + HEAD, scratch + LENGTHS, SYMBOLS, distances, final, scratch + WORK);
  const dynamic = head + bits + symbolBits(symbols, scratch + LENGTHS);
  fillFixed(scratch + FIXED);
  let fixed: u32 = 3 + bits + symbolBits(symbols, scratch + FIXED);
  for (let i = END + 1; i < SYMBOLS; i++) {
    fixed += load<u32>(symbols + ((<usize>i) << 2)) * (FIXED_DISTANCE - 1);
  }

  if (min(dynamic, fixed) < <u32>(8 * (n + 5 * storedBlocks(n)))) {
    const lengths = scratch + (fixed < dynamic ? FIXED : LENGTHS);
    const codes = scratch + CODES;
    const distanceCodes = scratch + DISTANCE_CODES;
    const literals = fixed < dynamic ? FIXED_SYMBOLS : SYMBOLS;
    assignCodes(codes, lengths, literals, scratch + WORK);
    assignCodes(distanceCodes, lengths + literals, DISTANCES, scratch + WORK);
    const code = load<u32>(distanceCodes + ((<usize>distanceSymbol(distance)) << 2));
    const reach = distanceCode(distance, code & 0xffff, code >>> 16);
    if (gapCodes(scratch + GAP_CODES, counts, lengths, codes, lead, reach)) {
      if (fixed < dynamic) putBits(writer, final | (1 << 1), 3);
      else writeHead(writer, scratch + HEAD);
      const run = matchCode(codes, MOST_GAP, reach);
      writeTokens(writer, tokens, count, load<u32>(counts, TAIL), codes, scratch + GAP_CODES, run);
      return;
    }
  }
  writeStored(writer, bytes, n, final);
}

/**
 * Makes a zlib stream of rows of bytes, those of one plane of counts each.
 *
 * @param out deflateBound(n, rows) bytes
 * @param bytes u8 [rows, stride], the first n of each row; 64 readable bytes before them, zeros after each row up to a
 *   multiple of 64
 * @param n 1..2^22
 * @param above bytes to the one above: where most bytes repeat it, that is used
 * @param scratch deflateScratch(n) bytes, 16-byte aligned
 * @returns bytes of the stream
 */
export function deflateRows(
  out: usize,
  bytes: usize,
  stride: usize,
  n: i32,
  rows: i32,
  above: i32,
  scratch: usize,
): i32 {
  const writer = scratch + WRITER;
  beginBits(writer, out);
  // A window of 32 KiB, the fastest method.
  putBits(writer, 0x0178, 16);
  let checksum: u32 = 1;
  for (let row = 0; row < rows; row++) {
    const nonZero = markNonZero(scratch + MASKS, bytes, n);
    checksum = nonZero > 0 ? adler32(bytes, n, checksum) : adler32Zeros(n, checksum);
    writeBlock(writer, scratch, bytes, n, above, nonZero, row === rows - 1 ? 1 : 0);
    bytes += stride;
  }
  alignBits(writer);
  putBits(writer, bswap(checksum), 32);
  return <i32>(bitsOut(writer) - out);
}
