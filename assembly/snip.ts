// The slowly varying background under the peaks of a spectrum.

/** Compresses a count so that its square-root noise and its range shrink; the inverse is {@link expand}. */
function compress(x: f64): f64 {
  return Math.log(Math.log(Math.sqrt(x + 1) + 1) + 1);
}

function expand(y: f64): f64 {
  const root = Math.exp(Math.exp(y) - 1) - 1;
  return root * root - 1;
}

/** Clips what stands above the chord between the neighbours `reach` channels away, all channels at once. */
function clip(values: usize, work: usize, n: i32, reach: i32): void {
  const span = (<usize>reach) << 3;
  const half = f64x2.splat(0.5);
  let i = reach;
  for (; i + 2 <= n - reach; i += 2) {
    const at = values + ((<usize>i) << 3);
    const chord = f64x2.mul(half, f64x2.add(v128.load(at - span), v128.load(at + span)));
    v128.store(work + ((<usize>i) << 3), f64x2.min(v128.load(at), chord));
  }
  for (; i < n - reach; i++) {
    const at = values + ((<usize>i) << 3);
    const chord = 0.5 * (load<f64>(at - span) + load<f64>(at + span));
    store<f64>(work + ((<usize>i) << 3), Math.min(load<f64>(at), chord));
  }
  memory.copy(values + span, work + span, (<usize>(n - 2 * reach)) << 3);
}

/**
 * Background of a spectrum by statistics-sensitive non-linear iterative peak clipping, the window shrinking to 1.
 *
 * @param out f64[n], 8-aligned; overwritten, 0 <= out <= values
 * @param work f64[n], 8-aligned; scratch
 * @param values f64[n], 8-aligned, at least 0
 * @param width half-width of the first window, channels, at least 0
 * @param lls 1 to clip log(log(sqrt(x + 1) + 1) + 1) instead of x, 0 not to
 *
 * Two channels at a time with a scalar tail, the same numbers either way. Channels nearer to an end than a window
 * reaches wait for a narrower one, so the first and the last are never clipped.
 * Source: C. G. Ryan et al., Nucl. Instrum. Methods B 34 (1988) 396, doi:10.1016/0168-583X(88)90063-8; decreasing
 * window: M. Morhac et al., Nucl. Instrum. Methods A 401 (1997) 113.
 */
export function snip(out: usize, work: usize, values: usize, n: i32, width: i32, lls: i32): void {
  for (let i: usize = 0; i < <usize>n; i++) {
    const value = load<f64>(values + (i << 3));
    store<f64>(out + (i << 3), lls ? compress(value) : value);
  }
  for (let reach = min(width, (n - 1) >> 1); reach > 0; reach--) clip(out, work, n, reach);
  if (!lls) return;
  for (let i: usize = 0; i < <usize>n; i++) {
    const value = load<f64>(values + (i << 3));
    const level = load<f64>(out + (i << 3));
    // Rounding may lead a hair's breadth out of the bounds; what was not clipped stays as it was.
    const background = Math.min(Math.max(0, expand(level)), value);
    store<f64>(out + (i << 3), level < compress(value) ? background : value);
  }
}

/**
 * Smooths a spectrum by the weights 1/4, 1/2, 1/4, its ends by 3/4, 1/4; the sum is kept.
 *
 * @param out f64[n], 8-aligned; in and out; left alone below 3 channels
 * @param passes how many times
 *
 * Scalar. Source: binomial filter.
 */
export function smooth(out: usize, n: i32, passes: i32): void {
  if (n < 3) return;
  for (let pass = 0; pass < passes; pass++) {
    let left = load<f64>(out);
    let here = left;
    for (let i: usize = 0; i < <usize>n; i++) {
      const right = i + 1 < <usize>n ? load<f64>(out + (i << 3), 8) : here;
      store<f64>(out + (i << 3), 0.25 * (left + 2 * here + right));
      left = here;
      here = right;
    }
  }
}
