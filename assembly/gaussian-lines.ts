// Emission lines as a detector of Gaussian response shows them.

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
 * Adds Gaussian lines to a uniform axis, each channel receiving the integral of the line over it.
 *
 * @param out f64[channels], 8-aligned; added to
 * @param offset centre of channel 0, keV
 * @param gain width of a channel, keV, above 0
 * @param energies f64[count], keV
 * @param areas f64[count], counts; lines of area 0 are skipped
 * @param sigmas f64[count], keV, above 0
 *
 * Scalar; a channel is within 3e-8 of the line's area. Source: Gauss-Legendre quadrature of the normal density.
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
): void {
  const low = offset - 0.5 * gain;
  const top = <f64>channels;
  for (let i = 0; i < count; i++) {
    const area = load<f64>(areas + ((<usize>i) << 3));
    if (area === 0) continue;
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
      const at = out + ((<usize>j) << 3);
      store<f64>(at, load<f64>(at) + area * normalIntegral(a, b));
    }
  }
}
