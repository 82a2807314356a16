// Full K-Means on weighted points; for their layout, see points.ts.
import { assignPoints } from "./assign-points";
import { padded } from "./points";

/**
 * Sums points by label.
 *
 * @param sums f64 [clusters, 4]: x, y, z, weight; overwritten
 */
export function sumByLabel(
  sums: usize,
  labels: usize,
  points: usize,
  weights: usize,
  count: i32,
  clusters: i32,
): void {
  const plane = padded(count) << 2;
  const one = f64x2.splat(1.0);
  memory.fill(sums, 0, (<usize>clusters) << 5);
  for (let i = 0; i < count; i++) {
    const at = sums + ((<usize>load<u8>(labels + i)) << 5);
    const p = points + ((<usize>i) << 2);
    const w = f64x2.splat(<f64>load<u32>(weights + ((<usize>i) << 2)));
    const xy = f64x2.replace_lane(f64x2.splat(<f64>load<f32>(p)), 1, <f64>load<f32>(p + plane));
    const zw = f64x2.replace_lane(one, 0, <f64>load<f32>(p + 2 * plane));
    v128.store(at, f64x2.add(v128.load(at), f64x2.mul(w, xy)));
    v128.store(at, f64x2.add(v128.load(at, 16), f64x2.mul(w, zw)), 16);
  }
}

/** Takes points whose label is no longer `before` out of their old sums and into the new ones; `before` follows. */
function followLabels(
  sums: usize,
  before: usize,
  labels: usize,
  points: usize,
  weights: usize,
  count: i32,
): void {
  const plane = padded(count) << 2;
  const one = f64x2.splat(1.0);
  for (let i = 0; i < count; i += 4) {
    const changed = load<u32>(before + i) ^ load<u32>(labels + i);
    if (!changed) continue;
    for (let j = i; j < min(i + 4, count); j++) {
      const old = sums + ((<usize>load<u8>(before + j)) << 5);
      const now = sums + ((<usize>load<u8>(labels + j)) << 5);
      if (old === now) continue;
      const p = points + ((<usize>j) << 2);
      const w = f64x2.splat(<f64>load<u32>(weights + ((<usize>j) << 2)));
      const pair = f64x2.replace_lane(f64x2.splat(<f64>load<f32>(p)), 1, <f64>load<f32>(p + plane));
      const xy = f64x2.mul(w, pair);
      const zw = f64x2.mul(w, f64x2.replace_lane(one, 0, <f64>load<f32>(p + 2 * plane)));
      v128.store(old, f64x2.sub(v128.load(old), xy));
      v128.store(old, f64x2.sub(v128.load(old, 16), zw), 16);
      v128.store(now, f64x2.add(v128.load(now), xy));
      v128.store(now, f64x2.add(v128.load(now, 16), zw), 16);
    }
    store<u32>(before + i, load<u32>(labels + i));
  }
}

function hasEmptyCluster(sums: usize, clusters: i32): bool {
  for (let c = 0; c < clusters; c++) if (load<f64>(sums + ((<usize>c) << 5), 24) === 0.0) return true;
  return false;
}

/**
 * Moves each empty cluster onto the point that is farthest from its own centre.
 *
 * @param sums f64 [clusters, 4]: receives x, y, z and weight of each label; 16-byte aligned
 * @returns clusters moved
 */
export function fillEmptyClusters(
  centres: usize,
  labels: usize,
  distances: usize,
  points: usize,
  weights: usize,
  sums: usize,
  count: i32,
  clusters: i32,
): i32 {
  const plane = padded(count) << 2;
  sumByLabel(sums, labels, points, weights, count, clusters);
  let moved = 0;
  for (let c = 0; c < clusters; c++) {
    if (load<f64>(sums + ((<usize>c) << 5), 24) > 0.0) continue;
    let farthest: usize = 0;
    for (let i: usize = 4; i < (<usize>count) << 2; i += 4) {
      if (load<f32>(distances + i) > load<f32>(distances + farthest)) farthest = i;
    }
    if (load<f32>(distances + farthest) <= 0.0) break;
    store<f32>(distances + farthest, 0.0);
    const centre = centres + <usize>c * 12;
    store<f32>(centre, load<f32>(points + farthest));
    store<f32>(centre, load<f32>(points + farthest + plane), 4);
    store<f32>(centre, load<f32>(points + farthest + 2 * plane), 8);
    moved++;
  }
  return moved;
}

/**
 * Lloyd's algorithm: assign, then move every centre to the mean of its points, until no centre moves by more than
 * `tolerance` (squared, summed) or `iterations` are done. Ends with labels and distances that fit the centres.
 *
 * @param centres f32 [clusters, 3]: start in, result out
 * @param weights u32 [count]
 * @param scratch f64 [clusters, 4] and u8 [padded(count)]; 16-byte aligned
 * @returns iterations used
 *
 * Source: S. P. Lloyd, IEEE Trans. Inf. Theory 28 (1982) 129-137, doi:10.1109/TIT.1982.1056489.
 */
export function lloyd(
  centres: usize,
  labels: usize,
  distances: usize,
  points: usize,
  weights: usize,
  scratch: usize,
  count: i32,
  clusters: i32,
  iterations: i32,
  tolerance: f64,
): i32 {
  const sums = scratch;
  const before = scratch + ((<usize>clusters) << 5);
  let done = 0;
  // Whether the sums are those of the labels before; few labels change at a time.
  let known = false;
  assignPoints(labels, distances, points, count, centres, clusters);
  while (done < iterations) {
    done++;
    let shift = 0.0;
    if (known) {
      followLabels(sums, before, labels, points, weights, count);
    } else {
      sumByLabel(sums, labels, points, weights, count, clusters);
      memory.copy(before, labels, padded(count));
    }
    known = true;
    if (
      hasEmptyCluster(sums, clusters) &&
      fillEmptyClusters(centres, labels, distances, points, weights, sums, count, clusters) > 0
    ) {
      shift = Infinity;
    } else {
      for (let c = 0; c < clusters; c++) {
        const at = sums + ((<usize>c) << 5);
        const weight = load<f64>(at, 24);
        if (weight === 0.0) continue;
        for (let axis: usize = 0; axis < 3; axis++) {
          const place = centres + <usize>c * 12 + (axis << 2);
          const mean = <f32>(load<f64>(at + (axis << 3)) / weight);
          const step = <f64>mean - <f64>load<f32>(place);
          shift += step * step;
          store<f32>(place, mean);
        }
      }
    }
    assignPoints(labels, distances, points, count, centres, clusters);
    if (shift <= tolerance) break;
  }
  return done;
}
