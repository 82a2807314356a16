// The expansion of the Poisson quantile function in a normal number, and the area below that.

/** The normal distribution function minus 1/2, by its series; good to 1e-15 for |w| < 6. */
export function normalArea(w: number): number {
  let [term, sum] = [w, w];
  for (let n = 3; Math.abs(term) > 1e-18; n += 2) {
    term *= (w * w) / n;
    sum += term;
  }
  return (Math.exp((-w * w) / 2) / Math.sqrt(2 * Math.PI)) * sum;
}

/**
 * Giles's Q_N3, or its first three terms.
 *
 * Source: M. B. Giles, ACM Trans. Math. Softw. 42 (2016) 7, doi:10.1145/2699466.
 */
export function expansion(mean: number, w: number, terms: 3 | 5 = 5): number {
  const [s, w2] = [Math.sqrt(mean), w * w];
  const start = mean + s * w + (1 / 3 + w2 / 6);
  if (terms === 3) return start;
  return start - (w * (1 / 36 + w2 / 72)) / s + (-8 / 405 + w2 * (7 / 810 + w2 / 270)) / mean;
}
