// Mini-batch K-Means on points; for their layout, see points.ts.
import { assignPoints } from "./assign-points";
import { sumByLabel } from "./lloyd";

/**
 * Mini-batch K-Means: each step moves every centre towards the mean of its share of a batch, by that share's part of
 * all points the centre has seen.
 *
 * @param centres f32 [clusters, 3]: start in, result out
 * @param seen f64 [clusters]: points each centre stands for, updated
 * @param batches f32 [steps, 3, batch]: points drawn by weight; 16-byte aligned
 * @param scratch f64 [clusters, 4] sums, u32 [batch] ones, f32 [batch] distances, u8 [batch] labels, in this order;
 *   16-byte aligned
 * @param batch a multiple of 16
 *
 * Source: D. Sculley, "Web-scale k-means clustering", WWW 2010, 1177-1178, doi:10.1145/1772690.1772862.
 */
export function miniBatch(
  centres: usize,
  seen: usize,
  batches: usize,
  scratch: usize,
  clusters: i32,
  batch: i32,
  steps: i32,
): void {
  const size = <usize>batch;
  const sums = scratch;
  const ones = sums + ((<usize>clusters) << 5);
  const distances = ones + 4 * size;
  const labels = distances + 4 * size;
  for (let i: usize = 0; i < size; i++) store<u32>(ones + (i << 2), 1);
  for (let step = 0; step < steps; step++) {
    const points = batches + <usize>step * 12 * size;
    assignPoints(labels, distances, points, batch, centres, clusters);
    sumByLabel(sums, labels, points, ones, batch, clusters);
    for (let c = 0; c < clusters; c++) {
      const at = sums + ((<usize>c) << 5);
      const share = load<f64>(at, 24);
      if (share === 0.0) continue;
      const known = load<f64>(seen + ((<usize>c) << 3));
      for (let axis: usize = 0; axis < 3; axis++) {
        const place = centres + <usize>c * 12 + (axis << 2);
        const mean = (<f64>load<f32>(place) * known + load<f64>(at + (axis << 3))) / (known + share);
        store<f32>(place, <f32>mean);
      }
      store<f64>(seen + ((<usize>c) << 3), known + share);
    }
  }
}
