// Alias tables: a photon's channel from one 32-bit word.
//
// A table has 2^bits slots, at least one a channel. The upper `bits` of a word choose a slot, the rest is compared with
// the slot's threshold. Where they are equal, once in 2^(32 - bits) photons, 32 more random bits decide against the
// threshold's next 32 bits, so the probabilities are those of the doubles given, not of a rounded table.
//
// Source: A. J. Walker, ACM Trans. Math. Softw. 3 (1977) 253-256, doi:10.1145/355744.355749; construction after
// M. D. Vose, IEEE Trans. Softw. Eng. 17 (1991) 972-975, doi:10.1109/32.92917.
import { FOR_ALIAS_TIE, philox } from "./random";
import { fillStream } from "./stream";

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

/** Words taken from the stream at once; a multiple of 8. */
const BATCH: u32 = 128;

/**
 * Adds photons to a row.
 *
 * @param row T [channels]
 * @param entries u32 [2^bits] of {@link buildAliasTable}
 * @param tails u32 [2^bits]
 * @param names u16 [2^bits]: the channel of each slot; 0 where slot and channel are the same
 * @param pass tells the pixel's draws apart where a photon needs more bits
 * @param words scratch, u32 [128]; 16-byte aligned
 */
export function placePhotons<T>(
  row: usize,
  entries: usize,
  tails: usize,
  bits: i32,
  names: usize,
  photons: u32,
  pixel: u32,
  pass: u32,
  words: usize,
  stream: usize,
  k0: u32,
  k1: u32,
): void {
  const shift = 32 - bits;
  const restMask: u32 = (1 << shift) - 1;
  const aliasMask: u32 = (1 << bits) - 1;
  for (let first: u32 = 0; first < photons; first += BATCH) {
    const count = min(BATCH, photons - first);
    fillStream(words, (count + 7) >>> 3, stream);
    const end = words + ((<usize>count) << 2);
    for (let at = words; at < end; at += 4) {
      const word = load<u32>(at);
      const slot = word >>> shift;
      const rest = word & restMask;
      const entry = load<u32>(entries + ((<usize>slot) << 2));
      const threshold = entry >>> bits;
      // A mask, because a branch here could not be predicted.
      let other: u32 = -(<u32>(rest >= threshold));
      if (rest === threshold) {
        philox(tieBlock, first + <u32>((at - words) >> 2), pixel, pass, FOR_ALIAS_TIE, k0, k1);
        other = -(<u32>(load<u32>(tieBlock) >= load<u32>(tails + ((<usize>slot) << 2))));
      }
      const chosen = slot ^ ((slot ^ entry) & aliasMask & other);
      const channel = names ? <u32>load<u16>(names + ((<usize>chosen) << 1)) : chosen;
      const place = row + <usize>channel * sizeof<T>();
      store<T>(place, <T>(load<T>(place) + <T>1));
    }
  }
}
