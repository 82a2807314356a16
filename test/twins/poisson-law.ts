// The Poisson distribution of one mean, summed from both ends so that both tails keep all their digits.

export class PoissonLaw {
  readonly first: number;
  /** P(X = k), for k from `first`; what lies outside is below 1e-40. */
  readonly probabilities: Float64Array;
  /** P(X <= k) */
  private readonly low: Float64Array;
  /** P(X > k) */
  private readonly high: Float64Array;

  constructor(mean: number) {
    const reach = 14 * Math.sqrt(mean) + 60;
    const mode = Math.floor(mean);
    this.first = Math.max(0, Math.floor(mean - reach));
    const n = Math.ceil(mean + reach) - this.first + 1;
    const p = new Float64Array(n);
    p[mode - this.first] = 1;
    for (let k = mode; k > this.first; k--) p[k - 1 - this.first] = p[k - this.first] * (k / mean);
    for (let k = mode + 1; k < this.first + n; k++) p[k - this.first] = p[k - 1 - this.first] * (mean / k);
    const total = p.reduce((sum, value) => sum + value, 0);
    this.probabilities = p.map((value) => value / total);
    this.low = new Float64Array(n);
    this.high = new Float64Array(n);
    for (let i = 0; i < n; i++) this.low[i] = (i > 0 ? this.low[i - 1] : 0) + this.probabilities[i];
    for (let i = n - 2; i >= 0; i--) this.high[i] = this.high[i + 1] + this.probabilities[i + 1];
  }

  /** P(X <= k) */
  below(k: number): number {
    return k < this.first ? 0 : (this.low[k - this.first] ?? 1);
  }

  /**
   * The least k with u < F(k).
   *
   * @param tail the smaller one of u and 1 - u
   * @param upper whether that is 1 - u
   */
  quantile(tail: number, upper: boolean): number {
    let from = 0;
    let to = this.low.length - 1;
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (upper ? tail > this.high[middle] : tail < this.low[middle]) to = middle;
      else from = middle + 1;
    }
    return this.first + from;
  }
}

const laws = new Map<number, PoissonLaw>();

/** One law for each mean. */
export function poissonLaw(mean: number): PoissonLaw {
  let law = laws.get(mean);
  if (!law) {
    law = new PoissonLaw(mean);
    laws.set(mean, law);
  }
  return law;
}

/** 32 random bits that lead and 32 that follow, as the smaller tail and its side. */
export function tailOf(bits: number, more: number): [tail: number, upper: boolean] {
  const rest = (more + 0.5) / 2 ** 32;
  return bits >= 2 ** 31 ? [(2 ** 32 - bits - rest) / 2 ** 32, true] : [(bits + rest) / 2 ** 32, false];
}
