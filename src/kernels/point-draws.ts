import { withKernels } from "./core.js";
import { meanVariance, type Points, padded, padWeights } from "./points.js";
import { seedWords } from "./seed.js";

const START_SAMPLE = 4096;
/** Points of one mini-batch. */
export const BATCH = 1024;
/** Mini-batches that are drawn and kept at once. */
export const BATCHES_AT_ONCE = 128;
/** What `sampleIndices` calls the draws; see assembly/random.ts. */
const FOR_MINI_BATCH = 3;
const FOR_SAMPLE = 4;

/** Points drawn by weight, and which ones; without `indices` all points. */
export type Sample = Points & { readonly indices?: Uint32Array };

/** What is drawn by a seed from points. It does not depend on the number of clusters, so a search draws it once. */
export class PointDraws {
  #sums: Uint32Array | undefined;
  #start: (Sample & { readonly variance: number }) | undefined;
  #silhouette: { readonly size: number; readonly sample: Sample } | undefined;
  #variance: number | undefined;
  #batches: { first: number; steps: number; planes: Float32Array } | undefined;

  constructor(
    readonly points: Points,
    readonly seed: number,
  ) {}

  get variance(): number {
    this.#variance ??= meanVariance(this.points);
    return this.#variance;
  }

  /** The points that starts are tried on. */
  get start(): Sample & { readonly variance: number } {
    if (!this.#start) {
      const sample = this.#sample(START_SAMPLE, 0);
      this.#start = { ...sample, variance: meanVariance(sample) };
    }
    return this.#start;
  }

  /** The points that silhouettes are taken over. */
  silhouette(size: number): Sample {
    if (this.#silhouette?.size !== size) this.#silhouette = { size, sample: this.#sample(size, 1) };
    return this.#silhouette.sample;
  }

  /** Points drawn by weight, or all of them where they are no more than `size`. */
  #sample(size: number, stream: number): Sample {
    const { points } = this;
    if (points.count <= size) return points;
    const [k0, k1] = seedWords(this.seed);
    return withKernels((kernels, arena) => {
      const indices = arena.reserve(size * 4);
      const cumulative = arena.put(this.#runningSums());
      kernels.sampleIndices(indices, size, cumulative, points.count, stream, FOR_SAMPLE, k0, k1);
      const planes = arena.zeros(3 * padded(size) * 4);
      kernels.gatherPoints(planes, arena.put(points.planes), points.count, indices, size);
      return {
        count: size,
        planes: arena.get(new Float32Array(3 * padded(size)), planes),
        weights: padWeights(new Uint32Array(size).fill(1), size),
        indices: arena.get(new Uint32Array(size), indices),
      };
    });
  }

  /** The points of some mini-batches, `[steps, 3, BATCH]`; no more than `BATCHES_AT_ONCE` steps. */
  batches(first: number, steps: number): Float32Array {
    const known = this.#batches;
    if (known?.first === first && known.steps === steps) return known.planes;
    const { points } = this;
    const [k0, k1] = seedWords(this.seed);
    const planes = withKernels((kernels, arena) => {
      const out = arena.reserve(steps * BATCH * 12);
      const indices = arena.reserve(BATCH * 4);
      const cumulative = arena.put(this.#runningSums());
      const from = arena.put(points.planes);
      for (let step = 0; step < steps; step++) {
        const stream = first + step;
        kernels.sampleIndices(indices, BATCH, cumulative, points.count, stream, FOR_MINI_BATCH, k0, k1);
        kernels.gatherPoints(out + step * BATCH * 12, from, points.count, indices, BATCH);
      }
      return arena.get(new Float32Array(steps * BATCH * 3), out);
    });
    this.#batches = { first, steps, planes };
    return planes;
  }

  #runningSums(): Uint32Array {
    if (!this.#sums) {
      const { weights, count } = this.points;
      this.#sums = new Uint32Array(count);
      let sum = 0;
      for (let i = 0; i < count; i++) {
        sum += weights[i];
        this.#sums[i] = sum;
      }
    }
    return this.#sums;
  }
}
