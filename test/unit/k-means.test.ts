import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { iterativeKMeans, kMeans, silhouetteScore } from "../../src/k-means.js";
import golden from "../golden/silhouette.json" with { type: "json" };
import { philoxUniforms } from "../twins/sampler.js";

/** `clusters` well separated blobs of `size` points. */
function blobs(clusters: number, size: number): Float64Array {
  const random = philoxUniforms(clusters);
  const out = new Float64Array(clusters * size * 3);
  for (let i = 0; i < clusters * size; i++) {
    const c = i % clusters;
    const centre = [(c % 3) * 100, (Math.floor(c / 3) % 3) * 100, Math.floor(c / 9) * 100];
    for (let axis = 0; axis < 3; axis++) out[3 * i + axis] = centre[axis] + 10 * random();
  }
  return out;
}

function inertiaTwin(
  points: Float64Array,
  centres: ArrayLike<number>,
): { inertia: number; labels: number[] } {
  let inertia = 0;
  const labels: number[] = [];
  for (let i = 0; i < points.length; i += 3) {
    let best = Infinity;
    let label = 0;
    for (let c = 0; c < centres.length; c += 3) {
      const d = [0, 1, 2].reduce((sum, axis) => sum + (points[i + axis] - centres[c + axis]) ** 2, 0);
      if (d < best) {
        best = d;
        label = c / 3;
      }
    }
    inertia += best;
    labels.push(label);
  }
  return { inertia, labels };
}

describe.each(["mini-batch", "full"] as const)("kMeans, %s", (method) => {
  test("finds separated blobs", () => {
    const { labels, inertia } = kMeans(blobs(6, 500), { clusters: 6, method, seed: 3 });
    for (let i = 6; i < labels.length; i++) expect(labels[i]).toBe(labels[i % 6]);
    expect(new Set(labels).size).toBe(6);
    // A uniform 10-cube has variance 3 * 100 / 12 about its centre.
    expect(inertia / 3000).toBeCloseTo(25, 0);
  });

  test("labels and inertia fit the centres", () => {
    const points = blobs(4, 333).map((value, i) => value + (i % 7) * 9);
    const result = kMeans(points, { clusters: 9, method, seed: 1 });
    const twin = inertiaTwin(points, result.centres);
    expect(Array.from(result.labels)).toEqual(twin.labels);
    expect(result.inertia / twin.inertia).toBeCloseTo(1, 5);
  });

  test("the same seed gives the same clusters, another may not", () => {
    const points = blobs(5, 2000).map((value, i) => value + 40 * ((i * 7919) % 13));
    const once = kMeans(points, { clusters: 7, method, seed: 11 });
    expect(kMeans(points, { clusters: 7, method, seed: 11 })).toEqual(once);
    expect(kMeans(points, { clusters: 7, method, seed: 12 }).centres).not.toEqual(once.centres);
  });

  test("every length from 1 to 17, as many clusters as points: each point its own", () => {
    for (let n = 1; n <= 17; n++) {
      const points = Float64Array.from({ length: 3 * n }, (_, i) => ((i * 37) % 101) + i);
      const { labels, inertia } = kMeans(points, { clusters: n, method });
      expect(new Set(labels).size).toBe(n);
      expect(inertia).toBe(0);
    }
  });

  test("weights count as repeated points", () => {
    const points = Float64Array.of(0, 0, 0, 10, 0, 0, 100, 0, 0, 104, 0, 0);
    const { centres } = kMeans(points, { clusters: 2, method: "full", weights: Uint32Array.of(3, 1, 1, 1) });
    expect(
      Array.from(centres)
        .sort((a, b) => b - a)
        .slice(0, 2),
    ).toEqual([102, 2.5]);
  });

  test("a rare far colour gets a cluster of its own where k allows", () => {
    const points = new Float64Array(3 * 20_000).map((_, i) => i % 11);
    points.set([250, 250, 250], 3 * 12_345);
    const { labels } = kMeans(points, { clusters: 12, method, seed: 5 });
    expect(new Set(labels).size).toBe(12);
  });
});

describe("iterativeKMeans", () => {
  test("finds the number of blobs", () => {
    const result = iterativeKMeans(blobs(8, 300), { clusters: 7, delta: 3 });
    expect(result.clusters).toBe(8);
    expect(result.trials.map(({ clusters }) => clusters)).toEqual([4, 5, 6, 7, 8, 9, 10]);
    expect(result.silhouette).toBe(Math.max(...result.trials.map(({ silhouette }) => silhouette)));
  });

  test("stops when patience is used up", () => {
    const result = iterativeKMeans(blobs(4, 300), { clusters: 7, delta: 5, patience: 2 });
    expect(result.clusters).toBe(4);
    expect(result.trials.map(({ clusters }) => clusters)).toEqual([2, 3, 4, 5, 6]);
  });

  test("never tries fewer than 2 clusters nor more than distinct points", () => {
    const three = Float64Array.of(0, 0, 0, 9, 9, 9, 50, 50, 50, 9, 9, 9);
    expect(iterativeKMeans(three).trials.map(({ clusters }) => clusters)).toEqual([3]);
    expect(iterativeKMeans(three, { clusters: 2, delta: 5 }).trials.map(({ clusters }) => clusters)).toEqual([
      2, 3,
    ]);
    expect(iterativeKMeans(new Float64Array(12)).clusters).toBe(1);
  });
});

describe("silhouetteScore", () => {
  test("agrees with scikit-learn", () => {
    for (const { points, labels, score } of golden.sets) {
      expect(silhouetteScore(Float64Array.from(points.flat()), Uint8Array.from(labels))).toBeCloseTo(
        score,
        7,
      );
    }
  });

  test("weights count as repeated points", () => {
    const { points, labels, weights, score } = golden.weighted;
    const found = silhouetteScore(
      Float64Array.from(points.flat()),
      Uint8Array.from(labels),
      Uint32Array.from(weights),
    );
    expect(found).toBeCloseTo(score, 7);
  });

  test("stays within -1 and 1", () => {
    const coordinate = fc.integer({ min: 0, max: 255 });
    const pointsAndLabels = fc
      .integer({ min: 2, max: 30 })
      .chain((n) =>
        fc.tuple(
          fc.array(coordinate, { minLength: 3 * n, maxLength: 3 * n }),
          fc.array(fc.integer({ min: 0, max: 4 }), { minLength: n, maxLength: n }),
        ),
      );
    fc.assert(
      fc.property(pointsAndLabels, ([points, labels]) => {
        fc.pre(new Set(labels).size > 1);
        const score = silhouetteScore(Float64Array.from(points), Uint8Array.from(labels));
        expect(Math.abs(score)).toBeLessThanOrEqual(1);
      }),
      { seed: 1 },
    );
  });
});

describe("bad input", () => {
  const points = blobs(2, 5);
  test.each([
    [() => kMeans(points, { clusters: 0 })],
    [() => kMeans(points, { clusters: 11 })],
    [() => kMeans(points, { clusters: 2.5 })],
    [() => kMeans(points, { clusters: 2, seed: -1 })],
    [() => kMeans(points, { clusters: 2, method: "fast" as never })],
    [() => kMeans(new Float64Array(0), { clusters: 1 })],
    [() => kMeans(Float64Array.of(0, 0, Number.NaN), { clusters: 1 })],
    [() => kMeans(points, { clusters: 2, weights: new Uint32Array(10) })],
    [() => kMeans(points, { clusters: 2, weights: new Uint32Array(10).fill(2 ** 30) })],
    [() => iterativeKMeans(points, { delta: -1 })],
    [() => iterativeKMeans(points, { patience: 0 })],
    [() => silhouetteScore(points, new Uint8Array(10))],
    [() => silhouetteScore(points, new Uint8Array(3))],
  ])("is an INVALID_ARGUMENT: %s", (call) => {
    expect(call).toThrow(expect.objectContaining({ code: "INVALID_ARGUMENT" }));
  });
});
