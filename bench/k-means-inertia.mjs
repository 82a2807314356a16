// Question: is our K-Means as good as scikit-learn's? Inertia over all pixels of a picture, same k: ours over ten seeds
// against MiniBatchKMeans with the best of ten starts.
import { writeFileSync } from "node:fs";
import { kMeans } from "../dist/k-means.js";
import { distinctColors } from "../dist/kernels/distinct.js";
import { readImage } from "../dist/node.js";
import { pictureOf } from "./lib/picture.mjs";
import { missingPython, runPython, scratch } from "./lib/process.mjs";

export const name = "k-means-inertia";

const CLUSTERS = 10;
const SEEDS = 10;

export async function measure({ quick }) {
  const { rgb, width, height } = await readImage(await pictureOf(quick ? 150 : 600));
  const raw = scratch("pixels.rgb");
  writeFileSync(raw, rgb);
  const reason = missingPython("sklearn");
  const peer = reason === undefined ? await runPython("k_means_inertia.py", [raw, CLUSTERS]) : undefined;
  const { colors, pixels } = distinctColors(rgb);
  const points = Float64Array.from(
    { length: colors.length * 3 },
    (_, i) => (colors[Math.floor(i / 3)] >>> (16 - 8 * (i % 3))) & 255,
  );
  return ["mini-batch", "full"].map((method) => ({
    question: `inertia of ${width} x ${height} pixels, ${method}, k = ${CLUSTERS}`,
    unit: "a pixel",
    ours: Array.from({ length: SEEDS }, (_, i) => {
      const fit = kMeans(points, { clusters: CLUSTERS, method, seed: i + 1, weights: pixels });
      return fit.inertia / (width * height);
    }),
    peer: "MiniBatchKMeans, best of 10 starts",
    theirs: peer === undefined ? null : [peer.inertia / (width * height)],
    reason,
    command: `kMeans(points, { clusters: ${CLUSTERS}, method: "${method}" }); peers/k_means_inertia.py PIXELS ${CLUSTERS}`,
    note: `${SEEDS} seeds`,
  }));
}
