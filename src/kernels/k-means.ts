import type { Arena } from "./arena.js";
import { withKernels } from "./core.js";
import { BATCH, BATCHES_AT_ONCE, type PointDraws } from "./point-draws.js";
import { type Points, padded } from "./points.js";
import { seedWords } from "./seed.js";

export interface KMeansFit {
  /** `[clusters, 3]` */
  readonly centres: Float32Array;
  /** `[count]` */
  readonly labels: Uint8Array;
  /** Weighted sum of squared distances to the centres. */
  readonly inertia: number;
}

export interface FitOptions {
  readonly clusters: number;
  readonly method: "mini-batch" | "full";
  readonly restarts: number;
  readonly iterations: number;
}

/** Puts points into memory, with room for what the kernels say of them. */
function placePoints(arena: Arena, { planes, weights, count }: Points, clusters: number) {
  return {
    planes: arena.put(planes),
    weights: arena.put(weights),
    labels: arena.reserve(padded(count)),
    distances: arena.reserve(padded(count) * 4),
    // Sums by cluster, then the labels of the step before.
    sums: arena.reserve(clusters * 32 + padded(count)),
  };
}

/** The best of several greedy k-means++ starts, each settled by Lloyd's algorithm on a sample of the points. */
function bestStart(draws: PointDraws, { clusters, restarts }: FitOptions): KMeansFit {
  const [k0, k1] = seedWords(draws.seed);
  const sample = draws.start;
  const tolerance = 1e-4 * sample.variance;
  return withKernels((kernels, arena) => {
    const { planes, weights, labels, distances, sums } = placePoints(arena, sample, clusters);
    const centres = arena.reserve(clusters * 12);
    let best: KMeansFit | undefined;
    for (let restart = 0; restart < restarts; restart++) {
      // Each (k, restart) has a stream of its own.
      const stream = clusters * 65_536 + restart;
      kernels.kMeansPlusPlus(centres, distances, planes, weights, sample.count, clusters, stream, k0, k1);
      kernels.lloyd(
        centres,
        labels,
        distances,
        planes,
        weights,
        sums,
        sample.count,
        clusters,
        100,
        tolerance,
      );
      const inertia = kernels.inertia(distances, weights, sample.count);
      if (best === undefined || inertia < best.inertia) {
        best = {
          centres: arena.get(new Float32Array(clusters * 3), centres),
          labels: arena.get(new Uint8Array(sample.count), labels),
          inertia,
        };
      }
    }
    return best as KMeansFit;
  });
}

/** The centres of a start after some mini-batches. */
function followBatches(draws: PointDraws, start: KMeansFit, steps: number): Float32Array {
  const clusters = start.centres.length / 3;
  const seen = new Float64Array(clusters);
  for (const label of start.labels) seen[label]++;
  const found = start.centres.slice();
  for (let step = 0; step < steps; step += BATCHES_AT_ONCE) {
    const some = Math.min(BATCHES_AT_ONCE, steps - step);
    const batches = draws.batches(step, some);
    withKernels((kernels, arena) => {
      const centres = arena.put(found);
      const visits = arena.put(seen);
      const scratch = arena.reserve(clusters * 32 + BATCH * (4 + 4 + 1));
      kernels.miniBatch(centres, visits, arena.put(batches), scratch, clusters, BATCH, some);
      arena.get(found, centres);
      arena.get(seen, visits);
    });
  }
  return found;
}

/** Clusters points; every cluster of the result has at least one where there are that many distinct points. */
export function fitKMeans(draws: PointDraws, options: FitOptions): KMeansFit {
  const { clusters, method, iterations } = options;
  const { points } = draws;
  const { count } = points;
  const start = bestStart(draws, options);
  const first = method === "full" ? start.centres : followBatches(draws, start, iterations);
  return withKernels((kernels, arena) => {
    const { planes, weights, labels, distances, sums } = placePoints(arena, points, clusters);
    const centres = arena.put(first);
    if (method === "full") {
      const tolerance = 1e-4 * draws.variance;
      kernels.lloyd(
        centres,
        labels,
        distances,
        planes,
        weights,
        sums,
        count,
        clusters,
        iterations,
        tolerance,
      );
    } else {
      kernels.assignPoints(labels, distances, planes, count, centres, clusters);
    }
    // The sample may have missed a rare colour: give an empty cluster the worst-placed point and settle again.
    for (let attempt = 0; attempt < clusters; attempt++) {
      const moved = kernels.fillEmptyClusters(
        centres,
        labels,
        distances,
        planes,
        weights,
        sums,
        count,
        clusters,
      );
      if (moved === 0) break;
      kernels.lloyd(centres, labels, distances, planes, weights, sums, count, clusters, 1, 0);
    }
    return {
      centres: arena.get(new Float32Array(clusters * 3), centres),
      labels: arena.get(new Uint8Array(count), labels),
      inertia: kernels.inertia(distances, weights, count),
    };
  });
}
