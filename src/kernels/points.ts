/** Weighted points in three dimensions, as the kernels want them. */
export interface Points {
  readonly count: number;
  /** Three planes (x, y, z) of `padded(count)` values. */
  readonly planes: Float32Array;
  /** How many coincident points each stands for; zero beyond `count`. */
  readonly weights: Uint32Array;
}

/** Kernels take four points at a time. */
export const padded = (count: number): number => (count + 3) & ~3;

/** @param values `[count, 3]` */
export function pointsFrom(values: ArrayLike<number>, weights: Uint32Array | undefined): Points {
  const count = values.length / 3;
  const planes = new Float32Array(3 * padded(count));
  for (let i = 0; i < values.length; i++) planes[(i % 3) * padded(count) + Math.floor(i / 3)] = values[i];
  return { count, planes, weights: padWeights(weights ?? new Uint32Array(count).fill(1), count) };
}

export function padWeights(weights: Uint32Array, count: number): Uint32Array {
  if (weights.length === padded(count)) return weights;
  const out = new Uint32Array(padded(count));
  out.set(weights);
  return out;
}

/** Mean over the three axes of the variance of weighted points. */
export function meanVariance({ planes, weights, count }: Points): number {
  let variance = 0;
  for (let axis = 0; axis < 3; axis++) {
    let total = 0;
    let sum = 0;
    let squares = 0;
    for (let i = 0; i < count; i++) {
      const value = planes[axis * padded(count) + i];
      total += weights[i];
      sum += weights[i] * value;
      squares += weights[i] * value * value;
    }
    variance += Math.max(0, squares / total - (sum / total) * (sum / total)) / 3;
  }
  return variance;
}
