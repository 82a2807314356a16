// The Poisson quantile function: the count k at which the distribution passes a uniform number u. Exact where it
// matters: an asymptotic expansion gives k wherever its error bound leaves no doubt, sums of probabilities the rest.
//
// The number u has 64 bits: 32 that come from a stream, and 32 more of a Philox block of their own, drawn when the
// first ones leave a doubt.
//
// Source: M. B. Giles, ACM Trans. Math. Softw. 42 (2016) 7, doi:10.1145/2699466 (expansion Q_N3); its error bounds are
// measured against SciPy.
import { FOR_CHANNEL_TIE, philox } from "./random";

const block: usize = memory.data(16, 16);

const TWO_32: f64 = 4294967296.0;

// Coefficients of AS 241, the constant term first.
const CENTRE_ABOVE: usize = memory.data<f64>([
  3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987,
  67265.7709270087, 33430.57558358813, 2509.0809287301227,
]);
const CENTRE_BELOW: usize = memory.data<f64>([
  1.0, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271,
  28729.085735721943, 5226.495278852854,
]);
const TAIL_ABOVE: usize = memory.data<f64>([
  1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
  0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
]);
const TAIL_BELOW: usize = memory.data<f64>([
  1.0, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
  0.0005475938084995345, 1.0507500716444169e-9,
]);

function polynomial(c: usize, x: f64): f64 {
  const x2 = x * x;
  const x4 = x2 * x2;
  const low = load<f64>(c) + x * load<f64>(c, 8) + x2 * (load<f64>(c, 16) + x * load<f64>(c, 24));
  const high = load<f64>(c, 32) + x * load<f64>(c, 40) + x2 * (load<f64>(c, 48) + x * load<f64>(c, 56));
  return low + x4 * high;
}

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

/**
 * The normal quantile of 1 - p.
 *
 * @param p 1e-11..0.5
 * @returns at least 0, relative error 1e-16
 *
 * Source: M. J. Wichura, Algorithm AS 241 (PPND16), Appl. Stat. 37 (1988) 477-484, doi:10.2307/2347330.
 */
export function normalQuantile(p: f64): f64 {
  if (p >= 0.075) {
    const q = 0.5 - p;
    const r = 0.180625 - q * q;
    return (q * polynomial(CENTRE_ABOVE, r)) / polynomial(CENTRE_BELOW, r);
  }
  const r = Math.sqrt(-Math.log(p)) - 1.6;
  return polynomial(TAIL_ABOVE, r) / polynomial(TAIL_BELOW, r);
}

/**
 * The count of one channel.
 *
 * @param mean 24 or more: below it the expansion's bounds do not hold
 * @param bits the first 32 bits of u
 * @param channel with pixel, pass and key: where the other 32 come from
 */
export function quantile(mean: f64, bits: u32, channel: u32, pixel: u32, pass: u32, k0: u32, k1: u32): f64 {
  const upper = bits >= 0x80000000;
  const rank = <f64>(upper ? ~bits : bits);
  const root = Math.sqrt(mean);
  const size = normalQuantile((rank + 0.5) / TWO_32);
  const w = upper ? size : -size;
  const w2 = w * w;
  const y =
    mean +
    root * w +
    (1.0 / 3.0 + w2 / 6.0) -
    (w * (1.0 / 36.0 + w2 / 72.0)) / root +
    (-8.0 / 405.0 + w2 * (7.0 / 810.0 + w2 / 270.0)) / mean;
  // What the expansion leaves out, and what the bits still to come can change.
  const doubt =
    (0.3 + 0.0008 * w2 * w2 * w2) / (mean * root) + root * (1e-9 + 0.6 / ((rank + 0.5) * (size + 0.3)));
  const count = Math.floor(y);
  if (y - count > doubt && count + 1.0 - y > doubt) return count;
  philox(block, channel, pixel, pass, FOR_CHANNEL_TIE, k0, k1);
  const more = (<f64>load<u32>(block) + 0.5) / TWO_32;
  return searchCount(mean, count, (rank + (upper ? 1.0 - more : more)) / TWO_32, upper);
}
