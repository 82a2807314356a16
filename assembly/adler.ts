// The checksum at the end of a zlib stream: two sums modulo 65521, the second over the first.

const MODULUS: u32 = 65_521;
/** Bytes between two divisions: a multiple of 16 for which the second sum stays below 2^32. */
const BATCH: i32 = 5_552;

/**
 * Continues an Adler-32 checksum.
 *
 * @param bytes u8 [n], any alignment
 * @param before the checksum so far, 1 at the start
 *
 * Sixteen bytes at a time with a scalar tail. Source: RFC 1950, section 8.2.
 */
export function adler32(bytes: usize, n: i32, before: u32): u32 {
  let a = before & 0xffff;
  let b = before >>> 16;
  const weightLow = i16x8(16, 15, 14, 13, 12, 11, 10, 9);
  const weightHigh = i16x8(8, 7, 6, 5, 4, 3, 2, 1);
  while (n >= 16) {
    const groups = min(n, BATCH) >>> 4;
    let sum = i32x4.splat(0);
    // Sums as they stood before each group: every byte of an earlier group counts 16 times.
    let earlier = i32x4.splat(0);
    let weighted = i32x4.splat(0);
    for (let i = 0; i < groups; i++) {
      const values = v128.load(bytes);
      earlier = i32x4.add(earlier, sum);
      sum = i32x4.add(sum, i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(values)));
      weighted = i32x4.add(weighted, i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(values), weightLow));
      weighted = i32x4.add(weighted, i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_u(values), weightHigh));
      bytes += 16;
    }
    n -= groups << 4;
    b = (b + ((<u32>groups) << 4) * a + 16 * addLanes(earlier) + addLanes(weighted)) % MODULUS;
    a = (a + addLanes(sum)) % MODULUS;
  }
  for (; n > 0; n--) {
    a += load<u8>(bytes++);
    b += a;
  }
  return ((b % MODULUS) << 16) | (a % MODULUS);
}

function addLanes(lanes: v128): u32 {
  return (
    i32x4.extract_lane(lanes, 0) +
    i32x4.extract_lane(lanes, 1) +
    i32x4.extract_lane(lanes, 2) +
    i32x4.extract_lane(lanes, 3)
  );
}

/** Continues an Adler-32 checksum over `n` zeros. Source: RFC 1950, section 8.2. */
export function adler32Zeros(n: i32, before: u32): u32 {
  const a = before & 0xffff;
  const b = <u64>(before >>> 16) + <u64>a * <u64>n;
  return ((<u32>(b % <u64>MODULUS)) << 16) | a;
}
