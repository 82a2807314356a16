// Twins of the sampler: the paper's Algorithm 4, and the alias method photon by photon in exact arithmetic.
import { philoxTwin } from "./philox.js";

/** Algorithm 4: every photon finds its channel by walking the cumulative distribution. */
export function naiveCounts(
  distribution: ArrayLike<number>,
  photons: number,
  random: () => number,
): Uint32Array {
  const counts = new Uint32Array(distribution.length);
  for (let photon = 0; photon < photons; photon++) {
    const u = random();
    let channel = 0;
    let cumulative = distribution[0];
    while (cumulative <= u && channel < distribution.length - 1) cumulative += distribution[++channel];
    counts[channel]++;
  }
  return counts;
}

/** Uniform numbers from the Philox twin, in a stream that ganx itself never uses. */
export function philoxUniforms(seed: number): () => number {
  let draw = 0;
  return () => {
    const [a, b] = philoxTwin([draw++, 0, 0, 99], [seed, 0]);
    return ((a >>> 5) * 67_108_864 + (b >>> 6)) / 9_007_199_254_740_992;
  };
}

/** The alias sampler of one pixel from its table. */
export function aliasCounts(
  table: { bits: number; channels: number; entries: Uint32Array; tails: Uint32Array },
  photons: number,
  pixel: number,
  key: readonly [number, number],
): Uint32Array {
  const counts = new Uint32Array(table.channels);
  const { bits } = table;
  for (let photon = 0; photon < photons; photon++) {
    const word = philoxTwin([photon >>> 2, pixel, 0, 0], key)[photon & 3];
    const slot = word >>> (32 - bits);
    const rest = word & (2 ** (32 - bits) - 1);
    const threshold = table.entries[slot] >>> bits;
    const tie = () => philoxTwin([photon, pixel, 0, 1], key)[0] < table.tails[slot];
    const own = rest < threshold || (rest === threshold && tie());
    counts[own ? slot : table.entries[slot] & (2 ** bits - 1)]++;
  }
  return counts;
}
