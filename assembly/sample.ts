// Exact multinomial counts: every photon falls into a channel drawn from an alias table.
//
// A table has 2^bits slots, at least one a channel. One 32-bit word decides a photon: its upper `bits` choose a slot,
// the rest is compared with the slot's threshold. Where they are equal, once in 2^(32 - bits) photons, 32 more
// random bits decide against the threshold's next 32 bits, so the probabilities are those of the doubles given, not
// of a rounded table. Photon d of pixel p is word d mod 4 of Philox block (d div 4, p).
//
// Source: A. J. Walker, ACM Trans. Math. Softw. 3 (1977) 253-256, doi:10.1145/355744.355749; construction after
// M. D. Vose, IEEE Trans. Softw. Eng. 17 (1991) 972-975, doi:10.1109/32.92917.
import { FOR_COUNTS, FOR_COUNTS_TIE, philox, philoxFour } from "./random";

const words: usize = memory.data(64, 16);
const tieBlock: usize = memory.data(16, 16);

/**
 * Builds the alias table of one distribution.
 *
 * @param entries u32 [2^bits]; receives threshold << bits | alias
 * @param tails u32 [2^bits]; receives the next 32 bits of each threshold
 * @param work f64 [2^bits] then u32 [2^bits]: scratch, 8-byte aligned
 * @param distribution f64 [channels], each >= 0, sum 1
 * @param channels 1..2^bits
 * @param bits 1..16
 */
export function buildAliasTable(
  entries: usize,
  tails: usize,
  work: usize,
  distribution: usize,
  channels: i32,
  bits: i32,
): void {
  const slots = 1 << bits;
  const stack = work + ((<usize>slots) << 3);
  // One array holds two stacks: small slots from its start, large ones from its end.
  let small = 0;
  let large = slots;
  let heaviest = 0;
  for (let i = 0; i < slots; i++) {
    const p = i < channels ? load<f64>(distribution + ((<usize>i) << 3)) * <f64>slots : 0.0;
    store<f64>(work + ((<usize>i) << 3), p);
    if (p > load<f64>(work + ((<usize>heaviest) << 3))) heaviest = i;
  }
  const top = heaviest;
  for (let i = 0; i < slots; i++) {
    if (load<f64>(work + ((<usize>i) << 3)) < 1.0) {
      store<u32>(stack + ((<usize>small) << 2), i);
      small++;
    } else {
      large--;
      store<u32>(stack + ((<usize>large) << 2), i);
    }
  }
  const fraction = <f64>((<u64>1) << (32 - bits));
  while (small > 0) {
    small--;
    const slot = load<u32>(stack + ((<usize>small) << 2));
    const p = load<f64>(work + ((<usize>slot) << 3));
    // Rounding can exhaust the large slots first; what is missing then is of the order of 1e-16.
    let alias: u32 = top;
    if (large < slots) {
      alias = load<u32>(stack + ((<usize>large) << 2));
      const rest = load<f64>(work + ((<usize>alias) << 3)) + p - 1.0;
      store<f64>(work + ((<usize>alias) << 3), rest);
      if (rest < 1.0) {
        large++;
        store<u32>(stack + ((<usize>small) << 2), alias);
        small++;
      }
    }
    const scaled = Math.max(p, 0.0) * fraction;
    const threshold = Math.floor(scaled);
    store<u32>(entries + ((<usize>slot) << 2), ((<u32>threshold) << bits) | alias);
    store<u32>(tails + ((<usize>slot) << 2), <u32>((scaled - threshold) * 4294967296.0));
  }
  for (; large < slots; large++) {
    const slot = load<u32>(stack + ((<usize>large) << 2));
    store<u32>(entries + ((<usize>slot) << 2), slot);
    store<u32>(tails + ((<usize>slot) << 2), 0);
  }
}

function breakTie(tail: u32, photon: u32, pixel: u32, k0: u32, k1: u32): bool {
  philox(tieBlock, photon, pixel, 0, FOR_COUNTS_TIE, k0, k1);
  return load<u32>(tieBlock) < tail;
}

/** Adds one pixel's photons to `row`, T [channels]. */
function addPhotons<T>(
  row: usize,
  entries: usize,
  tails: usize,
  bits: i32,
  photons: u32,
  pixel: u32,
  k0: u32,
  k1: u32,
): void {
  const shift = 32 - bits;
  const restMask: u32 = (1 << shift) - 1;
  const aliasMask: u32 = (1 << bits) - 1;
  const wholeGroups = photons & ~15;
  for (let first: u32 = 0; first < photons; first += 16) {
    philoxFour(words, first >>> 2, pixel, 0, FOR_COUNTS, k0, k1);
    const whole = first < wholeGroups;
    for (let i: u32 = 0; i < 16; i++) {
      // Lane i & 3 is a block, i >> 2 the word in it.
      const photon = first + ((i & 3) << 2) + (i >>> 2);
      if (!whole && photon >= photons) continue;
      const word = load<u32>(words + ((<usize>i) << 2));
      const slot = word >>> shift;
      const rest = word & restMask;
      const entry = load<u32>(entries + ((<usize>slot) << 2));
      const threshold = entry >>> bits;
      let own = rest < threshold;
      if (rest === threshold) own = breakTie(load<u32>(tails + ((<usize>slot) << 2)), photon, pixel, k0, k1);
      const channel = own ? slot : entry & aliasMask;
      const at = row + <usize>channel * sizeof<T>();
      store<T>(at, <T>(load<T>(at) + <T>1));
    }
  }
}

function sampleRows<T>(
  out: usize,
  channels: i32,
  entries: usize,
  tails: usize,
  bits: i32,
  labels: usize,
  firstPixel: u32,
  pixels: i32,
  photons: u32,
  k0: u32,
  k1: u32,
): void {
  const rowBytes = <usize>channels * sizeof<T>();
  const tableShift = bits + 2;
  memory.fill(out, 0, rowBytes * <usize>pixels);
  for (let i = 0; i < pixels; i++) {
    const table = (<usize>load<u8>(labels + i)) << tableShift;
    addPhotons<T>(out, entries + table, tails + table, bits, photons, firstPixel + i, k0, k1);
    out += rowBytes;
  }
}

/**
 * Draws the counts of consecutive pixels, exactly `photons` each.
 *
 * @param out u16 or u32 [pixels, channels]; overwritten
 * @param bytes bytes a count, 2 (photons at most 65535) or 4
 * @param entries u32 [tables, 2^bits] of {@link buildAliasTable}
 * @param tails u32 [tables, 2^bits] of {@link buildAliasTable}
 * @param labels u8 [pixels]: the table of each pixel
 * @param firstPixel index of the first pixel in the whole image
 * @param k0 low half of the seed
 * @param k1 high half of the seed
 */
export function sampleCounts(
  out: usize,
  bytes: i32,
  channels: i32,
  entries: usize,
  tails: usize,
  bits: i32,
  labels: usize,
  firstPixel: u32,
  pixels: i32,
  photons: u32,
  k0: u32,
  k1: u32,
): void {
  if (bytes === 2) {
    sampleRows<u16>(out, channels, entries, tails, bits, labels, firstPixel, pixels, photons, k0, k1);
  } else {
    sampleRows<u32>(out, channels, entries, tails, bits, labels, firstPixel, pixels, photons, k0, k1);
  }
}
