// Tables of the heavy channels: coefficients of the expansion of the Poisson quantile function in a normal number,
//
//   count = floor(c0 + c1 w + c2 w^2 + c3 w^3 + c4 w^4).
//
// Every heavy channel has a lane, whose coefficients are floats. Where some of eight neighbours are heavy and their counts
// fit, they are a vector too: in whole numbers of 16 bits with as many bits for fractions as the widest of them leaves, w
// from a table, which is several times as fast and leaves a doubt in some channels of a hundred, for which their lanes are
// there. Vectors have eight lanes each, some of them of no channel.
//
// Layout, from a 16-byte boundary: the vectors, i16 [8] rows c0, c1, c2, c3 (the powers of w / OUTER_W), minus the whole part
// of the mean, the doubt near the middle, what is added to it farther out, all bits of a fraction, the size of w beyond which
// it does not decide, then u32 channel of the first and bits of a fraction, and 8 bytes more; the lanes, those of the vectors
// first: f32 c0 to c3, the former about the whole part of the mean less 1/2, f32 c4, that whole part (i32), f32 the distance
// from a whole number up to which the expansion is sure, and u32 channel; last a lane whose channel is behind the row.
//
// Source: M. B. Giles, ACM Trans. Math. Softw. 42 (2016) 7, doi:10.1145/2699466 (expansion Q_N3). Its next term,
// (a w + b w^3 + c w^5) / mean^1.5, is fitted to SciPy's incomplete gamma function; w^4 and w^5 are spread over lower
// powers after Chebyshev where there is no coefficient for them. Error bounds are measured against SciPy.
import { channelMean } from "./channel-mean";
import { normalQuantile } from "./poisson-quantile";

/** Below it the expansion's bounds do not hold. */
export const LEAST_HEAVY: f64 = 24;
export const VECTOR_BYTES: usize = 160;
export const LANE_SHIFT: usize = 5;
/** A vector decides where w is smaller, and then its numbers have 16 bits. */
const OUTER_W: f64 = 2.5;
/** Beyond it the doubt is the greater one. */
const MIDDLE_W: f64 = 1.5;
/** Numbers of that size or greater are for the lanes. */
const OUTER: i16 = 32767;
export const MIDDLE: i16 = 19660;
/** Channels that are worth a vector. */
const LEAST_CHANNELS: i32 = 2;
/** How far w is from that of the middle of its cell, of 2^-15, at most: 2^-16 over the density at MIDDLE_W and OUTER_W. */
const MIDDLE_CELL: f64 = 1.182e-4;
const OUTER_CELL: f64 = 8.75e-4;
/** Roundings of table, coefficients and products at MIDDLE_W and OUTER_W, in the last bit. */
const MIDDLE_ROUNDING: f64 = 2.56;
const OUTER_ROUNDING: f64 = 3.98;
/** Bits of fractions. */
const MOST_BITS: i32 = 10;
const LEAST_BITS: i32 = 7;

const NORMAL_CELLS: i32 = 32768;
/** w of the middle of each cell, i16, by the upper 15 bits of a number whose sign bit is turned. */
export const normals: usize = memory.data(65536, 16);

/** Where the table of normal quantiles is; it is made when it is first asked for. */
export function normalTable(): usize {
  // That of the largest number.
  if (load<i16>(normals, NORMAL_CELLS - 2) !== 0) return normals;
  const half = NORMAL_CELLS >>> 1;
  for (let cell = 0; cell < half; cell++) {
    const w = normalQuantile((<f64>cell + 0.5) / <f64>NORMAL_CELLS);
    const size = <i16>Math.min(Math.floor((w * 32767.0) / OUTER_W + 0.5), 32767.0);
    store<i16>(normals + ((<usize>(half - 1 - cell)) << 1), size);
    store<i16>(normals + ((<usize>(half + cell)) << 1), -size);
  }
  return normals;
}

/** Bytes that hold any table of heavy channels. */
export function heavyTableBytes(channels: i32): i32 {
  return ((channels + 7) >>> 3) * <i32>VECTOR_BYTES + ((2 * channels + 16) << (<i32>LANE_SHIFT));
}

/** Bits that fractions can have where a channel's counts are to fit into 16. */
function fractionBits(mean: f64): i32 {
  const reach = OUTER_W * (Math.sqrt(mean) + 0.01) + 2.6;
  let bits = MOST_BITS;
  while (bits >= LEAST_BITS && reach * <f64>(1 << bits) > 32700.0) bits--;
  return bits;
}

/** Bits of fractions of a channel in a vector, or 0 where it can be in none. */
function channelBits(channel: i32, distribution: usize, channels: i32, mean: f64): i32 {
  const expected = channelMean(distribution, channel, channels, mean, 0.0);
  if (expected < LEAST_HEAVY) return 0;
  const bits = fractionBits(expected);
  return bits < LEAST_BITS ? 0 : bits;
}

/** Bits of fractions of eight channels, or 0 where they are no vector. */
function vectorBits(first: i32, distribution: usize, channels: i32, mean: f64): i32 {
  let least = MOST_BITS;
  let present = 0;
  for (let c = first; c < first + 8; c++) {
    const bits = channelBits(c, distribution, channels, mean);
    if (bits === 0) continue;
    least = min(least, bits);
    present++;
  }
  return present < LEAST_CHANNELS ? 0 : least;
}

function storeRow(vector: usize, row: usize, lane: usize, value: f64): void {
  store<i16>(vector + (row << 4) + (lane << 1), <i16>Math.floor(value + 0.5));
}

function storeVector(
  vector: usize,
  first: i32,
  bits: i32,
  distribution: usize,
  channels: i32,
  mean: f64,
): void {
  const one = <f64>(1 << bits);
  const w = OUTER_W;
  memory.fill(vector, 0, VECTOR_BYTES);
  for (let lane: usize = 0; lane < 8; lane++) {
    storeRow(vector, 8, lane, <f64>OUTER);
    const channel = first + <i32>lane;
    if (channelBits(channel, distribution, channels, mean) === 0) continue;
    const expected = channelMean(distribution, channel, channels, mean, 0.0);
    const root = Math.sqrt(expected);
    const whole = Math.floor(expected);
    const fourth = 1.0 / (270.0 * expected);
    const start = expected - whole + 1.0 / 3.0 - 8.0 / (405.0 * expected) - (fourth * w * w * w * w) / 8.0;
    storeRow(vector, 0, lane, start * one);
    storeRow(vector, 1, lane, (root - 1.0 / (36.0 * root)) * w * one);
    storeRow(vector, 2, lane, (1.0 / 6.0 + 7.0 / (810.0 * expected) + fourth * w * w) * w * w * one);
    storeRow(vector, 3, lane, (-w * w * w * one) / (72.0 * root));
    storeRow(vector, 4, lane, -whole);
    const left = 0.019 / expected + 0.18 / (expected * root);
    const near = (left + (root + MIDDLE_W / 3.0) * MIDDLE_CELL) * one + MIDDLE_ROUNDING;
    const far = (left + (root + w / 3.0) * OUTER_CELL) * one + OUTER_ROUNDING;
    storeRow(vector, 5, lane, Math.ceil(near));
    storeRow(vector, 6, lane, Math.ceil(far) - Math.ceil(near));
    storeRow(vector, 7, lane, one - 1.0);
    storeRow(vector, 8, lane, <f64>(OUTER - 1));
  }
  store<u32>(vector, first, 144);
  store<u32>(vector, bits, 148);
}

function storeLane(at: usize, channel: u32, mean: f64): void {
  const root = Math.sqrt(mean);
  const whole = Math.floor(mean);
  const third = 1.0 / (mean * root);
  store<f32>(at, <f32>(mean - whole - 1.0 / 6.0 - 8.0 / (405.0 * mean)));
  // Where w is below 3.12, the fifth power -0.00133 w^5 is nearly 0.0384 w - 0.0162 w^3.
  store<f32>(at, <f32>(root - 1.0 / (36.0 * root) + 0.0566 * third), 4);
  store<f32>(at, <f32>(1.0 / 6.0 + 7.0 / (810.0 * mean)), 8);
  store<f32>(at, <f32>(-1.0 / (72.0 * root) - 0.0197 * third), 12);
  store<f32>(at, <f32>(1.0 / (270.0 * mean)), 16);
  store<i32>(at, <i32>whole, 20);
  // What the expansion leaves out, and the error of the arithmetic, which grows with the root.
  store<f32>(at, <f32>(0.5 - 0.19 * third - 5e-6 * root), 24);
  store<u32>(at, channel, 28);
}

/**
 * Writes the heavy channels of a distribution.
 *
 * @param at where; 16-byte aligned
 * @param counts receives u32 vectors, lanes
 * @param distribution f64 [channels]; 8-byte aligned
 * @param quiet photons of the channel after the last, which may be heavy too
 * @returns where they end, a multiple of 16
 */
export function storeHeavy(
  at: usize,
  counts: usize,
  distribution: usize,
  channels: i32,
  mean: f64,
  quiet: f64,
): usize {
  let vectors = 0;
  for (let first = 0; first < channels; first += 8) {
    const bits = vectorBits(first, distribution, channels, mean);
    if (bits === 0) continue;
    storeVector(at, first, bits, distribution, channels, mean);
    at += VECTOR_BYTES;
    vectors++;
  }
  const lanes = at;
  for (let first = 0; first < channels; first += 8) {
    if (vectorBits(first, distribution, channels, mean) === 0) continue;
    for (let channel = first; channel < first + 8; channel++) {
      const inVector = channelBits(channel, distribution, channels, mean) !== 0;
      if (inVector) storeLane(at, channel, channelMean(distribution, channel, channels, mean, 0.0));
      at += 1 << LANE_SHIFT;
    }
  }
  for (let channel = 0; channel <= channels; channel++) {
    const expected = channelMean(distribution, channel, channels, mean, quiet);
    if (expected < LEAST_HEAVY) continue;
    const isAlone = vectorBits(channel & ~7, distribution, channels, mean) === 0;
    if (!isAlone && channelBits(channel, distribution, channels, mean) !== 0) continue;
    storeLane(at, channel, expected);
    at += 1 << LANE_SHIFT;
  }
  store<u32>(counts, vectors);
  store<u32>(counts, <u32>((at - lanes) >> LANE_SHIFT), 4);
  storeLane(at, channels + 1, LEAST_HEAVY);
  return at + (1 << LANE_SHIFT);
}
