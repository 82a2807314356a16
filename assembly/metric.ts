// Distances between two spectra taken as distributions: p = a / sum(a), q = b / sum(b).
//
// With P = a * sum(b) and Q = b * sum(a), p - q = (P - Q) / (sum(a) * sum(b)): for counts of photons P and Q are exact
// whole numbers, so that spectra of one shape are at distance 0 whatever their exposure, and nearly equal ones keep
// their digits. Sums are compensated.

const LN2: f64 = 0.6931471805599453;

/** Pairs of running sum and its compensation, f64 [11, 2]. */
const sums: usize = memory.data(176, 16);

function clear(): void {
  memory.fill(sums, 0, 176);
}

/** Adds to one of the sums. Source: A. Neumaier, Z. Angew. Math. Mech. 54 (1974) 39-51. */
function add(slot: usize, value: f64): void {
  const at = sums + (slot << 4);
  const old = load<f64>(at);
  const sum = old + value;
  const lost = Math.abs(old) >= Math.abs(value) ? old - sum + value : value - sum + old;
  store<f64>(at, sum);
  store<f64>(at, load<f64>(at, 8) + lost, 8);
}

function total(slot: usize): f64 {
  const at = sums + (slot << 4);
  const sum = load<f64>(at);
  // Where the sum is infinite its compensation is not a number.
  return sum === Infinity ? sum : sum + load<f64>(at, 8);
}

function at(values: usize, i: i32): f64 {
  return load<f64>(values + ((<usize>i) << 3));
}

/** The power of two that brings the largest of some values >= 0 to 1..4, so that no product over- or underflows. */
function scaleOf(values: usize, n: i32): f64 {
  let largest: f64 = 0;
  for (let i = 0; i < n; i++) largest = Math.max(largest, at(values, i));
  const exponent = (reinterpret<u64>(largest) >>> 52) & 0x7ff;
  const opposite: u64 = exponent > 2045 ? 1 : 2046 - exponent;
  return reinterpret<f64>(opposite << 52);
}

function isConstant(values: usize, n: i32): bool {
  for (let i = 1; i < n; i++) if (at(values, i) !== at(values, 0)) return false;
  return true;
}

/** 0 ln 0 is taken as 0. */
function logarithmOr0(x: f64): f64 {
  return x > 0 ? Math.log(x) : 0.0;
}

/** p ln(p / m) + q ln(q / m) with m = (p + q) / 2, accurate for p near q; 0 where both are 0. */
function divergence(p: f64, q: f64): f64 {
  const sum = p + q;
  const t = (p - q) / sum;
  if (Math.abs(t) < 0.5) {
    // The same in t = (p - q) / (p + q), without the terms that cancel.
    return 0.5 * sum * (Math.log1p(-t * t) + t * (Math.log1p(t) - Math.log1p(-t)));
  }
  return p * logarithmOr0((2 * p) / sum) + q * logarithmOr0((2 * q) / sum);
}

const AA: usize = 0;
const BB: usize = 1;
const AB: usize = 2;
const GAP: usize = 3;

/**
 * Cosine of the angle between `a - meanA` and `b - meanB`, each mean given as two parts, and 1 minus it.
 *
 * @param out f64[2]: the cosine, and half the squared distance of the unit vectors, which does not cancel
 */
function compareDirections(
  out: usize,
  a: usize,
  b: usize,
  n: i32,
  scaleA: f64,
  scaleB: f64,
  meanA: f64,
  meanB: f64,
  restA: f64,
  restB: f64,
): void {
  clear();
  for (let i = 0; i < n; i++) {
    const u = at(a, i) * scaleA - meanA - restA;
    const v = at(b, i) * scaleB - meanB - restB;
    add(AA, u * u);
    add(BB, v * v);
    add(AB, u * v);
  }
  const lengthA = Math.sqrt(total(AA));
  const lengthB = Math.sqrt(total(BB));
  for (let i = 0; i < n; i++) {
    const u = (at(a, i) * scaleA - meanA - restA) / lengthA;
    const v = (at(b, i) * scaleB - meanB - restB) / lengthB;
    add(GAP, (u - v) * (u - v));
  }
  const distance = Math.min(0.5 * total(GAP), 2);
  const cosine = Math.max(total(AB) / (lengthA * lengthB), -1);
  store<f64>(out, distance < 0.5 ? 1 - distance : cosine);
  store<f64>(out, distance, 8);
}

const directions: usize = memory.data(16, 16);

/** Mean of `scale * values - shift`. */
function meanOf(values: usize, n: i32, scale: f64, shift: f64): f64 {
  clear();
  for (let i = 0; i < n; i++) add(AA, at(values, i) * scale - shift);
  return total(AA) / <f64>n;
}

/** Stores Pearson's r and 1 - r; where a spectrum has no variance, r is 1 if both have none, else 0. */
function correlate(out: usize, a: usize, b: usize, n: i32, scaleA: f64, scaleB: f64): void {
  const constants = i32(isConstant(a, n)) + i32(isConstant(b, n));
  if (constants > 0) {
    store<f64>(out, constants === 2 ? 1 : 0);
    store<f64>(out, constants === 2 ? 0 : 1, 8);
    return;
  }
  const meanA = meanOf(a, n, scaleA, 0);
  const meanB = meanOf(b, n, scaleB, 0);
  const restA = meanOf(a, n, scaleA, meanA);
  const restB = meanOf(b, n, scaleB, meanB);
  compareDirections(out, a, b, n, scaleA, scaleB, meanA, meanB, restA, restB);
}

const SUM_A: usize = 4;
const SUM_B: usize = 5;
const ABSOLUTE: usize = 6;
const CHI: usize = 7;
const CHI_PEARSON: usize = 8;
const ROOTS: usize = 9;
const PRODUCTS: usize = 10;
/** Has no part in the directions' sums, which are done by then. */
const JENSEN: usize = 0;

/**
 * Compares two spectra.
 *
 * @param out f64[11], 8-aligned, as are the inputs: correlation distance, cosine distance, Jensen-Shannon distance,
 *   Chebyshev, Bray-Curtis, chi-square, Bhattacharyya coefficient and distance, Hellinger, Pearson's r, Pearson's
 *   chi-square of `a` against `b`
 * @param a f64[n], finite, each >= 0, sum > 0
 * @param b f64[n], likewise
 * @param n at least 1
 *
 * Scalar. Sources: with each metric in src/analysis/spectrum-metrics.ts.
 */
export function spectrumMetrics(out: usize, a: usize, b: usize, n: i32): void {
  const scaleA = scaleOf(a, n);
  const scaleB = scaleOf(b, n);
  correlate(directions, a, b, n, scaleA, scaleB);
  store<f64>(out, load<f64>(directions, 8));
  store<f64>(out, load<f64>(directions), 72);
  compareDirections(directions, a, b, n, scaleA, scaleB, 0, 0, 0, 0);
  store<f64>(out, Math.min(load<f64>(directions, 8), 1), 8);

  clear();
  for (let i = 0; i < n; i++) {
    add(SUM_A, at(a, i) * scaleA);
    add(SUM_B, at(b, i) * scaleB);
  }
  const sumA = total(SUM_A);
  const sumB = total(SUM_B);
  const unit = sumA * sumB;
  let largest: f64 = 0;
  for (let i = 0; i < n; i++) {
    const p = at(a, i) * scaleA * sumB;
    const q = at(b, i) * scaleB * sumA;
    if (p + q === 0) continue;
    const d = p - q;
    const rootP = Math.sqrt(p);
    const rootQ = Math.sqrt(q);
    const root = d / (rootP + rootQ);
    largest = Math.max(largest, Math.abs(d));
    add(JENSEN, divergence(p, q));
    add(ABSOLUTE, Math.abs(d));
    add(CHI, d * (d / (p + q)));
    if (d !== 0) add(CHI_PEARSON, Math.abs(d) * (Math.abs(d) / q));
    add(ROOTS, root * root);
    add(PRODUCTS, rootP * rootQ);
  }
  let hellinger2 = (0.5 * total(ROOTS)) / unit;
  let coefficient = 1 - hellinger2;
  let logarithm = Math.log1p(-hellinger2);
  if (!(hellinger2 < 0.5)) {
    coefficient = Math.min(total(PRODUCTS) / unit, 1);
    hellinger2 = 1 - coefficient;
    logarithm = Math.log(coefficient);
  }
  store<f64>(out, Math.sqrt(Math.min(Math.max((0.5 * total(JENSEN)) / unit, 0), LN2)), 16);
  store<f64>(out, Math.min(largest / unit, 1), 24);
  store<f64>(out, Math.min((0.5 * total(ABSOLUTE)) / unit, 1), 32);
  store<f64>(out, Math.min((0.5 * total(CHI)) / unit, 1), 40);
  store<f64>(out, coefficient, 48);
  store<f64>(out, 0 - logarithm, 56);
  store<f64>(out, Math.sqrt(hellinger2), 64);
  store<f64>(out, total(CHI_PEARSON) / unit, 80);
}
