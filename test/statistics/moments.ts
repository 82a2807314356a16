// First and second moments of counts against what their law says.

/** Counts of pixels, `[pixels, channels]`, all of one law. */
export interface Sample {
  readonly counts: ArrayLike<number>;
  readonly distribution: Float64Array;
  /** Photons of a pixel, or their mean. */
  readonly photons: number;
  readonly poisson: boolean;
}

const pixelsOf = ({ counts, distribution }: Sample): number => counts.length / distribution.length;

/** Photons of each pixel. */
export function totals({ counts, distribution: { length } }: Sample): Float64Array {
  const out = new Float64Array(counts.length / length);
  for (let i = 0; i < counts.length; i++) out[Math.floor(i / length)] += counts[i];
  return out;
}

/** Counts of each channel in all pixels together. */
export function pooledChannels({ counts, distribution: { length } }: Sample): Float64Array {
  const out = new Float64Array(length);
  for (let i = 0; i < counts.length; i++) out[i % length] += counts[i];
  return out;
}

/** Neighbouring channels together, so that each group has at least `least` photons expected in all pixels. */
function grouped(sample: Sample, least: number): Sample {
  const { counts, distribution, photons } = sample;
  const pixels = pixelsOf(sample);
  const groupOf = new Uint16Array(distribution.length);
  const p = [0];
  distribution.forEach((value, c) => {
    if (p[p.length - 1] * photons * pixels >= least) p.push(0);
    p[p.length - 1] += value;
    groupOf[c] = p.length - 1;
  });
  // What is left at the end is too little for a group of its own.
  if (p.length > 1 && p[p.length - 1] * photons * pixels < least) {
    const rest = p.pop() as number;
    p[p.length - 1] += rest;
  }
  const out = new Float64Array(pixels * p.length);
  for (let i = 0; i < counts.length; i++) {
    const group = Math.min(groupOf[i % distribution.length], p.length - 1);
    out[Math.floor(i / distribution.length) * p.length + group] += counts[i];
  }
  return { ...sample, counts: out, distribution: Float64Array.from(p) };
}

/**
 * Variances of all channels together, and that which is furthest off, in standard errors.
 *
 * Pearson's statistic of a pixel has mean k - 1 and variance 2 (k - 1) + (sum 1/p - k^2 - 2 k + 2) / N for a
 * multinomial, and mean k and variance 2 k + sum 1/mean for Poisson numbers. Source: J. B. S. Haldane, Biometrika 29
 * (1937) 133-143.
 */
export function dispersion(sample: Sample): { together: number; furthest: number } {
  const { counts, distribution, photons, poisson } = grouped(sample, 400);
  const k = distribution.length;
  const pixels = counts.length / k;
  const squares = new Float64Array(k);
  for (let i = 0; i < counts.length; i++) squares[i % k] += (counts[i] - photons * distribution[i % k]) ** 2;
  const inverse = distribution.reduce((sum, p) => sum + 1 / p, 0);
  const pearson = squares.reduce((sum, square, c) => sum + square / (photons * distribution[c]), 0) / pixels;
  const [mean, variance] = poisson
    ? [k, 2 * k + inverse / photons]
    : [k - 1, 2 * (k - 1) + (inverse - k * k - 2 * k + 2) / photons];
  let furthest = 0;
  distribution.forEach((p, c) => {
    const own = photons * p * (poisson ? 1 : 1 - p);
    if (own * pixels < 100) return;
    const excess = poisson ? 1 / own : (1 - 6 * p * (1 - p)) / own;
    const z = (squares[c] / pixels / own - 1) / Math.sqrt((2 + excess) / pixels);
    furthest = Math.max(furthest, Math.abs(z));
  });
  // One photon in one of two channels: every pixel has the same statistic.
  const together = variance > 1e-9 ? Math.abs(pearson - mean) / Math.sqrt(variance / pixels) : 0;
  return { together, furthest };
}

/**
 * Products of the deviations of two channels of a pixel, `lag` apart, all such pairs together: how far their sum is from
 * what is expected, in standard errors; undefined where too few photons meet.
 *
 * @returns also the sum expected, which is 0 for Poisson numbers
 */
export function covariance(sample: Sample, lag: number): { z: number; expected: number } | undefined {
  const { counts, distribution, photons, poisson } = sample;
  const { length } = distribution;
  const pixels = pixelsOf(sample);
  const means = distribution.map((p) => photons * p);
  const deviations = distribution.map((p) => Math.sqrt(photons * p * (poisson ? 1 : 1 - p)));
  const pairs: number[] = [];
  let [meetings, expected, variance] = [0, 0, 0];
  for (let c = 0; c + lag < length; c++) {
    if (Math.min(means[c], means[c + lag]) * pixels < 50 || deviations[c] * deviations[c + lag] === 0)
      continue;
    const correlation = poisson
      ? 0
      : (-photons * distribution[c] * distribution[c + lag]) / (deviations[c] * deviations[c + lag]);
    pairs.push(c);
    meetings += pixels * means[c] * means[c + lag];
    expected += pixels * correlation;
    variance += pixels * (1 + correlation ** 2);
  }
  if (meetings < 200) return undefined;
  let sum = 0;
  for (let at = 0; at < counts.length; at += length) {
    for (const c of pairs) {
      const product = (counts[at + c] - means[c]) * (counts[at + c + lag] - means[c + lag]);
      sum += product / (deviations[c] * deviations[c + lag]);
    }
  }
  return { z: Math.abs(sum - expected) / Math.sqrt(variance), expected: expected / Math.sqrt(variance) };
}

/** The same for the same channel of two consecutive pixels, which should have nothing in common. */
export function pixelCovariance(sample: Sample): number | undefined {
  const { counts, distribution, photons, poisson } = sample;
  const { length } = distribution;
  const means = distribution.map((p) => photons * p);
  const variances = distribution.map((p) => photons * p * (poisson ? 1 : 1 - p));
  const pixels = pixelsOf(sample);
  const used = [...distribution.keys()].filter((c) => variances[c] * pixels >= 50);
  const meetings = used.reduce((sum, c) => sum + (pixels - 1) * means[c] ** 2, 0);
  if (meetings < 200) return undefined;
  let sum = 0;
  for (let at = 0; at + length < counts.length; at += length) {
    for (const c of used)
      sum += ((counts[at + c] - means[c]) * (counts[at + length + c] - means[c])) / variances[c];
  }
  // Two channels of a multinomial, of which each says all of the other, count as one.
  const correlated = poisson
    ? 0
    : used.reduce((total, c) => {
        for (const d of used) {
          if (c !== d)
            total += (photons * distribution[c] * distribution[d]) ** 2 / variances[c] / variances[d];
        }
        return total;
      }, 0);
  return Math.abs(sum) / Math.sqrt((pixels - 1) * (used.length + correlated));
}
