// K-Means over points in three dimensions, and the search for the number of clusters.
import { checkChoice, checkInteger } from "./check.js";
import { GanxError } from "./errors.js";
import { fitKMeans, type KMeansFit } from "./kernels/k-means.js";
import { PointDraws } from "./kernels/point-draws.js";
import { type Points, pointsFrom } from "./kernels/points.js";
import { silhouette, silhouetteOf } from "./kernels/silhouette.js";

export type KMeansMethod = "mini-batch" | "full";
export const K_MEANS_METHODS: readonly KMeansMethod[] = ["mini-batch", "full"];

/** Labels are bytes. */
export const MAX_CLUSTERS = 256;
/** The silhouette takes time with the square of its sample: about a second a k at this size. */
export const MAX_SILHOUETTE_SAMPLE = 16_384;
export const MAX_SEED = Number.MAX_SAFE_INTEGER;

export interface KMeansOptions {
  /** Number of clusters, 1..256 and no more than there are points. */
  readonly clusters: number;
  /** `mini-batch` (default) or `full`, Lloyd's algorithm on all points. */
  readonly method?: KMeansMethod;
  /** 0..2^53 - 1, default 0. */
  readonly seed?: number;
  /** k-means++ starts of which the best is kept, default 10. */
  readonly restarts?: number;
  /** Most Lloyd iterations (default 300), or mini-batches of 1024 points (default 100). */
  readonly iterations?: number;
  /** How many coincident points each point stands for, `[n]`; default 1 each. */
  readonly weights?: Uint32Array;
}

export interface KMeansResult {
  /** `[clusters, 3]` */
  readonly centres: Float32Array;
  /** Cluster of each point, `[n]`. */
  readonly labels: Uint8Array;
  /** Weighted sum of squared distances to the centres. */
  readonly inertia: number;
}

export interface IterativeKMeansOptions extends Omit<KMeansOptions, "clusters"> {
  /** Middle of the range of k, default 10; what lies under 2 or over the distinct points is left out. */
  readonly clusters?: number;
  /** Half the width of the range of k, both ends included, default 3. */
  readonly delta?: number;
  /** Stop after this many k in a row without a better score; default: never. */
  readonly patience?: number;
  /** Points drawn for the silhouette, default 1024. */
  readonly silhouetteSample?: number;
}

/** One k of the search. */
export interface KMeansTrial {
  readonly clusters: number;
  readonly silhouette: number;
  readonly inertia: number;
}

export interface IterativeKMeansResult extends KMeansResult {
  readonly clusters: number;
  readonly silhouette: number;
  readonly trials: readonly KMeansTrial[];
}

function checkPoints(points: Float64Array, weights: Uint32Array | undefined): Points {
  if (!(points instanceof Float64Array) || points.length === 0 || points.length % 3 !== 0) {
    throw new GanxError(
      "INVALID_ARGUMENT",
      `points: expected a Float64Array [n, 3], found ${points?.length} values`,
    );
  }
  const bad = points.findIndex((value) => !Number.isFinite(Math.fround(value)));
  if (bad >= 0) {
    throw new GanxError(
      "INVALID_ARGUMENT",
      `points: expected finite numbers, found ${points[bad]} at index ${bad}`,
    );
  }
  if (weights && !(weights instanceof Uint32Array)) {
    throw new GanxError("INVALID_ARGUMENT", "weights: expected a Uint32Array");
  }
  if (weights && (weights.length !== points.length / 3 || weights.includes(0))) {
    throw new GanxError("INVALID_ARGUMENT", "weights: expected one number of at least 1 for each point");
  }
  // The kernels hold running sums of the weights in 32 bits.
  if (weights && weights.reduce((sum, w) => sum + w, 0) > 0xffffffff) {
    throw new GanxError("INVALID_ARGUMENT", "weights: expected a sum below 2^32");
  }
  return pointsFrom(points, weights);
}

function drawsFrom(points: Points, { seed }: { readonly seed?: number }): PointDraws {
  return new PointDraws(points, checkInteger("seed", seed ?? 0, 0, MAX_SEED));
}

function fitPoints(draws: PointDraws, clusters: number, options: Omit<KMeansOptions, "clusters">): KMeansFit {
  const method = checkChoice("kmeans", options.method ?? "mini-batch", K_MEANS_METHODS);
  return fitKMeans(draws, {
    clusters,
    method,
    restarts: checkInteger("restarts", options.restarts ?? 10, 1, 1000),
    iterations: checkInteger("iterations", options.iterations ?? (method === "full" ? 300 : 100), 1, 100_000),
  });
}

/**
 * Clusters points in three dimensions, in single precision.
 *
 * @param points `[n, 3]`
 * @throws GanxError `INVALID_ARGUMENT`
 *
 * Source: S. P. Lloyd, IEEE Trans. Inf. Theory 28 (1982) 129-137 (full); D. Sculley, WWW 2010, 1177-1178
 * (mini-batch); D. Arthur, S. Vassilvitskii, SODA 2007, 1027-1035 (start).
 */
export function kMeans(points: Float64Array, options: KMeansOptions): KMeansResult {
  const checked = checkPoints(points, options.weights);
  const clusters = checkInteger("clusters", options.clusters, 1, Math.min(MAX_CLUSTERS, checked.count));
  return fitPoints(drawsFrom(checked, options), clusters, options);
}

/** The range of k that is searched: never under 2 nor over the number of distinct points. */
function clusterRange(distinct: number, options: IterativeKMeansOptions): [number, number] {
  const middle = checkInteger("clusters", options.clusters ?? 10, 1, MAX_CLUSTERS);
  const delta = checkInteger("delta", options.delta ?? 3, 0, MAX_CLUSTERS);
  const most = Math.min(MAX_CLUSTERS, distinct);
  const low = Math.min(Math.max(2, middle - delta), most);
  return [low, Math.max(low, Math.min(middle + delta, most))];
}

/** What the search remembers between two k. */
export interface KMeansSearch extends IterativeKMeansResult {
  readonly done: number;
  readonly of: number;
}

/** The search for k, one yield a k, so that a caller may show progress or stop. The last yield holds the result. */
export function* searchClusters(
  points: Points,
  distinct: number,
  options: IterativeKMeansOptions,
): Generator<KMeansSearch> {
  const [low, high] = clusterRange(distinct, options);
  const patience =
    options.patience === undefined ? Infinity : checkInteger("patience", options.patience, 1, 1000);
  const size = checkInteger("silhouette sample", options.silhouetteSample ?? 1024, 2, MAX_SILHOUETTE_SAMPLE);
  const draws = drawsFrom(points, options);
  const trials: KMeansTrial[] = [];
  let best: (KMeansFit & KMeansTrial) | undefined;
  let withoutGain = 0;
  for (let clusters = low; clusters <= high; clusters++) {
    const result = fitPoints(draws, clusters, options);
    const score = silhouetteOf(draws, result.labels, clusters, size);
    // A sample that falls into one cluster has no silhouette; it must not win.
    const trial = { clusters, silhouette: Number.isNaN(score) ? -1 : score, inertia: result.inertia };
    trials.push(trial);
    if (best === undefined || trial.silhouette > best.silhouette) {
      best = { ...result, ...trial };
      withoutGain = 0;
    } else {
      withoutGain++;
    }
    yield { ...best, trials: [...trials], done: clusters - low + 1, of: high - low + 1 };
    if (withoutGain >= patience) return;
  }
}

function countDistinct(points: Float64Array): number {
  const seen = new Set<string>();
  for (let i = 0; i < points.length && seen.size < MAX_CLUSTERS; i += 3) {
    seen.add(`${Math.fround(points[i])},${Math.fround(points[i + 1])},${Math.fround(points[i + 2])}`);
  }
  return seen.size;
}

/**
 * Clusters points for every k from `clusters - delta` to `clusters + delta` and keeps the best silhouette.
 *
 * @param points `[n, 3]`
 * @throws GanxError `INVALID_ARGUMENT`
 *
 * Source: Bombini 2023, arXiv:2304.14078, Algorithm 2.
 */
export function iterativeKMeans(
  points: Float64Array,
  options: IterativeKMeansOptions = {},
): IterativeKMeansResult {
  const checked = checkPoints(points, options.weights);
  let last: KMeansSearch | undefined;
  for (const search of searchClusters(checked, countDistinct(points), options)) last = search;
  const { done, of, ...result } = last as KMeansSearch;
  return result;
}

/**
 * Mean silhouette of labelled points, -1..1; a point alone in its cluster counts 0.
 *
 * @param points `[n, 3]`
 * @param labels cluster of each point, `[n]`
 * @param weights how many coincident points each stands for, `[n]`; default 1 each
 * @throws GanxError `INVALID_ARGUMENT`, also where fewer than two clusters are in use
 *
 * Source: P. J. Rousseeuw, J. Comput. Appl. Math. 20 (1987) 53-65, doi:10.1016/0377-0427(87)90125-7.
 */
export function silhouetteScore(points: Float64Array, labels: Uint8Array, weights?: Uint32Array): number {
  checkPoints(points, weights);
  if (!(labels instanceof Uint8Array) || labels.length !== points.length / 3) {
    throw new GanxError("INVALID_ARGUMENT", `labels: expected a Uint8Array of ${points.length / 3} values`);
  }
  const clusters = labels.reduce((most, label) => Math.max(most, label), 0) + 1;
  const score = silhouette(
    points,
    labels,
    Float64Array.from(weights ?? labels, (w) => (weights ? w : 1)),
    clusters,
  );
  if (Number.isNaN(score)) {
    throw new GanxError("INVALID_ARGUMENT", "labels: expected at least two clusters, found one");
  }
  return score;
}
