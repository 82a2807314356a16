// A row of bytes as tokens: a gap, then a byte. What lies in a gap is known: zeros, or the bytes so and so far before.

/** Longest gap of one code: a zero and a match of 257, or a match of 258. */
export const MOST_GAP: u32 = 258;
/** Shortest match of deflate. */
const LEAST_MATCH = 3;

// Counts: bytes u32 [256], gaps u32 [259], matches of 258 that follow what longer gaps leave, the gap after all tokens.
export const GAPS: usize = 256 * 4;
export const RUNS: usize = GAPS + 260 * 4;
export const TAIL: usize = RUNS + 4;
/** Room for counts, bytes. */
export const TOKEN_COUNTS: usize = RUNS + 16;

/** 64 bytes as bits that are set where they differ from those at `other`. */
function differing(bytes: usize, other: usize): u64 {
  const a = <u64>i8x16.bitmask(i8x16.eq(v128.load(bytes), v128.load(other)));
  const b = <u64>i8x16.bitmask(i8x16.eq(v128.load(bytes, 16), v128.load(other, 16)));
  const c = <u64>i8x16.bitmask(i8x16.eq(v128.load(bytes, 32), v128.load(other, 32)));
  const d = <u64>i8x16.bitmask(i8x16.eq(v128.load(bytes, 48), v128.load(other, 48)));
  return ~(a | (b << 16) | (c << 32) | (d << 48));
}

function notZero(bytes: usize): u64 {
  const zero = i8x16.splat(0);
  const a = <u64>i8x16.bitmask(i8x16.eq(v128.load(bytes), zero));
  const b = <u64>i8x16.bitmask(i8x16.eq(v128.load(bytes, 16), zero));
  const c = <u64>i8x16.bitmask(i8x16.eq(v128.load(bytes, 32), zero));
  const d = <u64>i8x16.bitmask(i8x16.eq(v128.load(bytes, 48), zero));
  return ~(a | (b << 16) | (c << 32) | (d << 48));
}

/**
 * Marks what is not zero.
 *
 * @param masks u64 [ceil(n / 64)]; receives a bit a byte
 * @param bytes u8 [n], then zeros up to a multiple of 64
 * @returns bytes that are not zero
 */
export function markNonZero(masks: usize, bytes: usize, n: i32): i32 {
  let marked: u64 = 0;
  for (let i = 0; i < n; i += 64) {
    const mask = notZero(bytes + i);
    store<u64>(masks + (<usize>i >>> 3), mask);
    marked += popcnt(mask);
  }
  return <i32>marked;
}

/**
 * Marks what differs from the byte `distance` before; the first ones do.
 *
 * @param masks u64 [ceil(n / 64)]; receives a bit a byte
 * @param bytes u8 [n], 64 readable bytes before and after it
 * @param distance 1..n
 * @returns bytes that differ
 */
export function markChanges(masks: usize, bytes: usize, n: i32, distance: i32): i32 {
  let marked: u64 = 0;
  for (let i = 0; i < n; i += 64) {
    let mask: u64 = -1;
    if (i + 64 > distance) {
      mask = differing(bytes + i, bytes + i - distance);
      if (i < distance) mask |= ((<u64>1) << (distance - i)) - 1;
    }
    if (i + 64 > n) mask &= ((<u64>1) << (n - i)) - 1;
    store<u64>(masks + (<usize>i >>> 3), mask);
    marked += popcnt(mask);
  }
  return <i32>marked;
}

function increment(counter: usize): void {
  store<u32>(counter, load<u32>(counter) + 1);
}

/** Counts a gap of any length. */
function countGap(counts: usize, gap: u32): void {
  const runs = gap > MOST_GAP ? (gap - 1) / MOST_GAP : 0;
  if (runs > 0) store<u32>(counts, load<u32>(counts, RUNS) + runs, RUNS);
  increment(counts + GAPS + ((<usize>(gap - runs * MOST_GAP)) << 2));
}

function setBits(masks: usize, from: i32, to: i32): void {
  for (let i = from; i < to; i++) {
    const byte = masks + (<usize>i >>> 3);
    const bit: i32 = 1 << (i & 7);
    store<u8>(byte, load<u8>(byte) | <u8>bit);
  }
}

/** Marks the first bytes of a gap of which a match would be too short, after those of 258. */
function closeGap(masks: usize, from: i32, to: i32): void {
  const odd = (to - from - 1) % <i32>MOST_GAP;
  if (odd < LEAST_MATCH - 1) setBits(masks, from, from + odd + 1);
}

/**
 * Marks what lies in gaps that are too short for a match.
 *
 * @param masks u64 [ceil(n / 64)]: a bit a byte
 */
export function closeShortGaps(masks: usize, n: i32): void {
  let next = 0;
  for (let i = 0; i < n; i += 64) {
    let mask = load<u64>(masks + (<usize>i >>> 3));
    for (; mask !== 0; mask &= mask - 1) {
      const at = i + <i32>ctz(mask);
      closeGap(masks, next, at);
      next = at + 1;
    }
  }
  closeGap(masks, next, n);
}

/**
 * Makes tokens and counts them.
 *
 * @param tokens u32 [n]; receives gap << 8 | byte
 * @param counts TOKEN_COUNTS bytes; overwritten
 * @param masks u64 [ceil(n / 64)]: the bytes that no gap holds
 * @param bytes u8 [n], n below 2^24
 * @returns the tokens; the gap after the last is counted as well
 */
export function findTokens(tokens: usize, counts: usize, masks: usize, bytes: usize, n: i32): i32 {
  memory.fill(counts, 0, TOKEN_COUNTS);
  let to = tokens;
  let next = 0;
  for (let i = 0; i < n; i += 64) {
    let mask = load<u64>(masks + (<usize>i >>> 3));
    for (; mask !== 0; mask &= mask - 1) {
      const at = i + <i32>ctz(mask);
      const gap = <u32>(at - next);
      const byte = <u32>load<u8>(bytes + at);
      next = at + 1;
      store<u32>(to, (gap << 8) | byte);
      to += 4;
      increment(counts + ((<usize>byte) << 2));
      if (gap <= MOST_GAP) increment(counts + GAPS + ((<usize>gap) << 2));
      else countGap(counts, gap);
    }
  }
  countGap(counts, n - next);
  store<u32>(counts, n - next, TAIL);
  return <i32>((to - tokens) >>> 2);
}
