// Chi-square tests. Probabilities by the Wilson-Hilferty cube-root approximation, good to a few per cent down to 1e-6
// for the many degrees of freedom met here. Source: E. B. Wilson, M. M. Hilferty, PNAS 17 (1931) 684-688.

/** Upper tail of the standard normal. Source: Abramowitz and Stegun 26.2.17, error below 1e-7. */
function normalTail(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const poly =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * poly;
  return z >= 0 ? tail : 1 - tail;
}

export function chiSquareTail(statistic: number, degrees: number): number {
  const h = 2 / (9 * degrees);
  return normalTail(((statistic / degrees) ** (1 / 3) - (1 - h)) / Math.sqrt(h));
}

/** Pools neighbouring channels until each group is expected to hold at least `least`. */
export function pooled(
  observed: ArrayLike<number>,
  expected: ArrayLike<number>,
  least = 10,
): [number, number][] {
  const groups: [number, number][] = [];
  let [o, e] = [0, 0];
  for (let i = 0; i < observed.length; i++) {
    o += observed[i];
    e += expected[i];
    if (e >= least) {
      groups.push([o, e]);
      [o, e] = [0, 0];
    }
  }
  if (groups.length > 0) {
    const last = groups[groups.length - 1];
    groups[groups.length - 1] = [last[0] + o, last[1] + e];
  }
  return groups;
}

/**
 * Probability of a fit at least as bad: counts against expected counts.
 *
 * @param constraints 1 where both have the same total, 0 where counts are Poisson numbers
 */
export function goodnessOfFit(
  observed: ArrayLike<number>,
  expected: ArrayLike<number>,
  constraints = 1,
): number {
  const groups = pooled(observed, expected);
  const statistic = groups.reduce((sum, [o, e]) => sum + (o - e) ** 2 / e, 0);
  return chiSquareTail(statistic, groups.length - constraints);
}

/** Probability that two counts of the same total differ at least so much if they have one law. */
export function sameLaw(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const sum = Array.from(a, (value, i) => value + b[i]);
  let statistic = 0;
  let degrees = -1;
  let [x, y] = [0, 0];
  for (let i = 0; i < sum.length; i++) {
    x += a[i];
    y += b[i];
    if (x + y >= 20) {
      statistic += (x - y) ** 2 / (x + y);
      degrees++;
      [x, y] = [0, 0];
    }
  }
  return chiSquareTail(statistic, degrees);
}
