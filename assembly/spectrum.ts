// Spectra on a uniform energy axis: channel j spans offset + (j -+ 0.5) * gain.

/**
 * Adds a histogram with any increasing bin edges to a uniform axis, each bin spread evenly over its width.
 *
 * @param out f64[channels], 8-aligned; added to
 * @param offset centre of channel 0, keV
 * @param gain width of a channel, keV, above 0
 * @param edges f64[n + 1], keV, increasing
 * @param counts f64[n], any sign
 *
 * Counts outside the axis are left out. Scalar; a bin narrower than rounding goes to one channel whole.
 * Source: conservation of counts.
 */
export function resampleSpectrum(
  out: usize,
  offset: f64,
  gain: f64,
  channels: i32,
  edges: usize,
  counts: usize,
  n: i32,
): void {
  const low = offset - 0.5 * gain;
  const top = <f64>channels;
  // Positions are in channels above the axis' lower end.
  let right = (load<f64>(edges) - low) / gain;
  for (let i = 0; i < n; i++) {
    const left = right;
    right = (load<f64>(edges + ((<usize>(i + 1)) << 3)) - low) / gain;
    if (right < 0 || left >= top) continue;
    const value = load<f64>(counts + ((<usize>i) << 3));
    const width = right - left;
    if (!(width > 0)) {
      const at = out + ((<usize>(<i32>Math.floor(left))) << 3);
      store<f64>(at, load<f64>(at) + value);
      continue;
    }
    const stop = Math.min(right, top);
    let start = Math.max(left, 0);
    let channel = <i32>Math.floor(start);
    while (start < stop) {
      const end = Math.min(<f64>(channel + 1), stop);
      const part = value * ((end - start) / width);
      const at = out + ((<usize>channel) << 3);
      store<f64>(at, load<f64>(at) + part);
      start = end;
      channel++;
    }
  }
}

/**
 * Divides values by their sum; leaves them alone unless the sum is above 0 and finite.
 *
 * @param out f64[n], 8-aligned
 * @returns the sum before, added up from first to last
 *
 * The division takes two at a time with a scalar tail: each quotient is exact either way. Source: definition.
 */
export function normalize(out: usize, n: i32): f64 {
  let sum: f64 = 0;
  for (let i = 0; i < n; i++) sum += load<f64>(out + ((<usize>i) << 3));
  if (!(sum > 0) || sum === Infinity) return sum;
  const pair = f64x2.splat(sum);
  let i = 0;
  for (; i + 2 <= n; i += 2) {
    const at = out + ((<usize>i) << 3);
    v128.store(at, f64x2.div(v128.load(at), pair));
  }
  if (i < n) {
    const at = out + ((<usize>i) << 3);
    store<f64>(at, load<f64>(at) / sum);
  }
  return sum;
}
