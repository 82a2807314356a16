// One spectrum of independent Poisson counts from a table of poisson-table.ts.
import { placePhotons } from "./alias";
import { quantile, TAIL } from "./poisson-quantile";
import { DATA_AT, GROUP_BYTES, RUNS, RUNS_AT, thresholdsOf, wholeUnits } from "./poisson-table";
import { FOR_CHANNEL_TIE, philox } from "./random";
import { fillStream } from "./stream";

const block: usize = memory.data(16, 16);
const guesses: usize = memory.data(16, 16);
/** Bytes after a row that may be written. */
export const ROW_MARGIN: usize = 64;

export function rowMargin(): usize {
  return ROW_MARGIN;
}

/** Adding it rounds a float to a whole number. */
const ROUNDER: f32 = 12582912.0;

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

/** Adds eight counts. */
function addVector<T>(row: usize, vector: usize, counts: v128): void {
  if (sizeof<T>() === 2) {
    const at = row + (vector << 4);
    v128.store(at, i16x8.add(v128.load(at), counts));
  } else {
    const at = row + (vector << 5);
    v128.store(at, i32x4.add(v128.load(at), i32x4.extend_low_i16x8_u(counts)));
    v128.store(at, i32x4.add(v128.load(at, 16), i32x4.extend_high_i16x8_u(counts)), 16);
  }
}

/** Adds the counts of what was cut off from the vectors of a run, where the numbers say so. */
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
): void {
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
    }
    numbers += 16;
    at += stride;
  }
}

/** Photons expected in a channel; the one after the last stands for all quiet ones. */
function meanOf(channel: u32, table: usize, distribution: usize, channels: u32, mean: f64): f64 {
  return channel < channels ? mean * load<f64>(distribution + ((<usize>channel) << 3)) : load<f64>(table, 32);
}

/**
 * Adds Poisson counts to a row.
 *
 * @param row T [channels], and {@link ROW_MARGIN} more bytes that may be written
 * @param table of {@link buildPoissonTable}
 * @param distribution, mean what the table was built from
 * @param numbers scratch, 16 bytes for each light vector and heavy group of the table and 16 more, at least 512;
 *   16-byte aligned
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
): void {
  const groups = load<u32>(table, 4);
  fillStream(numbers, (load<u32>(table) + groups + 1) >>> 1, stream);
  let number = numbers;
  let at = table + DATA_AT;
  // Where the channel of the quiet ones is counted.
  store<T>(row + <usize>channels * sizeof<T>(), <T>0);
  for (let run = 0; run < RUNS; run++) {
    const vectors = <usize>load<u32>(table + RUNS_AT + ((<usize>run) << 2));
    if (vectors === 0) continue;
    let place = at;
    at += ((vectors + 3) & ~3) << 2;
    const rows = at;
    const first = number;
    const thresholds = thresholdsOf(run);
    const end = place + (vectors << 2);
    let inRest = i16x8.splat(0);
    if (thresholds === 3) {
      for (; place < end; place += 4) {
        const vector = load<u32>(place);
        const u = v128.load(number);
        inRest = v128.or(inRest, i16x8.lt_s(u, v128.load(at)));
        let counts = i16x8.splat(<i16>(vector >>> 16));
        counts = i16x8.sub(counts, i16x8.gt_s(u, v128.load(at, 16)));
        counts = i16x8.sub(counts, i16x8.gt_s(u, v128.load(at, 32)));
        counts = i16x8.sub(counts, i16x8.gt_s(u, v128.load(at, 48)));
        addVector<T>(row, vector & 0xffff, counts);
        number += 16;
        at += 64;
      }
    } else if (thresholds === 4) {
      for (; place < end; place += 4) {
        const vector = load<u32>(place);
        const u = v128.load(number);
        inRest = v128.or(inRest, i16x8.lt_s(u, v128.load(at)));
        let counts = i16x8.splat(<i16>(vector >>> 16));
        counts = i16x8.sub(counts, i16x8.gt_s(u, v128.load(at, 16)));
        counts = i16x8.sub(counts, i16x8.gt_s(u, v128.load(at, 32)));
        counts = i16x8.sub(counts, i16x8.gt_s(u, v128.load(at, 48)));
        counts = i16x8.sub(counts, i16x8.gt_s(u, v128.load(at, 64)));
        addVector<T>(row, vector & 0xffff, counts);
        number += 16;
        at += 80;
      }
    } else {
      const span = (<usize>thresholds) << 4;
      for (; place < end; place += 4) {
        const vector = load<u32>(place);
        const u = v128.load(number);
        inRest = v128.or(inRest, i16x8.lt_s(u, v128.load(at)));
        let counts = i16x8.splat(<i16>(vector >>> 16));
        at += 16;
        if (thresholds & 1) {
          counts = i16x8.sub(counts, i16x8.gt_s(u, v128.load(at)));
          at += 16;
        }
        for (const last = at + (span & ~31); at < last; at += 32) {
          counts = i16x8.sub(counts, i16x8.gt_s(u, v128.load(at)));
          counts = i16x8.sub(counts, i16x8.gt_s(u, v128.load(at, 16)));
        }
        addVector<T>(row, vector & 0xffff, counts);
        number += 16;
      }
    }
    if (v128.any_true(inRest)) {
      const stride = (<usize>thresholds + 1) << 4;
      const from = rows - (((vectors + 3) & ~3) << 2);
      addRests<T>(
        row,
        from,
        rows,
        vectors,
        stride,
        table,
        distribution,
        channels,
        mean,
        pixel,
        pass,
        first,
        k0,
        k1,
      );
    }
  }
  at = table + <usize>load<u32>(table, 8);
  for (const end = at + <usize>groups * GROUP_BYTES; at < end; at += GROUP_BYTES) {
    addHeavy<T>(row, at, table, distribution, channels, mean, number, pixel, pass, k0, k1);
    number += 16;
  }
  const bits = load<i32>(table, 16);
  if (bits === 0) return;
  const quiet = <u32>load<T>(row + <usize>channels * sizeof<T>());
  const entries = table + <usize>load<u32>(table, 20);
  const tails = entries + (4 << bits);
  const names = tails + (4 << bits);
  placePhotons<T>(row, entries, tails, bits, names, quiet, pixel, pass | 0x80, numbers, stream, k0, k1);
}

/** Adds the counts of a heavy group. */
function addHeavy<T>(
  row: usize,
  group: usize,
  table: usize,
  distribution: usize,
  channels: u32,
  mean: f64,
  numbers: usize,
  pixel: u32,
  pass: u32,
  k0: u32,
  k1: u32,
): void {
  const bits = v128.load(numbers);
  const one = f32x4.splat(1.0);
  // The number is bits + 2^31, so a negative one is in the lower half; the rank is 2^32 times the smaller tail.
  const lower = i32x4.shr_s(bits, 31);
  const rank = i32x4.sub(i32x4.splat(0x7fffffff), v128.xor(bits, lower));
  const p2 = f32x4.mul(f32x4.convert_i32x4_s(rank), f32x4.splat(4.656612873077393e-10));
  // The normal quantile, fitted to 9.3e-7 for tails above 2^-8: x times a ratio of polynomials of t = 1 - x^2.
  const x = f32x4.sub(one, p2);
  const t = f32x4.mul(p2, f32x4.sub(f32x4.splat(2.0), p2));
  const t2 = f32x4.mul(t, t);
  const t4 = f32x4.mul(t2, t2);
  const above = f32x4.add(
    f32x4.add(
      f32x4.add(f32x4.splat(3.536051054667367), f32x4.mul(t, f32x4.splat(751.1952372051666))),
      f32x4.mul(
        t2,
        f32x4.add(f32x4.splat(22324.838074804058), f32x4.mul(t, f32x4.splat(133830.06289660154))),
      ),
    ),
    f32x4.mul(t4, f32x4.add(f32x4.splat(152340.06060506543), f32x4.mul(t, f32x4.splat(16587.30886021317)))),
  );
  const below = f32x4.add(
    f32x4.add(
      f32x4.add(one, f32x4.mul(t, f32x4.splat(268.2706105587128))),
      f32x4.mul(t2, f32x4.add(f32x4.splat(9946.365380996976), f32x4.mul(t, f32x4.splat(78449.28233092646)))),
    ),
    f32x4.mul(t4, f32x4.add(f32x4.splat(135089.4263025209), f32x4.mul(t, f32x4.splat(36225.72759994209)))),
  );
  const size = f32x4.div(f32x4.mul(x, above), below);
  const w = v128.xor(size, v128.and(lower, i32x4.splat(0x80000000)));
  const w2 = f32x4.mul(w, w);
  const root = v128.load(group, 16);
  const inverse = v128.load(group, 48);
  const second = f32x4.mul(w2, f32x4.splat(1.0 / 6.0));
  const third = f32x4.mul(w, f32x4.add(f32x4.splat(1.0 / 36.0), f32x4.mul(w2, f32x4.splat(1.0 / 72.0))));
  const fourth = f32x4.add(
    f32x4.splat(-8.0 / 405.0),
    f32x4.mul(w2, f32x4.add(f32x4.splat(7.0 / 810.0), f32x4.mul(w2, f32x4.splat(1.0 / 270.0)))),
  );
  const small = f32x4.add(
    f32x4.add(v128.load(group, 32), second),
    f32x4.mul(inverse, f32x4.sub(f32x4.mul(inverse, fourth), third)),
  );
  const y = f32x4.add(f32x4.mul(root, w), small);
  const rounded = f32x4.add(f32x4.sub(y, f32x4.splat(0.5)), f32x4.splat(ROUNDER));
  const rise = f32x4.sub(y, f32x4.sub(rounded, f32x4.splat(ROUNDER)));
  const doubt = v128.load(group, 80);
  const counts = i32x4.add(v128.load(group, 64), i32x4.sub(rounded, f32x4.splat(ROUNDER)));
  const unsure = v128.or(
    v128.or(f32x4.lt(rise, doubt), f32x4.gt(rise, f32x4.sub(one, doubt))),
    i32x4.lt_s(rank, i32x4.splat(TAIL)),
  );
  let unknown = i32x4.bitmask(unsure);
  add<T>(row, load<u32>(group), i32x4.extract_lane(counts, 0));
  add<T>(row, load<u32>(group, 4), i32x4.extract_lane(counts, 1));
  add<T>(row, load<u32>(group, 8), i32x4.extract_lane(counts, 2));
  add<T>(row, load<u32>(group, 12), i32x4.extract_lane(counts, 3));
  if (unknown === 0) return;
  v128.store(numbers, v128.xor(bits, i32x4.splat(0x80000000)));
  v128.store(guesses, counts);
  for (; unknown !== 0; unknown &= unknown - 1) {
    const lane = (<usize>ctz(unknown)) << 2;
    const channel = load<u32>(group + lane);
    // The last group may be filled up.
    if (channel > channels) continue;
    const expected = meanOf(channel, table, distribution, channels, mean);
    const guess = load<i32>(guesses + lane);
    const count = quantile(expected, <f64>guess, load<u32>(numbers + lane), channel, pixel, pass, k0, k1);
    add<T>(row, channel, <i32>count - guess);
  }
}
