// Tables for drawing a whole spectrum of Poisson counts of known means.
//
// Channels below LEAST_HEAVY are light: eight at a time, a 16-bit number u is compared with thresholds, and the count is
// how many of them it reaches. Every probability is cut down to whole units of 2^-16; what that leaves, r units in all,
// is the lowest u, whose counts are drawn from what was cut off, so that the whole is exact. The other channels are
// heavy: an expansion of the quantile function gives their counts.
//
// Vectors of which hardly a photon is expected are quiet: all their channels together are one more channel, number
// `channels`, whose photons an alias table of their own gives out. How many they are is found as for a light channel, with
// the thresholds side by side; where they are very many, as for a heavy one.
//
// Layout, from a 16-byte boundary: u32 header [light vectors, heavy vectors, heavy lanes, bytes before the table of both
// (see heavy-table.ts), 0, bytes before the quiet alias table's entries u32 [2^bits] and tails u32 [2^bits], bits as in the
// record; bytes before the quiet channel's thresholds i16 [8] rows, number of these rows], f64 mean of the quiet channels together,
// u32 their lowest count, i32 limit of r; u32 [RUNS]: how many light vectors have {@link thresholdsOf} each run; then for
// each run u32 [vectors, padded to 4] the first channels and i16 [8] rows for each vector: the limit of r, minus the
// lowest count, the thresholds.
import { buildAliasTable } from "./alias";
import { heavyTableBytes, LEAST_HEAVY, storeHeavy } from "./heavy-table";

const UNITS: f64 = 65536.0;
/** Probabilities of fewer units go to the rest: comparing costs every pixel, the rest very few. */
const NEGLIGIBLE: f64 = 16.0;
/** Counts that a light channel can have outside of the rest. */
export const COUNTS: i32 = 64;
/** Counts that the quiet channel can have so, and the mean from which it is drawn as a heavy one. */
export const QUIET_COUNTS: i32 = 512;
export const MOST_QUIET: f64 = 256.0;
/** A vector of fewer expected photons is quiet: they are placed faster than the vector is compared. */
const QUIET: f64 = 1.0;
export const RUNS: i32 = 8;
export const RUNS_AT: usize = 48;
export const DATA_AT: usize = RUNS_AT + ((<usize>RUNS) << 2);

/** Units of each count of eight channels. */
const units: usize = memory.data(4096, 16);
/** Of each of the eight: lowest and highest count with units, and r. */
const lowest: usize = memory.data(32, 16);
const highest: usize = memory.data(32, 16);
const rest: usize = memory.data(32, 16);
/** Where the next vector of each run goes, and its place. */
const cursors: usize = memory.data(128, 16);
const places: usize = memory.data(128, 16);

/** Thresholds of a run: 4, 8, 12, 16, 24, 32, 48, 64; few runs, because the processor foresees each one's end badly. */
export function thresholdsOf(run: i32): i32 {
  if (run < 4) return 4 * run + 4;
  return run < 6 ? 8 * run - 8 : 16 * run - 48;
}

function runOf(thresholds: i32): i32 {
  let run = 0;
  while (thresholdsOf(run) < thresholds) run++;
  return run;
}

/** Whole units of a probability; 0 where they are negligible. */
export function wholeUnits(p: f64): u32 {
  const whole = Math.floor(p * UNITS);
  return whole < NEGLIGIBLE ? 0 : <u32>whole;
}

/** Bytes that hold any table. */
export function poissonTableBytes(channels: i32): i32 {
  const vectors = (channels + 7) >>> 3;
  const light = (vectors + 1) * (4 + 16 * (COUNTS + 2)) + RUNS * 16;
  return <i32>DATA_AT + light + heavyTableBytes(channels) + 32 * channels + 2 * QUIET_COUNTS + 64;
}

/** Photons expected in a vector. */
function vectorMean(distribution: usize, first: i32, channels: i32, mean: f64): f64 {
  let sum = 0.0;
  for (let c = first; c < min(first + 8, channels); c++)
    sum += mean * load<f64>(distribution + ((<usize>c) << 3));
  return sum;
}

/**
 * Splits the distributions of the channels of a vector into units.
 *
 * @returns thresholds they need | lowest count << 16; -1 where all is quiet or heavy
 */
function splitVector(distribution: usize, first: i32, channels: i32, mean: f64): i32 {
  const isQuiet = vectorMean(distribution, first, channels, mean) < QUIET;
  let from = COUNTS;
  let to = 0;
  let present = false;
  for (let lane = 0; lane < 8; lane++) {
    const channel = first + lane;
    const at = units + ((<usize>lane) << 9);
    const expected =
      isQuiet || channel >= channels ? 0.0 : mean * load<f64>(distribution + ((<usize>channel) << 3));
    let low = 0;
    let high = 0;
    let left: u32 = 0;
    if (expected > 0.0 && expected < LEAST_HEAVY) {
      present = true;
      left = 65536;
      low = -1;
      let p = Math.exp(-expected);
      for (let k = 0; k < COUNTS; k++) {
        const whole = wholeUnits(p);
        store<u32>(at + ((<usize>k) << 2), whole);
        left -= whole;
        if (whole > 0) {
          if (low < 0) low = k;
          high = k;
        }
        p *= expected / <f64>(k + 1);
      }
    }
    store<i32>(lowest + ((<usize>lane) << 2), low);
    store<i32>(highest + ((<usize>lane) << 2), high);
    store<u32>(rest + ((<usize>lane) << 2), left);
    from = min(from, low);
    to = max(to, high);
  }
  return present ? (from << 16) | (to - from) : -1;
}

/** Writes the rows of the vector in `units`. */
function storeVector(at: usize, from: i32, thresholds: i32): void {
  for (let lane: usize = 0; lane < 8; lane++) {
    const left = load<u32>(rest + (lane << 2));
    const high = load<i32>(highest + (lane << 2));
    let place = at + 16 + (lane << 1);
    let reached = left;
    // Numbers are compared as signed ones.
    store<i16>(place - 16, <i16>(<i32>left - 32768));
    store<i16>(place, <i16>-from);
    for (let k = from; k < from + thresholds; k++) {
      place += 16;
      reached += k < high || left > 0 ? load<u32>(units + (lane << 9) + ((<usize>k) << 2)) : 0;
      store<i16>(place, k < high ? <i16>(<i32>reached - 32769) : <i16>32767);
    }
  }
}

/**
 * Builds the table of one distribution.
 *
 * @param table {@link poissonTableBytes}; 16-byte aligned
 * @param work f64 [channels] scratch, then that of {@link buildAliasTable} for as many; 8-byte aligned
 * @param distribution f64 [channels], each >= 0, sum 1
 * @param channels 1..65 536
 * @param mean photons in all channels together
 * @returns bytes used, a multiple of 16
 */
export function buildPoissonTable(
  table: usize,
  work: usize,
  distribution: usize,
  channels: i32,
  mean: f64,
): i32 {
  memory.fill(table, 0, DATA_AT);
  let quiet = 0.0;
  for (let first = 0; first < channels; first += 8) {
    const part = vectorMean(distribution, first, channels, mean);
    if (part < QUIET) quiet += part;
  }
  store<f64>(table, quiet, 32);
  let vectors: u32 = 0;
  for (let first = 0; first < channels; first += 8) {
    const kind = splitVector(distribution, first, channels, mean);
    if (kind < 0) continue;
    const run = table + RUNS_AT + ((<usize>runOf(kind & 0xffff)) << 2);
    store<u32>(run, load<u32>(run) + 1);
    vectors++;
  }
  let at = table + DATA_AT;
  for (let run = 0; run < RUNS; run++) {
    const count = <usize>load<u32>(table + RUNS_AT + ((<usize>run) << 2));
    store<usize>(places + ((<usize>run) << 2), at);
    at += ((count + 3) & ~3) << 2;
    store<usize>(cursors + ((<usize>run) << 2), at);
    at += count * ((<usize>thresholdsOf(run) + 2) << 4);
  }
  for (let first = 0; first < channels; first += 8) {
    const kind = splitVector(distribution, first, channels, mean);
    if (kind < 0) continue;
    const from = kind >>> 16;
    const run = runOf(kind & 0xffff);
    const entry = (<usize>run) << 2;
    const place = load<usize>(places + entry);
    store<u32>(place, first);
    store<usize>(places + entry, place + 4);
    const cursor = load<usize>(cursors + entry);
    storeVector(cursor, from, thresholdsOf(run));
    store<usize>(cursors + entry, cursor + ((<usize>(thresholdsOf(run) + 2)) << 4));
  }
  store<u32>(table, vectors);
  store<u32>(table, <u32>(at - table), 12);
  at = storeHeavy(at, table + 4, distribution, channels, mean, quiet < MOST_QUIET ? 0.0 : quiet);
  if (quiet > 0.0 && quiet < MOST_QUIET) at = storeQuietCounts(table, at, quiet);
  return <i32>(storeQuiet(table, at, work, distribution, channels, mean, quiet) - table);
}

/** Writes the thresholds of the quiet channel's counts. @returns where they end */
function storeQuietCounts(table: usize, at: usize, quiet: f64): usize {
  let low = -1;
  let left: u32 = 65536;
  let p = Math.exp(-quiet);
  for (let k = 0; k < QUIET_COUNTS; k++) {
    left -= wholeUnits(p);
    p *= quiet / <f64>(k + 1);
  }
  store<u32>(table, <u32>(at - table), 24);
  store<i32>(table, <i32>left - 32768, 44);
  let end = at;
  let reached = left;
  p = Math.exp(-quiet);
  for (let k = 0; k < QUIET_COUNTS; k++) {
    const whole = wholeUnits(p);
    reached += whole;
    if (whole > 0 && low < 0) low = k;
    // What is reached by the last of them is 2^16.
    if (whole > 0 && reached < 65536) {
      store<i16>(end, <i16>(<i32>reached - 32769));
      end += 2;
    }
    p *= quiet / <f64>(k + 1);
  }
  // One row at least, also where none of them is likely enough for a threshold.
  for (; end === at || ((end - at) & 15) !== 0; end += 2) store<i16>(end, 32767);
  store<u32>(table, <u32>((end - at) >> 4), 28);
  store<u32>(table, low, 40);
  return end;
}

/** Writes the alias table of the quiet channels. @returns where it ends */
function storeQuiet(
  table: usize,
  at: usize,
  work: usize,
  distribution: usize,
  channels: i32,
  mean: f64,
  quiet: f64,
): usize {
  if (quiet <= 0.0) return at;
  for (let c = 0; c < channels; c++) {
    const isQuiet = vectorMean(distribution, c & ~7, channels, mean) < QUIET;
    const expected = isQuiet ? mean * load<f64>(distribution + ((<usize>c) << 3)) : 0.0;
    store<f64>(work + ((<usize>c) << 3), expected / quiet);
  }
  const bits = max(1, 32 - clz(channels - 1));
  const tails = at + (4 << bits);
  buildAliasTable(at, tails, work + ((<usize>channels) << 3), work, channels, bits);
  store<u32>(table, <u32>(at - table), 20);
  return (tails + (4 << bits) + 15) & ~15;
}
