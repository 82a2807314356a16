// Weighted K-Means on points in three dimensions.
//
// Points are three planes of f32 (x, y, z), each `padded(count)` long, so that four are handled at a time; what lies
// beyond `count` must be finite and has no effect. Labels (u8) and squared distances (f32) are padded alike.

import { srgbToLab } from "./color";
import { FOR_K_MEANS_START, FOR_MINI_BATCH, sampleIndices, uniform } from "./random";

export function padded(count: i32): usize {
  return <usize>((count + 3) & ~3);
}

const color: usize = memory.data(24, 16);

/**
 * Lays colours out as points.
 *
 * @param points f32 [3, padded(count)]; 16-byte aligned
 * @param colors u32 [count] 0xRRGGBB
 * @param lab 0: sRGB 0..255; 1: CIELAB
 */
export function colorPoints(points: usize, colors: usize, count: i32, lab: i32): void {
  const plane = padded(count) << 2;
  memory.fill(points, 0, 3 * plane);
  for (let i = 0; i < count; i++) {
    const value = load<u32>(colors + ((<usize>i) << 2));
    store<f64>(color, <f64>(value >>> 16));
    store<f64>(color, <f64>((value >>> 8) & 255), 8);
    store<f64>(color, <f64>(value & 255), 16);
    if (lab) srgbToLab(color, color, 1);
    const at = points + ((<usize>i) << 2);
    store<f32>(at, <f32>load<f64>(color));
    store<f32>(at + plane, <f32>load<f64>(color, 8));
    store<f32>(at + 2 * plane, <f32>load<f64>(color, 16));
  }
}

/** Copies the points at `indices` (u32 [picked]) to `out` (f32 [3, padded(picked)]), whose padding is left as it is. */
export function gatherPoints(out: usize, points: usize, count: i32, indices: usize, picked: i32): void {
  const from = padded(count) << 2;
  const to = padded(picked) << 2;
  for (let i = 0; i < picked; i++) {
    const source = points + ((<usize>load<u32>(indices + ((<usize>i) << 2))) << 2);
    const target = out + ((<usize>i) << 2);
    store<f32>(target, load<f32>(source));
    store<f32>(target + to, load<f32>(source + from));
    store<f32>(target + 2 * to, load<f32>(source + 2 * from));
  }
}

/**
 * Finds the nearest centre of every point; of equally near ones the first.
 *
 * @param labels u8 [padded(count)]
 * @param distances f32 [padded(count)]: squared distance to that centre; 16-byte aligned
 * @param points f32 [3, padded(count)]; 16-byte aligned
 * @param centres f32 [clusters, 3]
 */
export function assignPoints(
  labels: usize,
  distances: usize,
  points: usize,
  count: i32,
  centres: usize,
  clusters: i32,
): void {
  const plane = padded(count) << 2;
  for (let i: usize = 0; i < plane; i += 16) {
    const x = v128.load(points + i);
    const y = v128.load(points + i + plane);
    const z = v128.load(points + i + 2 * plane);
    let best = f32x4.splat(Infinity);
    let label = i32x4.splat(0);
    let centre = centres;
    for (let c = 0; c < clusters; c++) {
      const dx = f32x4.sub(x, v128.load32_splat(centre));
      const dy = f32x4.sub(y, v128.load32_splat(centre, 4));
      const dz = f32x4.sub(z, v128.load32_splat(centre, 8));
      const d = f32x4.add(f32x4.add(f32x4.mul(dx, dx), f32x4.mul(dy, dy)), f32x4.mul(dz, dz));
      const nearer = f32x4.lt(d, best);
      best = v128.bitselect(d, best, nearer);
      label = v128.bitselect(i32x4.splat(c), label, nearer);
      centre += 12;
    }
    v128.store(distances + i, best);
    const halves = i16x8.narrow_i32x4_u(label, label);
    store<u32>(labels + (i >> 2), <u32>i32x4.extract_lane(i8x16.narrow_i16x8_u(halves, halves), 0));
  }
}

/** Weighted sum of squared distances. @param weights u32 [count] */
export function inertia(distances: usize, weights: usize, count: i32): f64 {
  let sum = 0.0;
  for (let i: usize = 0; i < (<usize>count) << 2; i += 4) {
    sum += <f64>load<f32>(distances + i) * <f64>load<u32>(weights + i);
  }
  return sum;
}

/**
 * Sums points by label.
 *
 * @param sums f64 [clusters, 4]: x, y, z, weight; overwritten
 */
function sumByLabel(
  sums: usize,
  labels: usize,
  points: usize,
  weights: usize,
  count: i32,
  clusters: i32,
): void {
  const plane = padded(count) << 2;
  memory.fill(sums, 0, (<usize>clusters) << 5);
  for (let i = 0; i < count; i++) {
    const at = sums + ((<usize>load<u8>(labels + i)) << 5);
    const p = points + ((<usize>i) << 2);
    const w = <f64>load<u32>(weights + ((<usize>i) << 2));
    store<f64>(at, load<f64>(at) + w * <f64>load<f32>(p));
    store<f64>(at, load<f64>(at, 8) + w * <f64>load<f32>(p + plane), 8);
    store<f64>(at, load<f64>(at, 16) + w * <f64>load<f32>(p + 2 * plane), 16);
    store<f64>(at, load<f64>(at, 24) + w, 24);
  }
}

/** Moves each empty cluster onto the point that is farthest from its own centre. @returns clusters moved */
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
 * @param sums f64 [clusters, 4]: scratch
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
  sums: usize,
  count: i32,
  clusters: i32,
  iterations: i32,
  tolerance: f64,
): i32 {
  let done = 0;
  assignPoints(labels, distances, points, count, centres, clusters);
  while (done < iterations) {
    done++;
    let shift = 0.0;
    if (fillEmptyClusters(centres, labels, distances, points, weights, sums, count, clusters) > 0) {
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

/** What the potential would be with a further centre at point `candidate`; `nearest` may be updated in place. */
function potentialWith(
  nearest: usize,
  points: usize,
  weights: usize,
  count: i32,
  candidate: usize,
  keep: bool,
): f64 {
  const plane = padded(count) << 2;
  const cx = v128.load32_splat(points + candidate);
  const cy = v128.load32_splat(points + candidate + plane);
  const cz = v128.load32_splat(points + candidate + 2 * plane);
  let sum = f64x2.splat(0.0);
  for (let i: usize = 0; i < plane; i += 16) {
    const dx = f32x4.sub(v128.load(points + i), cx);
    const dy = f32x4.sub(v128.load(points + i + plane), cy);
    const dz = f32x4.sub(v128.load(points + i + 2 * plane), cz);
    const d = f32x4.add(f32x4.add(f32x4.mul(dx, dx), f32x4.mul(dy, dy)), f32x4.mul(dz, dz));
    const least = f32x4.min(d, v128.load(nearest + i));
    if (keep) v128.store(nearest + i, least);
    const w = v128.load(weights + i);
    const low = f64x2.mul(f64x2.promote_low_f32x4(least), f64x2.convert_low_i32x4_u(w));
    const high = f64x2.mul(
      f64x2.promote_low_f32x4(v128.shuffle<u32>(least, least, 2, 3, 2, 3)),
      f64x2.convert_low_i32x4_u(v128.shuffle<u32>(w, w, 2, 3, 2, 3)),
    );
    sum = f64x2.add(sum, f64x2.add(low, high));
  }
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

/** Byte offset of the point at which the running sum of weight * nearest passes `target`. */
function pointAt(target: f64, nearest: usize, weights: usize, count: i32): usize {
  let sum = 0.0;
  let last: usize = 0;
  for (let i: usize = 0; i < (<usize>count) << 2; i += 4) {
    const share = <f64>load<f32>(nearest + i) * <f64>load<u32>(weights + i);
    if (share > 0.0) last = i;
    sum += share;
    if (sum > target) return last;
  }
  return last;
}

/**
 * Chooses starting centres by greedy k-means++: each is the best of 2 + ln(k) points drawn with probability
 * proportional to weight times squared distance to the centres so far.
 *
 * @param centres f32 [clusters, 3]
 * @param nearest f32 [padded(count)]: scratch, 16-byte aligned
 * @param weights u32 [padded(count)], zero beyond `count`
 *
 * Source: D. Arthur, S. Vassilvitskii, "k-means++: the advantages of careful seeding", SODA 2007, 1027-1035.
 */
export function kMeansPlusPlus(
  centres: usize,
  nearest: usize,
  points: usize,
  weights: usize,
  count: i32,
  clusters: i32,
  stream: u32,
  k0: u32,
  k1: u32,
): void {
  const plane = padded(count) << 2;
  const trials = 2 + <i32>Math.log(<f64>clusters);
  for (let i: usize = 0; i < plane; i += 4) store<f32>(nearest + i, 1.0);
  let potential = 0.0;
  for (let i: usize = 0; i < (<usize>count) << 2; i += 4) potential += <f64>load<u32>(weights + i);
  let draw: u32 = 0;
  for (let c = 0; c < clusters; c++) {
    let chosen: usize = 0;
    let least = Infinity;
    // The first centre is drawn by weight alone: `nearest` is 1 everywhere.
    for (let t = 0; t < (c === 0 ? 1 : trials); t++) {
      const u = uniform(draw++, stream, FOR_K_MEANS_START, k0, k1);
      const candidate = pointAt(u * potential, nearest, weights, count);
      const then = c === 0 ? 0.0 : potentialWith(nearest, points, weights, count, candidate, false);
      if (then < least) {
        least = then;
        chosen = candidate;
      }
    }
    if (c === 0) for (let i: usize = 0; i < plane; i += 4) store<f32>(nearest + i, Infinity);
    potential = potentialWith(nearest, points, weights, count, chosen, true);
    const centre = centres + <usize>c * 12;
    store<f32>(centre, load<f32>(points + chosen));
    store<f32>(centre, load<f32>(points + chosen + plane), 4);
    store<f32>(centre, load<f32>(points + chosen + 2 * plane), 8);
  }
}

/**
 * Mini-batch K-Means: each step draws a batch of points by weight and moves every centre towards the mean of its
 * share, by that share's part of all points the centre has seen.
 *
 * @param centres f32 [clusters, 3]: start in, result out
 * @param seen f64 [clusters]: points each centre stands for, updated
 * @param cumulative u32 [count]: running sums of the weights
 * @param scratch u32 [batch] indices, u32 [batch] ones, f32 [3, batch] points, u8 [batch] labels, f32 [batch]
 *   distances, f64 [clusters, 4] sums, in this order; 16-byte aligned
 * @param batch a multiple of 16
 *
 * Source: D. Sculley, "Web-scale k-means clustering", WWW 2010, 1177-1178, doi:10.1145/1772690.1772862.
 */
export function miniBatch(
  centres: usize,
  seen: usize,
  points: usize,
  cumulative: usize,
  scratch: usize,
  count: i32,
  clusters: i32,
  batch: i32,
  steps: i32,
  k0: u32,
  k1: u32,
): void {
  const size = <usize>batch;
  const indices = scratch;
  const ones = indices + 4 * size;
  const picked = ones + 4 * size;
  const labels = picked + 12 * size;
  const distances = labels + size;
  const sums = distances + 4 * size;
  for (let i: usize = 0; i < size; i++) store<u32>(ones + (i << 2), 1);
  for (let step = 0; step < steps; step++) {
    sampleIndices(indices, batch, cumulative, count, step, FOR_MINI_BATCH, k0, k1);
    gatherPoints(picked, points, count, indices, batch);
    assignPoints(labels, distances, picked, batch, centres, clusters);
    sumByLabel(sums, labels, picked, ones, batch, clusters);
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
