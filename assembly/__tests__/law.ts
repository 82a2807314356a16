// The Poisson distribution of one mean, summed from both ends, for the specs of the sampler.

/** Index 0 of the sums is this count. */
export let first = 0;
/** P(X <= k) */
export let low: f64[] = [];
/** P(X > k) */
export let high: f64[] = [];

export function sumLaw(mean: f64): void {
  const reach = 14 * Math.sqrt(mean) + 60;
  const mode = <i32>Math.floor(mean);
  first = max(0, <i32>Math.floor(mean - reach));
  const n = <i32>Math.ceil(mean + reach) - first + 1;
  const p = new Array<f64>(n).fill(0);
  p[mode - first] = 1;
  for (let k = mode; k > first; k--) p[k - 1 - first] = (p[k - first] * <f64>k) / mean;
  for (let k = mode + 1; k < first + n; k++) p[k - first] = (p[k - 1 - first] * mean) / <f64>k;
  let total: f64 = 0;
  for (let i = 0; i < n; i++) total += p[i];
  low = new Array<f64>(n).fill(0);
  high = new Array<f64>(n).fill(0);
  for (let i = 0; i < n; i++) low[i] = (i > 0 ? low[i - 1] : 0) + p[i] / total;
  for (let i = n - 2; i >= 0; i--) high[i] = high[i + 1] + p[i + 1] / total;
}

/** The least k with u < F(k); `tail` is u, or 1 - u where `upper`. */
export function countOf(tail: f64, upper: bool): f64 {
  let from = 0;
  let to = low.length - 1;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (upper ? tail > high[middle] : tail < low[middle]) to = middle;
    else from = middle + 1;
  }
  return <f64>(first + from);
}
