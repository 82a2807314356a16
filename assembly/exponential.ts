// e^-x and what absorption makes of it, for two values at a time.

/** 1.5 * 2^52: adding it rounds to a whole number, which then stands in the lowest bits. */
const ROUND: f64 = 6755399441055744;
const LOG2_E: f64 = 1.4426950408889634;
/** ln 2 in two parts, the first of 33 bits. */
const LN2_HIGH: f64 = 0.6931471803691238;
const LN2_LOW: f64 = 1.9082149292705877e-10;
/** e^-x is below 1e-300 from here on, which counts as nothing. */
const LARGEST: f64 = 700;
/** Below it the series of four or five terms are exact to 1e-12. */
const SMALL: f64 = 0.02;

/**
 * e^-x for x of at least 0; Infinity gives 1e-304.
 *
 * Source: argument reduced by multiples of ln 2, Taylor series to the 11th power: within 2e-14.
 */
export function decay(x: v128): v128 {
  const y = f64x2.neg(f64x2.pmin(f64x2.splat(LARGEST), x));
  const t = f64x2.add(f64x2.mul(y, f64x2.splat(LOG2_E)), f64x2.splat(ROUND));
  const n = f64x2.sub(t, f64x2.splat(ROUND));
  const r = f64x2.sub(f64x2.sub(y, f64x2.mul(n, f64x2.splat(LN2_HIGH))), f64x2.mul(n, f64x2.splat(LN2_LOW)));
  let p = f64x2.splat(1.0 / 39916800.0);
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1.0 / 3628800.0));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1.0 / 362880.0));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1.0 / 40320.0));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1.0 / 5040.0));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1.0 / 720.0));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1.0 / 120.0));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1.0 / 24.0));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1.0 / 6.0));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(0.5));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1.0));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1.0));
  return i64x2.add(p, i64x2.shl(t, 52));
}

/** `(1 - e^-x) / x`: the mean of e^-t for t of 0..x; `passed` is e^-x. x of 0 gives 1. */
export function meanDecay(x: v128, passed: v128): v128 {
  let p = f64x2.splat(-1.0 / 720.0);
  p = f64x2.add(f64x2.mul(p, x), f64x2.splat(1.0 / 120.0));
  p = f64x2.add(f64x2.mul(p, x), f64x2.splat(-1.0 / 24.0));
  p = f64x2.add(f64x2.mul(p, x), f64x2.splat(1.0 / 6.0));
  p = f64x2.add(f64x2.mul(p, x), f64x2.splat(-0.5));
  p = f64x2.add(f64x2.mul(p, x), f64x2.splat(1.0));
  const long = f64x2.div(f64x2.sub(f64x2.splat(1.0), passed), x);
  return v128.bitselect(p, long, f64x2.lt(x, f64x2.splat(SMALL)));
}

/** `(1 - mean) / x`, where `mean` is {@link meanDecay} of x: how much of what starts evenly along 0..x is there on the mean. */
export function meanOfEven(x: v128, mean: v128): v128 {
  let p = f64x2.splat(-1.0 / 5040.0);
  p = f64x2.add(f64x2.mul(p, x), f64x2.splat(1.0 / 720.0));
  p = f64x2.add(f64x2.mul(p, x), f64x2.splat(-1.0 / 120.0));
  p = f64x2.add(f64x2.mul(p, x), f64x2.splat(1.0 / 24.0));
  p = f64x2.add(f64x2.mul(p, x), f64x2.splat(-1.0 / 6.0));
  p = f64x2.add(f64x2.mul(p, x), f64x2.splat(0.5));
  const long = f64x2.div(f64x2.sub(f64x2.splat(1.0), mean), x);
  return v128.bitselect(p, long, f64x2.lt(x, f64x2.splat(SMALL)));
}

/**
 * `(1 - e^(-chi m)) / chi`, the integral of e^(-chi t) over a thickness m of 0 to Infinity.
 *
 * @param chi above 0
 */
export function decayIntegral(chi: v128, thickness: f64): v128 {
  const m = f64x2.splat(thickness);
  const x = f64x2.mul(chi, m);
  const short = f64x2.mul(m, meanDecay(x, f64x2.splat(1.0)));
  const long = f64x2.div(f64x2.sub(f64x2.splat(1.0), decay(x)), chi);
  return v128.bitselect(short, long, f64x2.lt(x, f64x2.splat(SMALL)));
}
