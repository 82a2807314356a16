// What silicon and electronics do to counts: escape of silicon's own photons, pile-up.

/**
 * Fractions of the absorbed photons whose silicon K photon leaves through the face.
 *
 * @param out f64[count], 8-aligned
 * @param mu f64[count], total attenuation of silicon at the photons' energies, cm2/g
 * @param tauK f64[count], its absorption in the K shell, cm2/g; 0 below the edge
 * @param muLine its total attenuation for its own K photons, cm2/g
 * @param omega K fluorescence yield of silicon
 *
 * Scalar. Source: S. J. B. Reed, N. G. Ware, J. Phys. E 5 (1972) 582.
 */
export function escapeFractions(
  out: usize,
  mu: usize,
  tauK: usize,
  muLine: f64,
  omega: f64,
  count: i32,
): void {
  for (let i = 0; i < count; i++) {
    const at = (<usize>i) << 3;
    const total = load<f64>(mu + at);
    const ratio = muLine / total;
    const leaving = 1 - ratio * Math.log1p(1 / ratio);
    store<f64>(out + at, ((0.5 * omega * load<f64>(tauK + at)) / total) * leaving);
  }
}

/**
 * Adds counts of two at a time: `out[k] += weight * sum y[i] y[j]` over channels whose energies add up to channel k's.
 *
 * @param out f64[channels], 8-aligned; added to
 * @param y f64[channels], 16-aligned: counts a second
 * @param reversed f64[channels], 8-aligned scratch
 * @param zero `offset / gain`: channel k is worth `k + zero`; a pair between two channels is divided among them
 * @param weight seconds within which two counts are taken for one
 *
 * Two channels at a time. Source: autoconvolution, S. A. E. Johansson et al., PIXE (1995).
 */
export function addPairs(out: usize, y: usize, reversed: usize, channels: i32, zero: f64, weight: f64): void {
  // Channels with counts: nothing outside them is looked at.
  let first = 0;
  let end = channels;
  while (first < end && load<f64>(y + ((<usize>first) << 3)) === 0) first++;
  while (end > first && load<f64>(y + ((<usize>(end - 1)) << 3)) === 0) end--;
  for (let i = 0; i < channels; i++) {
    store<f64>(reversed + ((<usize>(channels - 1 - i)) << 3), load<f64>(y + ((<usize>i) << 3)));
  }
  // Pairs i + j = s fall between the channels s + shift and s + shift + 1.
  const shift = <i32>Math.floor(zero);
  const upper = (zero - <f64>shift) * weight;
  const lower = weight - upper;
  for (let s = 2 * first; s <= 2 * (end - 1); s++) {
    const channel = s + shift;
    if (channel >= channels) break;
    if (channel < -1) continue;
    let i = <i32>Math.max(<f64>first, <f64>(s - end + 1));
    const stop = s - i;
    // Half of the pairs: the others are the same with i and j exchanged.
    const middle = (i + stop) >> 1;
    const odd = (s & 1) !== 0;
    const half = odd ? middle + 1 : middle;
    let left = y + ((<usize>i) << 3);
    let right = reversed + ((<usize>(channels - 1 - s + i)) << 3);
    // Four sums, as one would wait for itself.
    let pair = f64x2.splat(0);
    let second = f64x2.splat(0);
    let third = f64x2.splat(0);
    let fourth = f64x2.splat(0);
    for (; i + 8 <= half; i += 8) {
      pair = f64x2.add(pair, f64x2.mul(v128.load(left), v128.load(right)));
      second = f64x2.add(second, f64x2.mul(v128.load(left, 16), v128.load(right, 16)));
      third = f64x2.add(third, f64x2.mul(v128.load(left, 32), v128.load(right, 32)));
      fourth = f64x2.add(fourth, f64x2.mul(v128.load(left, 48), v128.load(right, 48)));
      left += 64;
      right += 64;
    }
    pair = f64x2.add(f64x2.add(pair, second), f64x2.add(third, fourth));
    for (; i + 2 <= half; i += 2) {
      pair = f64x2.add(pair, f64x2.mul(v128.load(left), v128.load(right)));
      left += 16;
      right += 16;
    }
    let sum = f64x2.extract_lane(pair, 0) + f64x2.extract_lane(pair, 1);
    if (i < half) sum += load<f64>(left) * load<f64>(right);
    sum *= 2;
    if (!odd) {
      const centre = load<f64>(y + ((<usize>middle) << 3));
      sum += centre * centre;
    }
    const at = out + ((<usize>channel) << 3);
    if (channel >= 0) store<f64>(at, load<f64>(at) + lower * sum);
    if (channel + 1 < channels) store<f64>(at + 8, load<f64>(at + 8) + upper * sum);
  }
}

/** Fraction of events that see no other within `time` when `rate` a second come at random: `exp(-rate time)`. */
export function undisturbed(rate: f64, time: f64): f64 {
  return Math.exp(-rate * time);
}
