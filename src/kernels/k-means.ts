import type { Arena } from "./arena.js";
import { withKernels } from "./core.js";
import { seedWords } from "./seed.js";

const START_SAMPLE = 4096;
const BATCH = 1024;
/** What `sampleIndices` calls the draws of the start and of the silhouette; see assembly/random.ts. */
const FOR_SAMPLE = 4;

const padded = (count: number): number => (count + 3) & ~3;

/** Weighted points in three dimensions, as the kernels want them. */
export interface Points {
  readonly count: number;
  /** Three planes (x, y, z) of `padded(count)` values. */
  readonly planes: Float32Array;
  /** How many coincident points each stands for; zero beyond `count`. */
  readonly weights: Uint32Array;
}

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
  readonly seed: number;
  readonly restarts: number;
  readonly iterations: number;
}

/** @param colors 0xRRGGBB @param lab whether the points are CIELAB rather than sRGB */
export function colorPoints(colors: Uint32Array, weights: Uint32Array, lab: boolean): Points {
  return withKernels((kernels, arena) => {
    const count = colors.length;
    const planes = arena.reserve(3 * padded(count) * 4);
    kernels.colorPoints(planes, arena.put(colors), count, lab ? 1 : 0);
    const out = arena.get(new Float32Array(3 * padded(count)), planes);
    return { count, planes: out, weights: padWeights(weights, count) };
  });
}

/** @param values `[count, 3]` */
export function pointsFrom(values: ArrayLike<number>, weights: Uint32Array | undefined): Points {
  const count = values.length / 3;
  const planes = new Float32Array(3 * padded(count));
  for (let i = 0; i < values.length; i++) planes[(i % 3) * padded(count) + Math.floor(i / 3)] = values[i];
  return { count, planes, weights: padWeights(weights ?? new Uint32Array(count).fill(1), count) };
}

function padWeights(weights: Uint32Array, count: number): Uint32Array {
  const out = new Uint32Array(padded(count));
  out.set(weights);
  return out;
}

function runningSums(weights: Uint32Array, count: number): Uint32Array {
  const sums = new Uint32Array(count);
  let sum = 0;
  for (let i = 0; i < count; i++) {
    sum += weights[i];
    sums[i] = sum;
  }
  return sums;
}

/** Points drawn by weight, or all of them where they are no more than `size`. */
function samplePoints(
  points: Points,
  size: number,
  stream: number,
  seed: number,
): Points & { indices?: Uint32Array } {
  if (points.count <= size) return points;
  const [k0, k1] = seedWords(seed);
  return withKernels((kernels, arena) => {
    const indices = arena.reserve(size * 4);
    const cumulative = arena.put(runningSums(points.weights, points.count));
    kernels.sampleIndices(indices, size, cumulative, points.count, stream, FOR_SAMPLE, k0, k1);
    const planes = arena.reserve(3 * padded(size) * 4);
    new Float32Array(kernels.memory.buffer, planes, 3 * padded(size)).fill(0);
    kernels.gatherPoints(planes, arena.put(points.planes), points.count, indices, size);
    return {
      count: size,
      planes: arena.get(new Float32Array(3 * padded(size)), planes),
      weights: padWeights(new Uint32Array(size).fill(1), size),
      indices: arena.get(new Uint32Array(size), indices),
    };
  });
}

function meanVariance({ planes, weights, count }: Points): number {
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

/** Puts points into memory, with room for what the kernels say of them. */
function placePoints(arena: Arena, { planes, weights, count }: Points, clusters: number) {
  return {
    planes: arena.put(planes),
    weights: arena.put(weights),
    labels: arena.reserve(padded(count)),
    distances: arena.reserve(padded(count) * 4),
    sums: arena.reserve(clusters * 32),
  };
}

/** The best of several greedy k-means++ starts, each settled by Lloyd's algorithm on a sample of the points. */
function bestStart(points: Points, options: FitOptions): KMeansFit {
  const { clusters, seed, restarts } = options;
  const [k0, k1] = seedWords(seed);
  const sample = samplePoints(points, START_SAMPLE, 0, seed);
  const tolerance = 1e-4 * meanVariance(sample);
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

/** Clusters points; every cluster of the result has at least one where there are that many distinct points. */
export function fitKMeans(points: Points, options: FitOptions): KMeansFit {
  const { clusters, method, iterations, seed } = options;
  const [k0, k1] = seedWords(seed);
  const start = bestStart(points, options);
  return withKernels((kernels, arena) => {
    const { count } = points;
    const { planes, weights, labels, distances, sums } = placePoints(arena, points, clusters);
    const centres = arena.put(start.centres);
    if (method === "full") {
      const tolerance = 1e-4 * meanVariance(points);
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
      const seen = new Float64Array(clusters);
      for (const label of start.labels) seen[label]++;
      const scratch = arena.reserve(BATCH * (4 + 4 + 12 + 1 + 4) + clusters * 32);
      const cumulative = arena.put(runningSums(points.weights, count));
      const visits = arena.put(seen);
      kernels.miniBatch(
        centres,
        visits,
        planes,
        cumulative,
        scratch,
        count,
        clusters,
        BATCH,
        iterations,
        k0,
        k1,
      );
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
    kernels.assignPoints(labels, distances, planes, count, centres, clusters);
    return {
      centres: arena.get(new Float32Array(clusters * 3), centres),
      labels: arena.get(new Uint8Array(count), labels),
      inertia: kernels.inertia(distances, weights, count),
    };
  });
}

/** Mean silhouette over `size` points drawn by weight, or exactly over all weighted points where they are fewer. */
export function silhouetteOf(
  points: Points,
  labels: Uint8Array,
  clusters: number,
  size: number,
  seed: number,
): number {
  const sample = samplePoints(points, size, 1, seed);
  const { count, planes, indices } = sample;
  const values = new Float64Array(count * 3);
  for (let i = 0; i < values.length; i++) values[i] = planes[(i % 3) * padded(count) + Math.floor(i / 3)];
  const chosen = indices ? Uint8Array.from(indices, (index) => labels[index]) : labels;
  return silhouette(values, chosen, Float64Array.from(sample.weights.subarray(0, count)), clusters);
}

/** @param points `[n, 3]` @returns -1..1, or NaN where fewer than two clusters are in use */
export function silhouette(
  points: Float64Array,
  labels: Uint8Array,
  weights: Float64Array,
  clusters: number,
): number {
  return withKernels((kernels, arena) => {
    const scratch = arena.reserve(clusters * 16);
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
