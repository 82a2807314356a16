// Slow, obvious twin of assembly/second-difference.ts.

/** Smooths by a sampled Gaussian, with room at both ends, and takes the second difference of that. */
export function secondDifferenceTwin(values: ArrayLike<number>, widths: ArrayLike<number>) {
  const n = values.length;
  const value = (i: number) => values[Math.min(Math.max(i, 0), n - 1)]!;
  const rows = Array.from({ length: n }, (_, i) => {
    const sigma = widths[i]!;
    const reach = Math.ceil(5 * sigma);
    const weights = new Map<number, number>();
    for (let k = -reach; k <= reach; k++) weights.set(k, Math.exp((-k * k) / (2 * sigma * sigma)));
    const area = [...weights.values()].reduce((a, b) => a + b, 0);
    const weight = (k: number) => (weights.get(k) ?? 0) / area;
    let difference = 0;
    let variance = 0;
    for (let k = -reach - 1; k <= reach + 1; k++) {
      const second = 2 * weight(k) - weight(k - 1) - weight(k + 1);
      difference += second * value(i + k);
      variance += second ** 2 * value(i + k);
    }
    return { difference, deviation: Math.sqrt(variance) };
  });
  return {
    difference: rows.map((row) => row.difference),
    deviation: rows.map((row) => row.deviation),
  };
}
