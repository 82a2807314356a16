// Counts for tests: photons drawn from what is expected.

/** Numbers from 0 up to 1, the same for the same seed. Source: mulberry32, T. Ettinger, public domain. */
export function generator(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** A Poisson number: by counting exponential gaps, above 50 by a normal number of the same mean and variance. */
export function poisson(random: () => number, mean: number): number {
  if (mean > 50) {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal));
  }
  let count = -1;
  for (let passed = 0; passed < mean || count < 0; count++) passed -= Math.log(1 - random());
  return count;
}

/** A spectrum of photons drawn from what is expected of each channel. */
export function draw(expected: ArrayLike<number>, seed: number): Float64Array {
  const random = generator(seed);
  return Float64Array.from(expected, (mean) => poisson(random, mean));
}
