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

/** Adds a photon. */
function countSlot<T>(row: usize, slot: u32): void {
  const at = row + <usize>slot * sizeof<T>();
  store<T>(at, <T>(load<T>(at) + <T>1));
}

/** Adds the photons of words to a row; `first` is the number of the first one, by which ties are told apart. */
function placeWords<T>(
  row: usize,
  entries: usize,
  tails: usize,
  bits: i32,
  words: usize,
  count: u32,
  first: u32,
  pixel: u32,
  pass: u32,
  k0: u32,
  k1: u32,
): void {
  const shift = 32 - bits;
  const aliasMask: u32 = (1 << bits) - 1;
  const mask = <u64>aliasMask;
  // Four at a time, which saves a third of the time; the last ones may be less.
  let at = words;
  const end = words + ((<usize>count) << 2);
  for (const last = words + ((<usize>(count & ~3)) << 2); at < last; at += 16) {
    const word0 = load<u32>(at);
    const word1 = load<u32>(at, 4);
    const word2 = load<u32>(at, 8);
    const word3 = load<u32>(at, 12);
    const slot0 = word0 >>> shift;
    const slot1 = word1 >>> shift;
    const slot2 = word2 >>> shift;
    const slot3 = word3 >>> shift;
    const entry0 = load<u32>(entries + ((<usize>slot0) << 2));
    const entry1 = load<u32>(entries + ((<usize>slot1) << 2));
    const entry2 = load<u32>(entries + ((<usize>slot2) << 2));
    const entry3 = load<u32>(entries + ((<usize>slot3) << 2));
    // Negative where the rest of the word reaches the threshold, and then its upper half is a mask of all bits: a
    // branch here could not be predicted.
    const ahead0 = <i64>entry0 - <i64>(word0 << bits);
    const ahead1 = <i64>entry1 - <i64>(word1 << bits);
    const ahead2 = <i64>entry2 - <i64>(word2 << bits);
    const ahead3 = <i64>entry3 - <i64>(word3 << bits);
    const tie =
      i32(<u64>ahead0 <= mask) |
      i32(<u64>ahead1 <= mask) |
      i32(<u64>ahead2 <= mask) |
      i32(<u64>ahead3 <= mask);
    if (tie) break;
    countSlot<T>(row, slot0 ^ ((slot0 ^ entry0) & aliasMask & <u32>(ahead0 >> 32)));
    countSlot<T>(row, slot1 ^ ((slot1 ^ entry1) & aliasMask & <u32>(ahead1 >> 32)));
    countSlot<T>(row, slot2 ^ ((slot2 ^ entry2) & aliasMask & <u32>(ahead2 >> 32)));
    countSlot<T>(row, slot3 ^ ((slot3 ^ entry3) & aliasMask & <u32>(ahead3 >> 32)));
  }
  for (; at < end; at += 4) {
    const word = load<u32>(at);
    const slot = word >>> shift;
    const entry = load<u32>(entries + ((<usize>slot) << 2));
    const ahead = <i64>entry - <i64>(word << bits);
    let other = <u32>(ahead >> 32);
    if (<u64>ahead <= mask) {
      philox(tieBlock, first + <u32>((at - words) >> 2), pixel, pass, FOR_ALIAS_TIE, k0, k1);
      other = -(<u32>(load<u32>(tieBlock) >= load<u32>(tails + ((<usize>slot) << 2))));
    }
    countSlot<T>(row, slot ^ ((slot ^ entry) & aliasMask & other));
  }
}

/**
 * Adds photons of two distributions to a row, first those of the one, then those of the other: words are taken from the
 * stream for both together.
 *
 * @param row T [channels]
 * @param entries1 u32 [2^bits] of {@link buildAliasTable}, of the first distribution; nothing where `photons1` is 0
 * @param tails1 u32 [2^bits]
 * @param photons1 photons of the first distribution
 * @param pass tells the pixel's draws apart where a photon needs more bits
 * @param words scratch, u32 [128]; 16-byte aligned
 */
export function placePhotons<T>(
  row: usize,
  entries1: usize,
  tails1: usize,
  photons1: u32,
  entries2: usize,
  tails2: usize,
  photons2: u32,
  bits: i32,
  pixel: u32,
  pass: u32,
  words: usize,
  stream: usize,
  k0: u32,
  k1: u32,
): void {
  const photons = photons1 + photons2;
  for (let first: u32 = 0; first < photons; first += BATCH) {
    const count = min(BATCH, photons - first);
    fillStream(words, (count + 7) >>> 3, stream);
    const own = first < photons1 ? min(count, photons1 - first) : 0;
    if (own > 0) placeWords<T>(row, entries1, tails1, bits, words, own, first, pixel, pass, k0, k1);
    if (own < count) {
      const rest = words + ((<usize>own) << 2);
      placeWords<T>(row, entries2, tails2, bits, rest, count - own, first + own, pixel, pass, k0, k1);
    }
  }
}
