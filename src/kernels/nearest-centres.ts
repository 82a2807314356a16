import { withKernels } from "./core.js";
import { type Points, padded } from "./points.js";

/**
 * Gives every point the label of the centre that is nearest to it.
 *
 * @param points their weights are not looked at
 * @param centres `[clusters, 3]`
 * @returns `[count]`
 */
export function nearestCentres(
  { planes, count }: Pick<Points, "planes" | "count">,
  centres: Float32Array,
): Uint8Array {
  return withKernels((kernels, arena) => {
    const places = arena.put(centres);
    const points = arena.put(planes);
    const distances = arena.reserve(padded(count) * 4);
    const found = arena.reserve(padded(count));
    kernels.assignPoints(found, distances, points, count, places, centres.length / 3);
    return arena.get(new Uint8Array(count), found);
  });
}
