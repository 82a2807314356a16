// Philox4x32-10, a counter-based generator: a block of four 32-bit words is a pure function of a 64-bit key and a
// 128-bit counter, so any draw of any pixel can be made alone.
//
// Source: J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC11,
// doi:10.1145/2063384.2063405.

const M0: u32 = 0xd2511f53;
const M1: u32 = 0xcd9e8d57;
const W0: u32 = 0x9e3779b9;
const W1: u32 = 0xbb67ae85;
const ROUNDS: i32 = 10;
const CONSTANTS: usize = memory.data<u32>([0xd2511f53, 0xcd9e8d57, 0x9e3779b9, 0xbb67ae85]);

/**
 * One block.
 *
 * @param out u32 [4]; 4-byte aligned
 */
export function philox(out: usize, c0: u32, c1: u32, c2: u32, c3: u32, k0: u32, k1: u32): void {
  for (let round = 0; round < ROUNDS; round++) {
    const p0 = <u64>M0 * <u64>c0;
    const p1 = <u64>M1 * <u64>c2;
    c0 = <u32>(p1 >> 32) ^ c1 ^ k0;
    c2 = <u32>(p0 >> 32) ^ c3 ^ k1;
    c1 = <u32>p1;
    c3 = <u32>p0;
    k0 += W0;
    k1 += W1;
  }
  store<u32>(out, c0);
  store<u32>(out, c1, 4);
  store<u32>(out, c2, 8);
  store<u32>(out, c3, 12);
}

/**
 * Four blocks at once, whose first counter words are c0, c0 + 1, c0 + 2, c0 + 3.
 *
 * @param out u32 [4, 4]: word j of block i is at out[4 j + i]; 16-byte aligned
 */
export function philoxFour(out: usize, c0: u32, c1: u32, c2: u32, c3: u32, k0: u32, k1: u32): void {
  // Loaded, because V8 would make the constants anew in every round.
  const m0 = v128.load32_splat(CONSTANTS);
  const m1 = v128.load32_splat(CONSTANTS, 4);
  const w0 = v128.load32_splat(CONSTANTS, 8);
  const w1 = v128.load32_splat(CONSTANTS, 12);
  let y0 = i32x4.splat(k0);
  let y1 = i32x4.splat(k1);
  let x0 = i32x4.add(i32x4.splat(c0), i32x4(0, 1, 2, 3));
  let x1 = i32x4.splat(c1);
  let x2 = i32x4.splat(c2);
  let x3 = i32x4.splat(c3);
  for (let round = 0; round < ROUNDS; round++) {
    const a = i64x2.extmul_low_i32x4_u(x0, m0);
    const b = i64x2.extmul_high_i32x4_u(x0, m0);
    const c = i64x2.extmul_low_i32x4_u(x2, m1);
    const d = i64x2.extmul_high_i32x4_u(x2, m1);
    x0 = v128.xor(v128.xor(v128.shuffle<u32>(c, d, 1, 3, 5, 7), x1), y0);
    x2 = v128.xor(v128.xor(v128.shuffle<u32>(a, b, 1, 3, 5, 7), x3), y1);
    x1 = v128.shuffle<u32>(c, d, 0, 2, 4, 6);
    x3 = v128.shuffle<u32>(a, b, 0, 2, 4, 6);
    y0 = i32x4.add(y0, w0);
    y1 = i32x4.add(y1, w1);
  }
  v128.store(out, x0);
  v128.store(out, x1, 16);
  v128.store(out, x2, 32);
  v128.store(out, x3, 48);
}

// Third counter word: what a draw is for, so that no two uses of one seed share their numbers.
export const FOR_COUNTS: u32 = 0;
export const FOR_ALIAS_TIE: u32 = 1;
export const FOR_K_MEANS_START: u32 = 2;
export const FOR_MINI_BATCH: u32 = 3;
// Given by src/kernels/k-means.ts: the samples of the start and of the silhouette.
export const FOR_SAMPLE: u32 = 4;
// Here the first two counter words are the index of an element.
export const FOR_POISSON: u32 = 5;
export const FOR_CHANNEL_TIE: u32 = 6;
export const FOR_TOTAL: u32 = 7;
export const FOR_BACKGROUND: u32 = 8;

const block: usize = memory.data(64, 16);

function fraction(high: u32, low: u32): f64 {
  return (<f64>(high >>> 5) * 67108864.0 + <f64>(low >>> 6)) / 9007199254740992.0;
}

/** A number in [0, 1) with 53 random bits, for draw `draw` of stream `stream`. */
export function uniform(draw: u32, stream: u32, purpose: u32, k0: u32, k1: u32): f64 {
  philox(block, draw, stream, 0, purpose, k0, k1);
  return fraction(load<u32>(block), load<u32>(block, 4));
}

/**
 * Draws indices with replacement, index i with probability weight[i] / total.
 *
 * @param out u32 [count]
 * @param cumulative u32 [n]: inclusive running sums of the weights, the last one `total` > 0
 */
export function sampleIndices(
  out: usize,
  count: i32,
  cumulative: usize,
  n: i32,
  stream: u32,
  purpose: u32,
  k0: u32,
  k1: u32,
): void {
  const total = <f64>load<u32>(cumulative + ((<usize>(n - 1)) << 2));
  // Four searches side by side, without branches that nothing could foretell: each waits for memory most of the time.
  for (let i = 0; i < count; i += 4) {
    philoxFour(block, i, stream, 0, purpose, k0, k1);
    const target0 = <u32>(fraction(load<u32>(block), load<u32>(block, 16)) * total);
    const target1 = <u32>(fraction(load<u32>(block, 4), load<u32>(block, 20)) * total);
    const target2 = <u32>(fraction(load<u32>(block, 8), load<u32>(block, 24)) * total);
    const target3 = <u32>(fraction(load<u32>(block, 12), load<u32>(block, 28)) * total);
    // Bytes of the sums that are known to be at or below the target.
    let low0: usize = 0;
    let low1: usize = 0;
    let low2: usize = 0;
    let low3: usize = 0;
    for (let left = n; left > 1; ) {
      const half = left >>> 1;
      const step = (<usize>half) << 2;
      const last = cumulative + step - 4;
      low0 += step & -(<usize>(load<u32>(last + low0) <= target0));
      low1 += step & -(<usize>(load<u32>(last + low1) <= target1));
      low2 += step & -(<usize>(load<u32>(last + low2) <= target2));
      low3 += step & -(<usize>(load<u32>(last + low3) <= target3));
      left -= half;
    }
    const at = out + ((<usize>i) << 2);
    store<u32>(at, <u32>(low0 >> 2));
    if (i + 1 < count) store<u32>(at, <u32>(low1 >> 2), 4);
    if (i + 2 < count) store<u32>(at, <u32>(low2 >> 2), 8);
    if (i + 3 < count) store<u32>(at, <u32>(low3 >> 2), 12);
  }
}
