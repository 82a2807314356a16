// Exact Poisson counts. A mean above 16 is cut into equal pieces, whose counts add up to one of the whole mean; each
// piece is drawn by inversion from a number of 53 random bits. Piece d of element e is words 2 (d mod 2) and
// 2 (d mod 2) + 1 of Philox block (e, d div 2), so that an element depends on seed, index and mean alone.
//
// Source: L. Devroye, Non-Uniform Random Variate Generation, Springer 1986, chapter X.3.
import { FOR_POISSON, philox, philoxFour } from "./random";

/** Largest mean that is drawn in one piece. */
const PIECE: f64 = 16;
/** Probabilities below 2^-60 are beyond the 53 bits of a uniform number. */
const NEGLIGIBLE: f64 = 8.673617379884035e-19;

const words: usize = memory.data(64, 16);
const block: usize = memory.data(16, 16);

/** A number in [0, 1) with 53 random bits. */
function toUnit(high: u32, low: u32): f64 {
  return (<f64>(high >>> 5) * 67108864.0 + <f64>(low >>> 6)) / 9007199254740992.0;
}

/** The count at which the distribution of `mean`, up to 16, whose probability of 0 is `none`, passes `u`. */
export function invert(mean: f64, none: f64, u: f64): u32 {
  let p = none;
  let k: u32 = 0;
  while (u >= p) {
    u -= p;
    k++;
    p *= mean / <f64>k;
    // Where rounding has left the sum of all probabilities below u.
    if (p < NEGLIGIBLE && <f64>k > mean) break;
  }
  return k;
}

/** The blocks 0 of four consecutive elements, word j of element i at words[4 j + i]. */
function firstBlocks(low: u32, high: u32, k0: u32, k1: u32): void {
  if (low <= 0xfffffffc) {
    philoxFour(words, low, high, 0, FOR_POISSON, k0, k1);
    return;
  }
  for (let i: u32 = 0; i < 4; i++) {
    const next = low + i;
    philox(block, next, next < low ? high + 1 : high, 0, FOR_POISSON, k0, k1);
    for (let j: usize = 0; j < 4; j++) {
      store<u32>(words + (j << 4) + ((<usize>i) << 2), load<u32>(block + (j << 2)));
    }
  }
}

/** Draws one element, whose block 0 is in lane `lane` of the words. */
function drawOne(mean: f64, lane: usize, low: u32, high: u32, k0: u32, k1: u32): u32 {
  const at = words + (lane << 2);
  const first = toUnit(load<u32>(at), load<u32>(at, 16));
  // exp(-mean) is never below 1 - mean: most counts of small means need no more.
  if (first < 1 - mean) return 0;
  if (mean <= PIECE) return invert(mean, Math.exp(-mean), first);
  const pieces = <u32>Math.ceil(mean / PIECE);
  const piece = mean / <f64>pieces;
  const none = Math.exp(-piece);
  let count = invert(piece, none, first);
  count += invert(piece, none, toUnit(load<u32>(at, 32), load<u32>(at, 48)));
  for (let d: u32 = 2; d < pieces; d++) {
    if ((d & 1) === 0) philox(block, low, high, d >>> 1, FOR_POISSON, k0, k1);
    const word = block + ((<usize>(d & 1)) << 3);
    count += invert(piece, none, toUnit(load<u32>(word), load<u32>(word, 4)));
  }
  return count;
}

/**
 * Draws a Poisson count of each mean.
 *
 * @param out u32[n], 4-aligned; overwritten
 * @param means f64[n], 8-aligned, each 0..1e6; 0 gives 0
 * @param low low half of the index of the first element
 * @param high high half
 * @param k0 low half of the seed
 * @param k1 high half of the seed
 *
 * Four elements share a call of the generator, the last ones partly unused; where a run of elements begins or ends
 * changes no count.
 */
export function drawPoisson(out: usize, means: usize, n: i32, low: u32, high: u32, k0: u32, k1: u32): void {
  for (let first = 0; first < n; first += 4) {
    const lanes = min(4, n - first);
    let ready = false;
    for (let lane = 0; lane < lanes; lane++) {
      const mean = load<f64>(means + ((<usize>(first + lane)) << 3));
      let count: u32 = 0;
      if (mean > 0) {
        if (!ready) firstBlocks(low, high, k0, k1);
        ready = true;
        const own = low + <u32>lane;
        count = drawOne(mean, lane, own, own < low ? high + 1 : high, k0, k1);
      }
      store<u32>(out + ((<usize>(first + lane)) << 2), count);
    }
    const next = low + 4;
    if (next < low) high++;
    low = next;
  }
}
