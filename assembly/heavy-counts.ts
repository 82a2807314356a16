// Poisson counts of heavy channels: the quantile function of numbers of 32 bits. Eight channels at a time by whole
// numbers of 16 bits; what these leave in doubt, and channels without such neighbours, four at a time by floats; what
// that leaves, by exact sums. Which of them decides does not change a count. Tables are those of heavy-table.ts.
import { channelMean } from "./channel-mean";
import { LANE_SHIFT, MIDDLE, normals, normalTable, VECTOR_BYTES } from "./heavy-table";
import { quantile } from "./poisson-quantile";
import { addCount, takeVector } from "./row";

/** Numbers of a group in doubt. */
const uncertain: usize = memory.data(16, 16);
/** Totals of the vectors. */
const sums: usize = memory.data(16, 16);

/**
 * Constants of {@link addLanes}, each four times; loaded from here because V8 makes a constant of four lanes anew by three
 * instructions wherever it is used: 1, 2, 2^-31, the numerator and the denominator (without its first 1) of the normal
 * quantile, lowest power first, and what rounds a float to a whole number when it is added.
 */
const CONSTANTS: usize = memory.data<f32>(
  [
    1.0, 1.0, 1.0, 1.0, 2.0, 2.0, 2.0, 2.0, 4.656612873077393e-10, 4.656612873077393e-10,
    4.656612873077393e-10, 4.656612873077393e-10, 3.873784946411903, 3.873784946411903, 3.873784946411903,
    3.873784946411903, 3287.2689633170676, 3287.2689633170676, 3287.2689633170676, 3287.2689633170676,
    393039.86608168355, 393039.86608168355, 393039.86608168355, 393039.86608168355, 10038123.58307701,
    10038123.58307701, 10038123.58307701, 10038123.58307701, 58778611.33495654, 58778611.33495654,
    58778611.33495654, 58778611.33495654, 68093588.85751574, 68093588.85751574, 68093588.85751574,
    68093588.85751574, 7623652.000350964, 7623652.000350964, 7623652.000350964, 7623652.000350964,
    1027.6628254867783, 1027.6628254867783, 1027.6628254867783, 1027.6628254867783, 145750.59864198757,
    145750.59864198757, 145750.59864198757, 145750.59864198757, 4532226.977029463, 4532226.977029463,
    4532226.977029463, 4532226.977029463, 34482862.929364644, 34482862.929364644, 34482862.929364644,
    34482862.929364644, 60002538.97053316, 60002538.97053316, 60002538.97053316, 60002538.97053316,
    16473106.490215618, 16473106.490215618, 16473106.490215618, 16473106.490215618, 12582912.0, 12582912.0,
    12582912.0, 12582912.0,
  ],
  16,
);
/** Likewise: all bits but the sign, the sign, and 2^32 times the tail from which the normal quantile is good. */
const MASKS: usize = memory.data<u32>(
  [
    0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x80000000, 0x80000000, 0x80000000, 0x80000000, 0x400000,
    0x400000, 0x400000, 0x400000,
  ],
  16,
);
/** Likewise: the size of w beyond which a vector's doubt is the greater one, and -1. */
const WORDS: usize = memory.data<i16>(
  [MIDDLE, MIDDLE, MIDDLE, MIDDLE, MIDDLE, MIDDLE, MIDDLE, MIDDLE, -1, -1, -1, -1, -1, -1, -1, -1],
  16,
);

/** The cell of a number in the table of normal quantiles, in bytes. */
function cellOf(numbers: usize, lane: usize): usize {
  return <usize>load<u16>(numbers + (lane << 2), 2) & 0xfffe;
}

/**
 * Adds the counts of the vectors.
 *
 * @param list receives u32 index and bits of its channels in doubt, for each vector that has some
 * @param numbers u32 [vectors, 8]
 * @param sums receives their total, i32 [4]
 * @returns where the list ends
 */
function addVectors<T>(
  row: usize,
  vector: usize,
  vectors: usize,
  list: usize,
  numbers: usize,
  sums: usize,
): usize {
  normalTable();
  let total = i32x4.splat(0);
  let place: u32 = 0;
  for (const end = vector + vectors * VECTOR_BYTES; vector < end; vector += VECTOR_BYTES) {
    let w = v128.load16_lane(cellOf(numbers, 0), i16x8.splat(0), 0, normals);
    w = v128.load16_lane(cellOf(numbers, 1), w, 1, normals);
    w = v128.load16_lane(cellOf(numbers, 2), w, 2, normals);
    w = v128.load16_lane(cellOf(numbers, 3), w, 3, normals);
    w = v128.load16_lane(cellOf(numbers, 4), w, 4, normals);
    w = v128.load16_lane(cellOf(numbers, 5), w, 5, normals);
    w = v128.load16_lane(cellOf(numbers, 6), w, 6, normals);
    w = v128.load16_lane(cellOf(numbers, 7), w, 7, normals);
    numbers += 32;
    const size = i16x8.abs(w);
    const isFar = i16x8.gt_s(size, v128.load(WORDS));
    const doubt = i16x8.add(v128.load(vector, 80), v128.and(isFar, v128.load(vector, 96)));
    let y = i16x8.add(v128.load(vector, 32), i16x8.q15mulr_sat_s(w, v128.load(vector, 48)));
    y = i16x8.add(v128.load(vector, 16), i16x8.q15mulr_sat_s(w, y));
    y = i16x8.add(v128.load(vector), i16x8.q15mulr_sat_s(w, y));
    y = i16x8.add(y, doubt);
    const fraction = v128.and(y, v128.load(vector, 112));
    const unsure = v128.or(
      i16x8.gt_s(i16x8.add(doubt, doubt), fraction),
      i16x8.gt_s(size, v128.load(vector, 128)),
    );
    const counts = v128.andnot(
      i16x8.sub(v128.load(vector, 64), i16x8.shr_s(y, load<i32>(vector, 148))),
      unsure,
    );
    takeVector<T>(row + <usize>load<u32>(vector, 144) * sizeof<T>(), counts);
    total = i32x4.add(total, i32x4.dot_i16x8_s(counts, v128.load(WORDS, 16)));
    const doubtful = <u32>i16x8.bitmask(unsure);
    store<u32>(list, place | doubtful);
    list += (<usize>i32(doubtful !== 0)) << 2;
    place += 256;
  }
  v128.store(sums, total);
  return list;
}

/** Puts right the counts of four lanes that the expansion leaves in doubt. @returns their total */
function addUnsure<T>(
  row: usize,
  lanes: usize,
  list: usize,
  unknown: i32,
  bits: v128,
  distribution: usize,
  channels: u32,
  mean: f64,
  quiet: f64,
  pixel: u32,
  pass: u32,
  k0: u32,
  k1: u32,
): u32 {
  let added: u32 = 0;
  v128.store(uncertain, v128.xor(bits, v128.load(MASKS, 16)));
  for (; unknown !== 0; unknown &= unknown - 1) {
    const lane = (<usize>ctz(unknown)) << 2;
    const channel = load<u32>(lanes + load<usize>(list + lane), 28);
    // The list may be filled up.
    if (channel > channels) continue;
    const expected = channelMean(distribution, channel, channels, mean, quiet);
    const count = <u32>quantile(expected, load<u32>(uncertain + lane), channel, pixel, pass, k0, k1);
    addCount<T>(row, channel, count);
    added += count;
  }
  return added;
}

/** Adds the counts of the listed lanes. @returns their total */
function addLanes<T>(
  row: usize,
  lanes: usize,
  list: usize,
  end: usize,
  distribution: usize,
  channels: u32,
  mean: f64,
  quiet: f64,
  numbers: usize,
  pixel: u32,
  pass: u32,
  k0: u32,
  k1: u32,
): u32 {
  let total: u32 = 0;
  let sums = i32x4.splat(0);
  for (; list < end; list += 16) {
    const p0 = load<usize>(list);
    const p1 = load<usize>(list, 4);
    const p2 = load<usize>(list, 8);
    const p3 = load<usize>(list, 12);
    let bits = v128.load32_zero(numbers + (p0 >> (LANE_SHIFT - 2)));
    bits = v128.load32_lane(numbers + (p1 >> (LANE_SHIFT - 2)), bits, 1);
    bits = v128.load32_lane(numbers + (p2 >> (LANE_SHIFT - 2)), bits, 2);
    bits = v128.load32_lane(numbers + (p3 >> (LANE_SHIFT - 2)), bits, 3);
    const a = lanes + p0;
    const b = lanes + p1;
    const c = lanes + p2;
    const d = lanes + p3;
    // The number is bits + 2^31, so a negative one is in the lower half; the rank is 2^32 times the smaller tail.
    const lower = i32x4.shr_s(bits, 31);
    const rank = i32x4.sub(v128.load(MASKS), v128.xor(bits, lower));
    const tails = f32x4.mul(f32x4.convert_i32x4_s(rank), v128.load(CONSTANTS, 32));
    // The normal quantile, fitted to 1.2e-6 for tails above 2^-10: x times a ratio of polynomials of t = 1 - x^2.
    const x = f32x4.sub(v128.load(CONSTANTS), tails);
    const t = f32x4.mul(tails, f32x4.sub(v128.load(CONSTANTS, 16), tails));
    const t2 = f32x4.mul(t, t);
    const above01 = f32x4.add(v128.load(CONSTANTS, 48), f32x4.mul(t, v128.load(CONSTANTS, 64)));
    const above23 = f32x4.add(v128.load(CONSTANTS, 80), f32x4.mul(t, v128.load(CONSTANTS, 96)));
    const above456 = f32x4.add(
      f32x4.add(v128.load(CONSTANTS, 112), f32x4.mul(t, v128.load(CONSTANTS, 128))),
      f32x4.mul(t2, v128.load(CONSTANTS, 144)),
    );
    const below01 = f32x4.add(v128.load(CONSTANTS), f32x4.mul(t, v128.load(CONSTANTS, 160)));
    const below23 = f32x4.add(v128.load(CONSTANTS, 176), f32x4.mul(t, v128.load(CONSTANTS, 192)));
    const below456 = f32x4.add(
      f32x4.add(v128.load(CONSTANTS, 208), f32x4.mul(t, v128.load(CONSTANTS, 224))),
      f32x4.mul(t2, v128.load(CONSTANTS, 240)),
    );
    const above = f32x4.add(above01, f32x4.mul(t2, f32x4.add(above23, f32x4.mul(t2, above456))));
    const below = f32x4.add(below01, f32x4.mul(t2, f32x4.add(below23, f32x4.mul(t2, below456))));
    const w = v128.xor(f32x4.div(f32x4.mul(x, above), below), v128.and(lower, v128.load(MASKS, 16)));
    // Coefficients of four lanes, from one lane a row to one power a row.
    const ab0 = v128.shuffle<u32>(v128.load(a), v128.load(b), 0, 4, 1, 5);
    const cd0 = v128.shuffle<u32>(v128.load(c), v128.load(d), 0, 4, 1, 5);
    const ab2 = v128.shuffle<u32>(v128.load(a), v128.load(b), 2, 6, 3, 7);
    const cd2 = v128.shuffle<u32>(v128.load(c), v128.load(d), 2, 6, 3, 7);
    const ab4 = v128.shuffle<u32>(v128.load(a, 16), v128.load(b, 16), 0, 4, 1, 5);
    const cd4 = v128.shuffle<u32>(v128.load(c, 16), v128.load(d, 16), 0, 4, 1, 5);
    const ab6 = v128.shuffle<u32>(v128.load(a, 16), v128.load(b, 16), 2, 6, 3, 7);
    const cd6 = v128.shuffle<u32>(v128.load(c, 16), v128.load(d, 16), 2, 6, 3, 7);
    let y = f32x4.add(f32x4.mul(w, v128.shuffle<u64>(ab4, cd4, 0, 2)), v128.shuffle<u64>(ab2, cd2, 1, 3));
    y = f32x4.add(f32x4.mul(w, y), v128.shuffle<u64>(ab2, cd2, 0, 2));
    y = f32x4.add(f32x4.mul(w, y), v128.shuffle<u64>(ab0, cd0, 1, 3));
    y = f32x4.add(f32x4.mul(w, y), v128.shuffle<u64>(ab0, cd0, 0, 2));
    const rounder = v128.load(CONSTANTS, 256);
    const rounded = f32x4.add(y, rounder);
    const whole = i32x4.add(v128.shuffle<u64>(ab4, cd4, 1, 3), i32x4.sub(rounded, rounder));
    const distance = v128.and(f32x4.sub(y, f32x4.sub(rounded, rounder)), v128.load(MASKS));
    const unsure = v128.or(
      f32x4.gt(distance, v128.shuffle<u64>(ab6, cd6, 0, 2)),
      i32x4.lt_s(rank, v128.load(MASKS, 32)),
    );
    const counts = v128.andnot(whole, unsure);
    sums = i32x4.add(sums, counts);
    addCount<T>(row, load<u32>(a, 28), i32x4.extract_lane(counts, 0));
    addCount<T>(row, load<u32>(b, 28), i32x4.extract_lane(counts, 1));
    addCount<T>(row, load<u32>(c, 28), i32x4.extract_lane(counts, 2));
    addCount<T>(row, load<u32>(d, 28), i32x4.extract_lane(counts, 3));
    const unknown = i32x4.bitmask(unsure);
    if (unknown !== 0) {
      total += addUnsure<T>(
        row,
        lanes,
        list,
        unknown,
        bits,
        distribution,
        channels,
        mean,
        quiet,
        pixel,
        pass,
        k0,
        k1,
      );
    }
  }
  total += i32x4.extract_lane(sums, 0) + i32x4.extract_lane(sums, 1);
  return total + i32x4.extract_lane(sums, 2) + i32x4.extract_lane(sums, 3);
}

/**
 * Adds the counts of the heavy channels to a row.
 *
 * @param row T [channels] and {@link ROW_MARGIN} bytes more
 * @param table of {@link storeHeavy}; 16-byte aligned
 * @param distribution, mean, quiet what the table was built from
 * @param numbers u32 [lanes + 1] random ones; 4-byte aligned
 * @param list scratch, 4 bytes for each vector and each lane and 16 more; 4-byte aligned
 * @returns their total, and what is counted behind the row
 */
export function addHeavy<T>(
  row: usize,
  table: usize,
  vectors: u32,
  lanes: u32,
  distribution: usize,
  channels: u32,
  mean: f64,
  quiet: f64,
  numbers: usize,
  list: usize,
  pixel: u32,
  pass: u32,
  k0: u32,
  k1: u32,
): u32 {
  const first = table + <usize>vectors * VECTOR_BYTES;
  const doubtful = addVectors<T>(row, table, vectors, list, numbers, sums);
  const chosen = doubtful;
  let end = chosen;
  for (; list < doubtful; list += 4) {
    const entry = load<u32>(list);
    for (let left = entry & 0xff; left !== 0; left &= left - 1) {
      store<u32>(end, (((entry >>> 8) << 3) + ctz(left)) << (<u32>LANE_SHIFT));
      end += 4;
    }
  }
  for (let lane = vectors << 3; lane < lanes; lane++, end += 4) store<u32>(end, lane << (<u32>LANE_SHIFT));
  for (; ((end - chosen) & 15) !== 0; end += 4) store<u32>(end, lanes << (<u32>LANE_SHIFT));
  const total = addLanes<T>(
    row,
    first,
    chosen,
    end,
    distribution,
    channels,
    mean,
    quiet,
    numbers,
    pixel,
    pass,
    k0,
    k1,
  );
  return total + load<u32>(sums) + load<u32>(sums, 4) + load<u32>(sums, 8) + load<u32>(sums, 12);
}
