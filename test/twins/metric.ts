// Slow, obvious twin of assembly/metric.ts: the definitions, sum by sum.
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const dot = (a: readonly number[], b: readonly number[]): number => sum(a.map((x, i) => x * b[i]));
const cosine = (a: readonly number[], b: readonly number[]): number =>
  dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
const centred = (a: readonly number[]): number[] => a.map((x) => x - sum(a) / a.length);
const isConstant = (a: readonly number[]): boolean => a.every((x) => x === a[0]);

function pearsonTwin(a: number[], b: number[]): number {
  if (isConstant(a) || isConstant(b)) return isConstant(a) && isConstant(b) ? 1 : 0;
  return cosine(centred(a), centred(b));
}

export function spectrumMetricsTwin(a: ArrayLike<number>, b: ArrayLike<number>) {
  const p = Array.from(a, (x) => x / sum(Array.from(a)));
  const q = Array.from(b, (x) => x / sum(Array.from(b)));
  const relative = (x: number, m: number): number => (x > 0 ? x * Math.log(x / m) : 0);
  const pearson = pearsonTwin(Array.from(a), Array.from(b));
  const coefficient = sum(p.map((x, i) => Math.sqrt(x * q[i])));
  const jensen = sum(p.map((x, i) => relative(x, (x + q[i]) / 2) + relative(q[i], (x + q[i]) / 2)));
  const chi = sum(p.map((x, i) => (x + q[i] > 0 ? (x - q[i]) ** 2 / (x + q[i]) : 0)));
  return {
    correlation: 1 - pearson,
    cosine: 1 - cosine(p, q),
    jensenShannon: Math.sqrt(Math.max(0, jensen / 2)),
    chebyshev: Math.max(...p.map((x, i) => Math.abs(x - q[i]))),
    brayCurtis: sum(p.map((x, i) => Math.abs(x - q[i]))) / sum(p.map((x, i) => x + q[i])),
    chiSquare: chi / 2,
    bhattacharyyaCoefficient: coefficient,
    bhattacharyyaDistance: -Math.log(coefficient),
    hellinger: Math.sqrt(sum(p.map((x, i) => (Math.sqrt(x) - Math.sqrt(q[i])) ** 2)) / 2),
    pearson,
    chiSquarePearson: sum(p.map((x, i) => (x === q[i] ? 0 : (x - q[i]) ** 2 / q[i]))),
  };
}
