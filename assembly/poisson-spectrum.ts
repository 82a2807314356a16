// One spectrum of independent Poisson counts from a table of poisson-table.ts.
import { placePhotons } from "./alias";
import { quantile } from "./poisson-quantile";
import { DATA_AT, GROUP_BYTES, RUNS, RUNS_AT, thresholdsOf, wholeUnits } from "./poisson-table";
import { FOR_CHANNEL_TIE, philox } from "./random";
import { fillStream } from "./stream";

const block: usize = memory.data(16, 16);
/** Numbers and counts of a group in doubt. */
const uncertain: usize = memory.data(16, 16);
const guesses: usize = memory.data(16, 16);
/** So many vectors of counts below 64 are summed in 16 bits. */
const MOST_VECTORS: usize = 1000;
/** Bytes after a row that may be read and, the first 64, written. */
export const ROW_MARGIN: usize = 128;

export function rowMargin(): usize {
  return ROW_MARGIN;
}

/**
 * Constants of {@link addHeavy}, each four times; loaded from here because V8 makes a constant of four lanes anew by three
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
/** Likewise: all bits but the sign, and the sign. */
const MASKS: usize = memory.data<u32>(
  [0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x80000000, 0x80000000, 0x80000000, 0x80000000],
  16,
);

/** A count of what {@link wholeUnits} cut off. */
function restCount(mean: f64, channel: u32, pixel: u32, pass: u32, k0: u32, k1: u32): u32 {
  philox(block, channel, pixel, pass, FOR_CHANNEL_TIE, k0, k1);
  const unit =
    (<f64>(load<u32>(block) >>> 5) * 67108864.0 + <f64>(load<u32>(block, 4) >>> 6)) / 9007199254740992.0;
  const none = Math.exp(-mean);
  let left = 65536.0;
  let p = none;
  for (let k: u32 = 0; k < 64; k++) {
    left -= <f64>wholeUnits(p);
    p *= mean / <f64>(k + 1);
  }
  left *= unit;
  p = none;
  let k: u32 = 0;
  for (;;) {
    left -= p * 65536.0 - <f64>wholeUnits(p);
    if (left < 0.0 || (<f64>k > mean && p < 1e-30)) break;
    k++;
    p *= mean / <f64>k;
  }
  return k;
}

function add<T>(row: usize, channel: u32, count: i32): void {
  const at = row + <usize>channel * sizeof<T>();
  store<T>(at, <T>(load<T>(at) + <T>count));
}

/** Takes eight numbers, minus the counts of eight channels, from theirs. */
function takeVector<T>(row: usize, vector: usize, numbers: v128): void {
  if (sizeof<T>() === 2) {
    const at = row + (vector << 4);
    v128.store(at, i16x8.sub(v128.load(at), numbers));
  } else {
    const at = row + (vector << 5);
    v128.store(at, i32x4.sub(v128.load(at), i32x4.extend_low_i16x8_s(numbers)));
    v128.store(at, i32x4.sub(v128.load(at, 16), i32x4.extend_high_i16x8_s(numbers)), 16);
  }
}

/** Adds the counts of four neighbours. */
function addFour<T>(at: usize, counts: v128): void {
  if (sizeof<T>() === 2) {
    const sums = i16x8.add(v128.load64_zero(at), i16x8.narrow_i32x4_u(counts, counts));
    v128.store64_lane(at, sums, 0);
  } else {
    v128.store(at, i32x4.add(v128.load(at), counts));
  }
}

/** Adds the counts of what was cut off from the vectors of a run, where the numbers say so. @returns their total */
function addRests<T>(
  row: usize,
  place: usize,
  at: usize,
  vectors: usize,
  stride: usize,
  table: usize,
  distribution: usize,
  channels: u32,
  mean: f64,
  pixel: u32,
  pass: u32,
  numbers: usize,
  k0: u32,
  k1: u32,
): u32 {
  let added: u32 = 0;
  for (const end = place + (vectors << 2); place < end; place += 4) {
    const vector = load<u32>(place);
    let lanes = i16x8.bitmask(i16x8.lt_s(v128.load(numbers), v128.load(at)));
    for (; lanes !== 0; lanes &= lanes - 1) {
      const channel = ((vector & 0xffff) << 3) + <u32>ctz(lanes);
      const count = restCount(
        meanOf(channel, table, distribution, channels, mean),
        channel,
        pixel,
        pass,
        k0,
        k1,
      );
      add<T>(row, channel, <i32>count - <i32>(vector >>> 16));
      added += count - (vector >>> 16);
    }
    numbers += 16;
    at += stride;
  }
  return added;
}

/** Photons expected in a channel; the one after the last stands for all quiet ones. */
function meanOf(channel: u32, table: usize, distribution: usize, channels: u32, mean: f64): f64 {
  return channel < channels ? mean * load<f64>(distribution + ((<usize>channel) << 3)) : load<f64>(table, 32);
}

/**
 * Adds Poisson counts to a row.
 *
 * @param row T [channels], and {@link ROW_MARGIN} more bytes
 * @param table of {@link buildPoissonTable}
 * @param distribution, mean what the table was built from
 * @param numbers scratch, 16 bytes for each light vector and heavy group of the table and 16 more, at least 512;
 *   16-byte aligned
 * @returns their total
 */
export function addPoissonSpectrum<T>(
  row: usize,
  table: usize,
  distribution: usize,
  channels: u32,
  mean: f64,
  pixel: u32,
  pass: u32,
  numbers: usize,
  stream: usize,
  k0: u32,
  k1: u32,
): u32 {
  const groups = load<u32>(table, 4);
  const words = numbers;
  fillStream(numbers, (load<u32>(table) + groups + 1) >>> 1, stream);
  let at = table + DATA_AT;
  // Where the channel of the quiet ones is counted, and what fills up the last heavy group.
  const margin = row + <usize>channels * sizeof<T>();
  store<T>(margin, <T>0);
  store<T>(margin + sizeof<T>(), <T>0);
  let total: u32 = 0;
  let sums = i32x4.splat(0);
  for (let run = 0; run < RUNS; run++) {
    const vectors = <usize>load<u32>(table + RUNS_AT + ((<usize>run) << 2));
    const thresholds = thresholdsOf(run);
    let place = at;
    at += ((vectors + 3) & ~3) << 2;
    for (let left = vectors; left > 0; ) {
      const part = min(left, MOST_VECTORS);
      left -= part;
      const places = place;
      const rows = at;
      const end = place + (part << 2);
      let number = numbers;
      let inRest = i16x8.splat(0);
      let partSums = i16x8.splat(0);
      const span = (<usize>thresholds) << 4;
      for (; place < end; place += 4) {
        const vector = load<u32>(place);
        const u = v128.load(number);
        inRest = v128.or(inRest, i16x8.lt_s(u, v128.load(at)));
        let counts = i16x8.splat(-(<i16>(vector >>> 16)));
        at += 16;
        for (const last = at + span; at < last; at += 64) {
          const below = i16x8.add(i16x8.gt_s(u, v128.load(at)), i16x8.gt_s(u, v128.load(at, 16)));
          const above = i16x8.add(i16x8.gt_s(u, v128.load(at, 32)), i16x8.gt_s(u, v128.load(at, 48)));
          counts = i16x8.add(counts, i16x8.add(below, above));
        }
        partSums = i16x8.sub(partSums, counts);
        takeVector<T>(row, vector & 0xffff, counts);
        number += 16;
      }
      sums = i32x4.add(sums, i32x4.extadd_pairwise_i16x8_u(partSums));
      if (v128.any_true(inRest)) {
        const stride = (<usize>thresholds + 1) << 4;
        total += addRests<T>(
          row,
          places,
          rows,
          part,
          stride,
          table,
          distribution,
          channels,
          mean,
          pixel,
          pass,
          numbers,
          k0,
          k1,
        );
      }
      numbers = number;
    }
  }
  total += i32x4.extract_lane(sums, 0) + i32x4.extract_lane(sums, 1);
  total += i32x4.extract_lane(sums, 2) + i32x4.extract_lane(sums, 3);
  if (groups > 0) {
    at = table + <usize>load<u32>(table, 8);
    total += addHeavy<T>(row, at, groups, table, distribution, channels, mean, numbers, pixel, pass, k0, k1);
    total -= <u32>load<T>(margin + sizeof<T>());
  }
  const bits = load<i32>(table, 16);
  if (bits !== 0) {
    const entries = table + <usize>load<u32>(table, 20);
    const tails = entries + (4 << bits);
    const names = tails + (4 << bits);
    const quiet = <u32>load<T>(margin);
    placePhotons<T>(row, entries, tails, bits, names, quiet, pixel, pass | 0x80, words, stream, k0, k1);
  }
  return total;
}

/** Puts right the counts of a heavy group that the expansion leaves in doubt. @returns what that adds to the total */
function resolve<T>(
  row: usize,
  group: usize,
  unknown: i32,
  bits: v128,
  counts: v128,
  table: usize,
  distribution: usize,
  channels: u32,
  mean: f64,
  pixel: u32,
  pass: u32,
  k0: u32,
  k1: u32,
): u32 {
  let added: u32 = 0;
  v128.store(uncertain, v128.xor(bits, i32x4.splat(0x80000000)));
  v128.store(guesses, counts);
  for (; unknown !== 0; unknown &= unknown - 1) {
    const lane = (<usize>ctz(unknown)) << 2;
    const channel = load<u32>(group + lane);
    // The last group may be filled up.
    if (channel > channels) continue;
    const expected = meanOf(channel, table, distribution, channels, mean);
    const guess = load<i32>(guesses + lane);
    const count = quantile(expected, load<u32>(uncertain + lane), channel, pixel, pass, k0, k1);
    add<T>(row, channel, <i32>count - guess);
    added += <i32>count - guess;
  }
  return added;
}

/** Adds the counts of the heavy groups. @returns their total */
function addHeavy<T>(
  row: usize,
  group: usize,
  groups: usize,
  table: usize,
  distribution: usize,
  channels: u32,
  mean: f64,
  numbers: usize,
  pixel: u32,
  pass: u32,
  k0: u32,
  k1: u32,
): u32 {
  const neighbours = group + <usize>load<u32>(table, 12) * GROUP_BYTES;
  let total: u32 = 0;
  let sums = i32x4.splat(0);
  for (const end = group + groups * GROUP_BYTES; group < end; group += GROUP_BYTES) {
    const bits = v128.load(numbers);
    numbers += 16;
    // The number is bits + 2^31, so a negative one is in the lower half; the rank is 2^32 times the smaller tail.
    const lower = i32x4.shr_s(bits, 31);
    const rank = i32x4.sub(v128.load(MASKS), v128.xor(bits, lower));
    const p2 = f32x4.mul(f32x4.convert_i32x4_s(rank), v128.load(CONSTANTS, 32));
    // The normal quantile, fitted to 1.2e-6 for tails above 2^-10: x times a ratio of polynomials of t = 1 - x^2.
    const x = f32x4.sub(v128.load(CONSTANTS), p2);
    const t = f32x4.mul(p2, f32x4.sub(v128.load(CONSTANTS, 16), p2));
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
    let y = f32x4.add(f32x4.mul(w, v128.load(group, 80)), v128.load(group, 64));
    y = f32x4.add(f32x4.mul(w, y), v128.load(group, 48));
    y = f32x4.add(f32x4.mul(w, y), v128.load(group, 32));
    y = f32x4.add(f32x4.mul(w, y), v128.load(group, 16));
    const rounder = v128.load(CONSTANTS, 256);
    const rounded = f32x4.add(y, rounder);
    const counts = i32x4.add(v128.load(group, 96), i32x4.sub(rounded, rounder));
    const distance = v128.and(f32x4.sub(y, f32x4.sub(rounded, rounder)), v128.load(MASKS));
    const unsure = v128.or(
      f32x4.gt(distance, v128.load(group, 112)),
      i32x4.lt_s(rank, v128.load(group, 128)),
    );
    sums = i32x4.add(sums, counts);
    const unknown = i32x4.bitmask(unsure);
    if (group < neighbours) {
      addFour<T>(row + <usize>load<u32>(group) * sizeof<T>(), counts);
    } else {
      add<T>(row, load<u32>(group), i32x4.extract_lane(counts, 0));
      add<T>(row, load<u32>(group, 4), i32x4.extract_lane(counts, 1));
      add<T>(row, load<u32>(group, 8), i32x4.extract_lane(counts, 2));
      add<T>(row, load<u32>(group, 12), i32x4.extract_lane(counts, 3));
    }
    if (unknown !== 0) {
      total += resolve<T>(
        row,
        group,
        unknown,
        bits,
        counts,
        table,
        distribution,
        channels,
        mean,
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
