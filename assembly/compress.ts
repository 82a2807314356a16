// Counts brought to 0..1, so that strong lines do not outweigh all else when scans are compared as images.

/** Beyond this the result is 1 to the last digit, and its square would overflow. */
const LARGE: f64 = 1e100;

/** Two counts as doubles. */
function loadPair<T>(at: usize): v128 {
  if (sizeof<T>() === 2) return f64x2.convert_low_i32x4_u(i32x4.extend_low_i16x8_u(v128.load32_zero(at)));
  if (sizeof<T>() === 4) return f64x2.convert_low_i32x4_u(v128.load64_zero(at));
  return v128.load(at);
}

function compress<T>(out: usize, counts: usize, n: i32): void {
  const two = f64x2.splat(2);
  const large = f64x2.splat(LARGE);
  let i = 0;
  for (; i + 2 <= n; i += 2) {
    const x = f64x2.min(loadPair<T>(counts + <usize>i * sizeof<T>()), large);
    const y = f64x2.mul(x, f64x2.add(x, two));
    v128.store(out + ((<usize>i) << 3), f64x2.div(y, f64x2.add(y, two)));
  }
  if (i < n) {
    const x = Math.min(<f64>load<T>(counts + <usize>i * sizeof<T>()), LARGE);
    const y = x * (x + 2);
    store<f64>(out + ((<usize>i) << 3), y / (y + 2));
  }
}

/**
 * Compresses counts, `tanh(ln(1 + x))`, computed as `((1 + x)^2 - 1) / ((1 + x)^2 + 1)`.
 *
 * @param out f64[n], 8-aligned; 0..1
 * @param counts u16, u32 or f64 [n], aligned to its size, each >= 0
 * @param bytes bytes a count: 2, 4 or 8
 *
 * Two at a time with a scalar tail; exact either way, and without cancellation for small counts.
 * Source: A. Bombini, arXiv:2304.14078 (2023), table 2.
 */
export function compressCounts(out: usize, counts: usize, bytes: i32, n: i32): void {
  if (bytes === 2) compress<u16>(out, counts, n);
  else if (bytes === 4) compress<u32>(out, counts, n);
  else compress<f64>(out, counts, n);
}
