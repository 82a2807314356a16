// Question: is our K-Means as good as scikit-learn's? Inertia over all pixels, same k, ours over 10 seeds against
// MiniBatchKMeans with the best of 10 starts.
//
//   npm run build && node bench/k-means-inertia.mjs PICTURE...
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { decodeImage } from "../dist/io/decode-image.js";
import { kMeans } from "../dist/k-means.js";
import { distinctColors } from "../dist/kernels/distinct.js";

const PEER = fileURLToPath(new URL("peers/k_means_inertia.py", import.meta.url));
const CLUSTERS = 10;
const SEEDS = 10;
const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

const folder = mkdtempSync(join(tmpdir(), "ganx-bench-"));
try {
  for (const picture of process.argv.slice(2)) {
    const { rgb } = decodeImage(readFileSync(picture));
    const raw = join(folder, "pixels.rgb");
    writeFileSync(raw, rgb);
    const peer = spawnSync("/usr/bin/python3", [PEER, raw, String(CLUSTERS)], { encoding: "utf8" });
    if (peer.status !== 0) throw new Error(`skipped: python3-sklearn did not run: ${peer.stderr}`);
    const reference = JSON.parse(peer.stdout);

    const { colors, pixels } = distinctColors(rgb);
    const points = Float64Array.from(
      { length: colors.length * 3 },
      (_, i) => (colors[Math.floor(i / 3)] >>> (16 - 8 * (i % 3))) & 255,
    );
    for (const method of ["mini-batch", "full"]) {
      const ratios = [];
      const times = [];
      for (let seed = 1; seed <= SEEDS; seed++) {
        const start = performance.now();
        const { inertia } = kMeans(points, { clusters: CLUSTERS, method, seed, weights: pixels });
        times.push((performance.now() - start) / 1000);
        ratios.push(inertia / reference.inertia);
      }
      console.log(
        `${basename(picture)}, k = ${CLUSTERS}, ${colors.length} distinct colours, ${method}: inertia / scikit-learn ` +
          `median ${median(ratios).toFixed(4)}, worst ${Math.max(...ratios).toFixed(4)}; ` +
          `${median(times).toFixed(3)} s, scikit-learn ${reference.seconds.toFixed(3)} s`,
      );
    }
  }
} finally {
  rmSync(folder, { recursive: true });
}
