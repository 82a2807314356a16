// Counts of pixels: exact multinomials of a given number of photons, or Poisson counts of a given mean.
//
// N photons one by one through an alias table cost a time that grows with N. So most of them come from a pass: a whole
// spectrum of independent Poisson counts whose total T is almost surely a little below N. Given T, such counts are the
// multinomial of T photons, so N - T more photons make that of N: by a smaller pass again while that is cheaper, then one
// by one. In the few cases where T is above N, photons are taken away, each with the same chance, which keeps the law.
// A Poisson pixel is a pass at its mean; what is above the nearest pass's mean is a Poisson number of photons more.
//
// Everything about a distribution is in a record of u32 words, from a 16-byte boundary; places are bytes from its start:
// [channels, bits, place of the distribution f64 [channels], of the alias entries u32 [2^bits], of their tails, number
// of passes, 0, 0], then for each pass, the smallest first, its mean (f64), the place of its table (u32) and 0.
//
// Source: L. Devroye, Non-Uniform Random Variate Generation, Springer 1986, chapters X.3 and XI.1 (Poisson and
// multinomial).
import { placePhotons } from "./alias";
import { searchCount } from "./poisson-quantile";
import { addPoissonSpectrum, numberBytes, quietEntries, ROW_MARGIN } from "./poisson-spectrum";
import { FOR_BACKGROUND, FOR_COUNTS, FOR_TOTAL, philox } from "./random";
import { STREAM_BYTES, startStream } from "./stream";

const block: usize = memory.data(16, 16);
/** Photons of quiet channels that a pass leaves to be placed. */
const quiet: usize = memory.data(4, 16);

/**
 * Photons that a pass stays below the number wanted: its total exceeds that in two pixels of a hundred, or where a
 * pass will make up the difference anyway, in three of a thousand.
 */
export function passMargin(photons: f64): f64 {
  return (photons < 4096.0 ? 2.0 : 2.8) * Math.sqrt(photons);
}

/** Fewer photons than this are placed one by one, because a pass takes a time that grows with the channels. */
export function leastPass(channels: i32): f64 {
  return 64.0 + 0.15 * <f64>channels;
}

/** Index of the pass with the highest mean up to `most`, or -1. */
function choosePass(record: usize, most: f64): i32 {
  let low = 0;
  let high = <i32>load<u32>(record, 20);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (load<f64>(record + 32 + ((<usize>middle) << 4)) <= most) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** A Poisson number of any mean. */
function poissonTotal(mean: f64, pixel: u32, purpose: u32, k0: u32, k1: u32): u32 {
  if (mean <= 0.0) return 0;
  philox(block, 0, pixel, purpose, FOR_TOTAL, k0, k1);
  const u =
    (<f64>(load<u32>(block) >>> 5) * 67108864.0 + <f64>(load<u32>(block, 4) >>> 6) + 0.5) /
    9007199254740992.0;
  return <u32>searchCount(mean, Math.floor(mean), u < 0.5 ? u : 1.0 - u, u >= 0.5);
}

/** Channels whose counts are summed at once. */
const BLOCK: usize = 32;

/** Sum of the next channels; what lies after the row may be among them, but no photon sought is there. */
function sumBlock<T>(at: usize): u32 {
  let sums = i32x4.splat(0);
  for (let i: usize = 0; i < BLOCK * sizeof<T>(); i += 16) {
    const counts = v128.load(at + i);
    sums = i32x4.add(sums, sizeof<T>() === 2 ? i32x4.extadd_pairwise_i16x8_u(counts) : counts);
  }
  const half = i32x4.add(sums, v128.shuffle<u32>(sums, sums, 2, 3, 0, 1));
  return i32x4.extract_lane(half, 0) + i32x4.extract_lane(half, 1);
}

/** Takes photons away, each of the `placed` ones with the same chance. */
function removePhotons<T>(
  row: usize,
  placed: u32,
  photons: u32,
  pixel: u32,
  purpose: u32,
  k0: u32,
  k1: u32,
): void {
  for (let draw: u32 = 0; photons > 0; draw++) {
    philox(block, draw, pixel, purpose | 0x100, FOR_TOTAL, k0, k1);
    const product = <u64>load<u32>(block) * <u64>placed;
    // Some words would make the first ranks likelier.
    if (<u32>product < (0 - placed) % placed) continue;
    let rank = <u32>(product >> 32);
    let at = row;
    for (let part = sumBlock<T>(at); rank >= part; part = sumBlock<T>(at)) {
      rank -= part;
      at += BLOCK * sizeof<T>();
    }
    for (let count = <u32>load<T>(at); rank >= count; count = <u32>load<T>(at)) {
      rank -= count;
      at += sizeof<T>();
    }
    store<T>(at, <T>(load<T>(at) - <T>1));
    placed--;
    photons--;
  }
}

/** The table of a pass. */
function tableOf(record: usize, pass: i32): usize {
  return record + load<u32>(record + 32 + ((<usize>pass) << 4), 8);
}

/** Adds a pass to a row, but for the photons of quiet channels. @returns its photons, those included */
function addPass<T>(
  row: usize,
  record: usize,
  pass: i32,
  number: u32,
  pixel: u32,
  stream: usize,
  numbers: usize,
  k0: u32,
  k1: u32,
): u32 {
  return addPoissonSpectrum<T>(
    row,
    tableOf(record, pass),
    record + load<u32>(record, 8),
    load<i32>(record),
    load<f64>(record + 32 + ((<usize>pass) << 4)),
    pixel,
    number,
    numbers,
    quiet,
    stream,
    k0,
    k1,
  );
}

/** Adds the photons of one distribution to an empty row. */
function drawRow<T>(
  row: usize,
  record: usize,
  photons: f64,
  poisson: bool,
  purpose: u32,
  pixel: u32,
  scratch: usize,
  k0: u32,
  k1: u32,
): void {
  const least = leastPass(load<i32>(record));
  const bits = load<i32>(record, 4);
  const numbers = scratch + STREAM_BYTES;
  startStream(scratch, pixel, purpose, k0, k1);
  let number: u32 = purpose << 8;
  let placed: u32 = 0;
  let goal = <u32>photons;
  let pass = -1;
  if (poisson) {
    pass = photons < least ? -1 : choosePass(record, photons);
    if (pass >= 0) {
      placed = addPass<T>(row, record, pass, number++, pixel, scratch, numbers, k0, k1);
      photons -= load<f64>(record + 32 + ((<usize>pass) << 4));
    }
    goal = placed + poissonTotal(photons, pixel, purpose, k0, k1);
  }
  const entries = record + load<u32>(record, 12);
  const tails = record + load<u32>(record, 16);
  for (;;) {
    let quietTable: usize = 0;
    let quietPhotons: u32 = 0;
    if (pass >= 0) {
      quietTable = quietEntries(tableOf(record, pass));
      quietPhotons = load<u32>(quiet);
    }
    const missing = placed < goal ? <f64>(goal - placed) : 0.0;
    pass = missing < least ? -1 : choosePass(record, missing - passMargin(missing));
    // The quiet photons of the last pass, together with those that need none.
    placePhotons<T>(
      row,
      quietTable,
      quietTable + (4 << bits),
      quietPhotons,
      entries,
      tails,
      pass < 0 ? <u32>missing : 0,
      bits,
      pixel,
      number | 0x80,
      numbers,
      scratch,
      k0,
      k1,
    );
    if (pass < 0) break;
    placed += addPass<T>(row, record, pass, number++, pixel, scratch, numbers, k0, k1);
  }
  if (placed > goal) removePhotons<T>(row, placed, placed - goal, pixel, purpose, k0, k1);
}

function addRow<T>(row: usize, other: usize, channels: i32): void {
  for (const end = row + <usize>channels * sizeof<T>(); row < end; row += sizeof<T>(), other += sizeof<T>()) {
    store<T>(row, <T>(load<T>(row) + load<T>(other)));
  }
}

function sampleRows<T>(
  out: usize,
  channels: i32,
  records: usize,
  labels: usize,
  photons: usize,
  poisson: bool,
  background: usize,
  backgroundMean: f64,
  firstPixel: u32,
  pixels: i32,
  scratch: usize,
  k0: u32,
  k1: u32,
): void {
  const rowBytes = <usize>channels * sizeof<T>();
  const second = scratch + STREAM_BYTES + <usize>numberBytes(channels);
  for (let i = 0; i < pixels; i++) {
    const pixel = firstPixel + i;
    const record = load<usize>(records + ((<usize>load<u8>(labels + i)) << 2));
    memory.fill(out, 0, rowBytes);
    drawRow<T>(
      out,
      record,
      load<f64>(photons + ((<usize>i) << 3)),
      poisson,
      FOR_COUNTS,
      pixel,
      scratch,
      k0,
      k1,
    );
    if (background) {
      memory.fill(second, 0, rowBytes);
      drawRow<T>(second, background, backgroundMean, true, FOR_BACKGROUND, pixel, scratch, k0, k1);
      addRow<T>(out, second, channels);
    }
    out += rowBytes;
  }
}

/** Bytes of scratch memory for {@link sampleCounts}. */
export function sampleScratch(channels: i32): i32 {
  return <i32>(STREAM_BYTES + ROW_MARGIN) + numberBytes(channels) + 4 * channels;
}

/**
 * Draws the counts of consecutive pixels.
 *
 * @param out u16 or u32 [pixels, channels] and {@link ROW_MARGIN} bytes more; overwritten
 * @param bytes bytes a count: 2 (no count can exceed 65535) or 4
 * @param records u32 [256]: the record of each label, see the head of this file
 * @param labels u8 [pixels]
 * @param photons f64 [pixels]: whole numbers, or means where `poisson`; 8-byte aligned
 * @param background record of what is added to every pixel, or 0
 * @param backgroundMean Poisson mean of its photons
 * @param firstPixel index of the first pixel in the whole image
 * @param scratch {@link sampleScratch} bytes; 16-byte aligned
 * @param k0 low half of the seed
 * @param k1 high half of the seed
 */
export function sampleCounts(
  out: usize,
  bytes: i32,
  channels: i32,
  records: usize,
  labels: usize,
  photons: usize,
  poisson: bool,
  background: usize,
  backgroundMean: f64,
  firstPixel: u32,
  pixels: i32,
  scratch: usize,
  k0: u32,
  k1: u32,
): void {
  if (bytes === 2) {
    sampleRows<u16>(
      out,
      channels,
      records,
      labels,
      photons,
      poisson,
      background,
      backgroundMean,
      firstPixel,
      pixels,
      scratch,
      k0,
      k1,
    );
  } else {
    sampleRows<u32>(
      out,
      channels,
      records,
      labels,
      photons,
      poisson,
      background,
      backgroundMean,
      firstPixel,
      pixels,
      scratch,
      k0,
      k1,
    );
  }
}
