import { expect, test } from "vitest";
import { choirBook } from "../../src/demo/choir-book.js";
import { type KMeansMethod, kMeans } from "../../src/k-means.js";
import { distinctColors } from "../../src/kernels/distinct.js";

// Inertia of scikit-learn 1.2.1's MiniBatchKMeans, best of 10 starts, over all pixels of the example page:
// bench/peers/k_means_inertia.py PIXELS.rgb K.
const SCIKIT_LEARN = [
  { clusters: 7, inertia: 52_628_952.82 },
  { clusters: 10, inertia: 34_718_179.26 },
];

test.each(SCIKIT_LEARN)(
  "inertia with $clusters clusters is not above scikit-learn's by 2 %",
  async (peer) => {
    const { colors, pixels } = distinctColors((await choirBook()).rgb);
    const points = Float64Array.from(
      { length: colors.length * 3 },
      (_, i) => (colors[Math.floor(i / 3)] >>> (16 - 8 * (i % 3))) & 255,
    );
    for (const method of ["mini-batch", "full"] satisfies KMeansMethod[]) {
      const ratios = Array.from({ length: 10 }, (_, seed) => {
        const { inertia } = kMeans(points, { clusters: peer.clusters, method, seed, weights: pixels });
        return inertia / peer.inertia;
      }).sort((a, b) => a - b);
      expect((ratios[4] + ratios[5]) / 2, method).toBeLessThanOrEqual(1.02);
    }
  },
);
