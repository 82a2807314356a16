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

// Gauss-Legendre rule of four points on [-1, 1]. Source: Abramowitz and Stegun 1964, table 25.4.
const NODE_INNER: f64 = 0.3399810435848563;
const NODE_OUTER: f64 = 0.8611363115940526;
const WEIGHT_INNER: f64 = 0.6521451548625461;
const WEIGHT_OUTER: f64 = 0.3478548451374538;
/** 1 / sqrt(2 pi). */
const NORMAL: f64 = 0.3989422804014327;
/** Half-width of the range that is computed, in sigmas: 2e-9 of the area lies outside. */
const REACH: f64 = 6;

function bell(z: f64): f64 {
  return Math.exp(-0.5 * z * z);
}

/** Integral of the standard normal density from a to b, in panels of at most one sigma. */
function normalIntegral(a: f64, b: f64): f64 {
  const panels = <i32>Math.ceil(b - a);
  const half = (0.5 * (b - a)) / <f64>panels;
  let sum: f64 = 0;
  for (let p = 0; p < panels; p++) {
    const middle = a + half * <f64>(2 * p + 1);
    const inner = half * NODE_INNER;
    const outer = half * NODE_OUTER;
    sum += WEIGHT_INNER * (bell(middle - inner) + bell(middle + inner));
    sum += WEIGHT_OUTER * (bell(middle - outer) + bell(middle + outer));
  }
  return NORMAL * half * sum;
}

/**
 * Adds Gaussian lines to spectra on a uniform axis, each channel receiving the integral of the line over it.
 *
 * @param out f64[spectra, channels], 8-aligned; added to
 * @param offset centre of channel 0, keV
 * @param gain width of a channel, keV, above 0
 * @param energies f64[count], keV
 * @param areas f64[spectra, count], counts
 * @param sigmas f64[count], keV, above 0
 *
 * A line's shape is computed once for all spectra. Scalar; a channel is within 3e-8 of the line's area. Source: Gauss-Legendre quadrature of the normal density.
 */
export function addGaussianLines(
  out: usize,
  offset: f64,
  gain: f64,
  channels: i32,
  energies: usize,
  areas: usize,
  sigmas: usize,
  count: i32,
  spectra: i32,
): void {
  const low = offset - 0.5 * gain;
  const top = <f64>channels;
  for (let i = 0; i < count; i++) {
    const energy = load<f64>(energies + ((<usize>i) << 3));
    const sigma = load<f64>(sigmas + ((<usize>i) << 3));
    const first = Math.max((energy - REACH * sigma - low) / gain, 0);
    const last = Math.min((energy + REACH * sigma - low) / gain, top);
    if (!(first < last)) continue;
    const step = gain / sigma;
    // Channel edges in sigmas from the line: zero + j * step.
    const zero = (low - energy) / sigma;
    const stop = <i32>Math.ceil(last);
    for (let j = <i32>Math.floor(first); j < stop; j++) {
      const a = Math.max(zero + <f64>j * step, -REACH);
      const b = Math.min(zero + <f64>(j + 1) * step, REACH);
      if (!(a < b)) continue;
      const part = normalIntegral(a, b);
      for (let s = 0; s < spectra; s++) {
        const at = out + ((<usize>(s * channels + j)) << 3);
        store<f64>(at, load<f64>(at) + load<f64>(areas + ((<usize>(s * count + i)) << 3)) * part);
      }
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
