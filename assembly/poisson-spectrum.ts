// One spectrum of independent Poisson counts from a table of poisson-table.ts: light channels here, heavy ones by
// heavy-counts.ts.
import { addHeavy } from "./heavy-counts";
import { COUNTS, DATA_AT, QUIET_COUNTS, RUNS, RUNS_AT, thresholdsOf, wholeUnits } from "./poisson-table";
import { FOR_CHANNEL_TIE, philox } from "./random";
import { addCount, takeVector } from "./row";
import { fillStream } from "./stream";

const block: usize = memory.data(16, 16);
/** So many vectors of counts below 64 are summed in 16 bits. */
const MOST_VECTORS: usize = 1000;
/** Bytes after a row that may be read and, the first 64, written. */
export const ROW_MARGIN: usize = 128;

/** Bytes for the random numbers of a pass, and for the list of heavy channels in doubt. */
export function numberBytes(channels: i32): i32 {
  // Of eight channels two may be in a vector of eight lanes, and the others have lanes of their own.
  return 512 + 16 * (channels >>> 3) + 16 * channels + 4 * (channels >>> 3) + 256;
}

export function rowMargin(): usize {
  return ROW_MARGIN;
}

/** A count of what {@link wholeUnits} cut off. @param counts from so many on, all is cut off */
function restCount(mean: f64, counts: i32, channel: u32, pixel: u32, pass: u32, k0: u32, k1: u32): u32 {
  philox(block, channel, pixel, pass, FOR_CHANNEL_TIE, k0, k1);
  const unit =
    (<f64>(load<u32>(block) >>> 5) * 67108864.0 + <f64>(load<u32>(block, 4) >>> 6)) / 9007199254740992.0;
  const none = Math.exp(-mean);
  let left = 65536.0;
  let p = none;
  for (let k = 0; k < counts; k++) {
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

/** Adds the counts of what was cut off from the vectors of a run, where the numbers say so. @returns their total */
function addRests<T>(
  row: usize,
  place: usize,
  at: usize,
  vectors: usize,
  stride: usize,
  distribution: usize,
  mean: f64,
  pixel: u32,
  pass: u32,
  numbers: usize,
  k0: u32,
  k1: u32,
): u32 {
  let added: u32 = 0;
  for (const end = place + (vectors << 2); place < end; place += 4) {
    let lanes = i16x8.bitmask(i16x8.lt_s(v128.load(numbers), v128.load(at)));
    for (; lanes !== 0; lanes &= lanes - 1) {
      const lane = <u32>ctz(lanes);
      const channel = load<u32>(place) + lane;
      const count = restCount(
        mean * load<f64>(distribution + ((<usize>channel) << 3)),
        COUNTS,
        channel,
        pixel,
        pass,
        k0,
        k1,
      );
      const more = <i32>count + <i32>load<i16>(at + ((<usize>lane) << 1), 16);
      addCount<T>(row, channel, more);
      added += more;
    }
    numbers += 16;
    at += stride;
  }
  return added;
}

/** Photons of the quiet channels together, by a number of 16 bits. */
function quietCount(table: usize, u: i32, channels: u32, pixel: u32, pass: u32, k0: u32, k1: u32): u32 {
  if (u < load<i32>(table, 44)) {
    return restCount(load<f64>(table, 32), QUIET_COUNTS, channels, pixel, pass, k0, k1);
  }
  const all = i16x8.splat(<i16>u);
  let reached = i16x8.splat(0);
  let at = table + <usize>load<u32>(table, 24);
  for (const end = at + ((<usize>load<u32>(table, 28)) << 4); at < end; at += 16) {
    reached = i16x8.add(reached, i16x8.gt_s(all, v128.load(at)));
  }
  const sums = i32x4.extadd_pairwise_i16x8_s(reached);
  const half = i32x4.add(sums, v128.shuffle<u32>(sums, sums, 2, 3, 0, 1));
  return load<u32>(table, 40) - (i32x4.extract_lane(half, 0) + i32x4.extract_lane(half, 1));
}

/**
 * Adds Poisson counts to a row, but for the photons of quiet channels, which {@link quietEntries} gives out.
 *
 * @param row T [channels], and {@link ROW_MARGIN} more bytes
 * @param table of {@link buildPoissonTable}
 * @param distribution, mean what the table was built from
 * @param numbers scratch, see {@link numberBytes}; 16-byte aligned
 * @param quiet receives the number of the photons of quiet channels, u32
 * @returns the total, quiet ones included
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
  quiet: usize,
  stream: usize,
  k0: u32,
  k1: u32,
): u32 {
  const lanes = load<u32>(table, 8);
  const quietRows = load<u32>(table, 28);
  const groups = load<u32>(table) + ((lanes + 3) >>> 2) + <u32>(quietRows !== 0);
  fillStream(numbers, (groups + 1) >>> 1, stream);
  const lastGroup = numbers + ((<usize>groups - 1) << 4);
  let at = table + DATA_AT;
  // Where the quiet channel is counted if it is heavy, and what fills up the last heavy group.
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
        const u = v128.load(number);
        inRest = v128.or(inRest, i16x8.lt_s(u, v128.load(at)));
        let counts = v128.load(at, 16);
        at += 32;
        for (const last = at + span; at < last; at += 64) {
          const below = i16x8.add(i16x8.gt_s(u, v128.load(at)), i16x8.gt_s(u, v128.load(at, 16)));
          const above = i16x8.add(i16x8.gt_s(u, v128.load(at, 32)), i16x8.gt_s(u, v128.load(at, 48)));
          counts = i16x8.add(counts, i16x8.add(below, above));
        }
        partSums = i16x8.sub(partSums, counts);
        takeVector<T>(row + <usize>load<u32>(place) * sizeof<T>(), counts);
        number += 16;
      }
      sums = i32x4.add(sums, i32x4.extadd_pairwise_i16x8_u(partSums));
      if (v128.any_true(inRest)) {
        const stride = (<usize>thresholds + 2) << 4;
        total += addRests<T>(
          row,
          places,
          rows,
          part,
          stride,
          distribution,
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
  if (lanes > 0) {
    total += addHeavy<T>(
      row,
      table + <usize>load<u32>(table, 12),
      load<u32>(table, 4),
      lanes,
      distribution,
      channels,
      mean,
      load<f64>(table, 32),
      numbers,
      numbers + ((<usize>lanes + 4) << 2),
      pixel,
      pass,
      k0,
      k1,
    );
    total -= <u32>load<T>(margin + sizeof<T>());
  }
  let more = <u32>load<T>(margin);
  if (quietRows !== 0) {
    more = quietCount(table, load<i16>(lastGroup), channels, pixel, pass, k0, k1);
    total += more;
  }
  store<u32>(quiet, more);
  return total;
}

/** The alias table of the quiet channels: its entries, after which its tails are; nothing where none are quiet. */
export function quietEntries(table: usize): usize {
  return table + <usize>load<u32>(table, 20);
}
