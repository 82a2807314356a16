// The Poisson quantile function: the count k at which the distribution passes a uniform number u. Exact where it
// matters: an asymptotic expansion gives k wherever its error bound leaves no doubt, sums of probabilities the rest.
//
// The number u has 64 bits: 32 that come from a stream, and 32 more of a Philox block of their own, drawn when the
// first ones leave a doubt.
//
// Source: M. B. Giles, ACM Trans. Math. Softw. 42 (2016) 7, doi:10.1145/2699466 (expansion Q_N3); the rational
// approximations to the normal quantile and the error bounds are fitted here, see the tests.
import { FOR_CHANNEL_TIE, philox } from "./random";

const block: usize = memory.data(16, 16);

/** Below it the expansion's bounds do not hold. */
export const LEAST_MEAN: f64 = 24;

/** Where the smaller tail of u, times 2^32, is below this, {@link normalTail} holds. */
export const TAIL: u32 = 0x1000000;

const TWO_32: f64 = 4294967296.0;

/**
 * The least k with u < F(k), by sums of probabilities on both sides of a first guess.
 *
 * @param mean above 0
 * @param guess a count near k
 * @param low P(X <= guess) and `high` P(X > guess) follow from sums of ratios, so no exponential and no factorial
 *   enters
 * @param tail the smaller one of u and 1 - u
 * @param upper whether that is 1 - u
 */
export function searchCount(mean: f64, guess: f64, tail: f64, upper: bool): f64 {
  let k = Math.max(0.0, guess);
  let low = 1.0;
  for (let term = 1.0, j = k; j > 0.0 && term > 1e-18 * low; j -= 1.0) {
    term *= j / mean;
    low += term;
  }
  let high = 0.0;
  for (let term = 1.0, j = k + 1.0; ; j += 1.0) {
    term *= mean / j;
    high += term;
    if (j > mean && term <= 1e-18 * high) break;
  }
  const goal = tail * (low + high);
  let p = 1.0;
  // While u >= F(k), the count is above k.
  while (upper ? goal <= high : goal >= low) {
    k += 1.0;
    p *= mean / k;
    low += p;
    high -= p;
    if (p < 1e-30 * low) return k;
  }
  // While u < F(k - 1), it is below.
  while (k > 0.0 && (upper ? goal > high + p : goal < low - p)) {
    low -= p;
    high += p;
    p *= k / mean;
    k -= 1.0;
  }
  return k;
}

/** Fitted to 2.4e-11 for probabilities from 2^-8 to 2^-33. @param p the smaller tail @returns at least 0 */
function normalTail(p: f64): f64 {
  const r = Math.sqrt(-Math.log(p));
  const above =
    -2.902493692785375 +
    r * (-5.213024381024993 + r * (5.346430423939804 + r * (5.54764760115437 + r * 0.7012705695752508)));
  return above / (1.0 + r * (4.879884512473733 + r * (3.933836339413248 + r * 0.4957218330192948)));
}

/**
 * The count of one channel.
 *
 * @param mean {@link LEAST_MEAN} or more
 * @param guess a count near it; where one tail of u is below 2^-8 a better one is found here
 * @param bits the first 32 bits of u
 * @param channel with pixel, pass and key: where the other 32 come from
 */
export function quantile(
  mean: f64,
  guess: f64,
  bits: u32,
  channel: u32,
  pixel: u32,
  pass: u32,
  k0: u32,
  k1: u32,
): f64 {
  const upper = bits >= 0x80000000;
  const rank = upper ? ~bits : bits;
  if (rank < TAIL) {
    const s = Math.sqrt(mean);
    const t = normalTail((<f64>rank + 0.5) / TWO_32);
    const w = upper ? t : -t;
    const w2 = w * w;
    const y =
      mean +
      s * w +
      (1.0 / 3.0 + w2 / 6.0) -
      (w * (1.0 / 36.0 + w2 / 72.0)) / s +
      (-8.0 / 405.0 + w2 * (7.0 / 810.0 + w2 / 270.0)) / mean;
    const doubt = (0.0008 * w2 * w2 * w2) / (mean * s) + s * (1e-9 + 0.5 / ((<f64>rank + 0.5) * t));
    guess = Math.floor(y);
    if (y - guess > doubt && guess + 1.0 - y > doubt) return guess;
  }
  philox(block, channel, pixel, pass, FOR_CHANNEL_TIE, k0, k1);
  const more = (<f64>load<u32>(block) + 0.5) / TWO_32;
  const tail = (<f64>rank + (upper ? 1.0 - more : more)) / TWO_32;
  return searchCount(mean, guess, tail, upper);
}
