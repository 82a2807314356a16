import { withKernels } from "./core.js";
import type { PointDraws } from "./point-draws.js";
import { padded } from "./points.js";

/** Mean silhouette over `size` points drawn by weight, or exactly over all weighted points where they are fewer. */
export function silhouetteOf(draws: PointDraws, labels: Uint8Array, clusters: number, size: number): number {
  const { count, planes, weights, indices } = draws.silhouette(size);
  const values = new Float64Array(count * 3);
  for (let axis = 0; axis < 3; axis++) {
    for (let i = 0; i < count; i++) values[3 * i + axis] = planes[axis * padded(count) + i];
  }
  const chosen = indices ? Uint8Array.from(indices, (index) => labels[index]) : labels;
  return silhouette(values, chosen, Float64Array.from(weights.subarray(0, count)), clusters);
}

/** @param points `[n, 3]` @returns -1..1, or NaN where fewer than two clusters are in use */
export function silhouette(
  points: Float64Array,
  labels: Uint8Array,
  weights: Float64Array,
  clusters: number,
): number {
  return withKernels((kernels, arena) => {
    const scratch = arena.reserve(clusters * 40);
    return kernels.silhouette(
      arena.put(points),
      arena.put(labels),
      arena.put(weights),
      labels.length,
      clusters,
      scratch,
    );
  });
}
