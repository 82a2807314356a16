// Elementary functions with the same bits in every engine, for what is measured outside of the kernels: those of
// JavaScript differ between engines in their last bits.

/** e^x. */
export function exponential(x: f64): f64 {
  return Math.exp(x);
}

/** ln x, x at least 0. */
export function logarithm(x: f64): f64 {
  return Math.log(x);
}
