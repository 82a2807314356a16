// Weighted K-Means on points in three dimensions.
//
// Points are three planes of f32 (x, y, z), each `padded(count)` long, so that four are handled at a time; what lies
// beyond `count` must be finite and has no effect. Labels (u8) and squared distances (f32) are padded alike.

import { srgbToLab } from "./color";
import { FOR_K_MEANS_START, uniform } from "./random";

export function padded(count: i32): usize {
  return <usize>((count + 3) & ~3);
}

const color: usize = memory.data(24, 16);

/**
 * Lays colours out as points.
 *
 * @param points f32 [3, padded(count)]; 16-byte aligned
 * @param colors u32 [count] 0xRRGGBB
 * @param rests u32 [count, 3], or 0 for none: what to add to red, green and blue, summed over `weights` pixels
 * @param weights u32 [count]; read only where there are rests
 * @param lab 0: sRGB 0..255; 1: CIELAB
 */
export function colorPoints(
  points: usize,
  colors: usize,
  rests: usize,
  weights: usize,
  count: i32,
  lab: i32,
): void {
  const plane = padded(count) << 2;
  memory.fill(points, 0, 3 * plane);
  for (let i = 0; i < count; i++) {
    const value = load<u32>(colors + ((<usize>i) << 2));
    store<f64>(color, <f64>(value >>> 16));
    store<f64>(color, <f64>((value >>> 8) & 255), 8);
    store<f64>(color, <f64>(value & 255), 16);
    if (rests) {
      const pixels = <f64>load<u32>(weights + ((<usize>i) << 2));
      for (let axis: usize = 0; axis < 3; axis++) {
        const rest = <f64>load<u32>(rests + <usize>i * 12 + (axis << 2));
        const at = color + (axis << 3);
        store<f64>(at, load<f64>(at) + rest / pixels);
      }
    }
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

function squaredDistance(x: v128, y: v128, z: v128, cx: v128, cy: v128, cz: v128): v128 {
  const dx = f32x4.sub(x, cx);
  const dy = f32x4.sub(y, cy);
  const dz = f32x4.sub(z, cz);
  return f32x4.add(f32x4.add(f32x4.mul(dx, dx), f32x4.mul(dy, dy)), f32x4.mul(dz, dz));
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
  const one = i32x4.splat(1);
  let i: usize = 0;
  // Two times four points share what is loaded of a centre. Labels grow, so the last one that was nearer is the largest.
  for (; i + 32 <= plane; i += 32) {
    const at = points + i;
    const x0 = v128.load(at);
    const x1 = v128.load(at, 16);
    const y0 = v128.load(at + plane);
    const y1 = v128.load(at + plane, 16);
    const z0 = v128.load(at + 2 * plane);
    const z1 = v128.load(at + 2 * plane, 16);
    let best0 = f32x4.splat(Infinity);
    let best1 = best0;
    let label0 = i32x4.splat(0);
    let label1 = label0;
    let number = label0;
    let centre = centres;
    for (let c = 0; c < clusters; c++) {
      const cx = v128.load32_splat(centre);
      const cy = v128.load32_splat(centre, 4);
      const cz = v128.load32_splat(centre, 8);
      const d0 = squaredDistance(x0, y0, z0, cx, cy, cz);
      const d1 = squaredDistance(x1, y1, z1, cx, cy, cz);
      label0 = i32x4.max_s(label0, v128.and(f32x4.lt(d0, best0), number));
      label1 = i32x4.max_s(label1, v128.and(f32x4.lt(d1, best1), number));
      best0 = f32x4.pmin(best0, d0);
      best1 = f32x4.pmin(best1, d1);
      number = i32x4.add(number, one);
      centre += 12;
    }
    v128.store(distances + i, best0);
    v128.store(distances + i, best1, 16);
    const halves = i16x8.narrow_i32x4_u(label0, label1);
    store<u64>(labels + (i >> 2), <u64>i64x2.extract_lane(i8x16.narrow_i16x8_u(halves, halves), 0));
  }
  if (i < plane) {
    const x = v128.load(points + i);
    const y = v128.load(points + i + plane);
    const z = v128.load(points + i + 2 * plane);
    let best = f32x4.splat(Infinity);
    let label = i32x4.splat(0);
    let number = label;
    let centre = centres;
    for (let c = 0; c < clusters; c++) {
      const cx = v128.load32_splat(centre);
      const cy = v128.load32_splat(centre, 4);
      const d = squaredDistance(x, y, z, cx, cy, v128.load32_splat(centre, 8));
      label = i32x4.max_s(label, v128.and(f32x4.lt(d, best), number));
      best = f32x4.pmin(best, d);
      number = i32x4.add(number, one);
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

/** Sums of first and third, second and fourth of `values` (f32) times `weights` (u32). */
function weightedPairs(values: v128, weights: v128): v128 {
  const low = f64x2.mul(f64x2.promote_low_f32x4(values), f64x2.convert_low_i32x4_u(weights));
  const high = f64x2.mul(
    f64x2.promote_low_f32x4(v128.shuffle<u32>(values, values, 2, 3, 2, 3)),
    f64x2.convert_low_i32x4_u(v128.shuffle<u32>(weights, weights, 2, 3, 2, 3)),
  );
  return f64x2.add(low, high);
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
    const at = points + i;
    const d = squaredDistance(v128.load(at), v128.load(at + plane), v128.load(at + 2 * plane), cx, cy, cz);
    const least = f32x4.pmin(d, v128.load(nearest + i));
    if (keep) v128.store(nearest + i, least);
    sum = f64x2.add(sum, weightedPairs(least, v128.load(weights + i)));
  }
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

/** Bytes of points that are passed at once on the way to one. */
const STRIDE: usize = 256;

/** Byte offset of the point at which the running sum of weight * nearest passes `target`. */
function pointAt(target: f64, nearest: usize, weights: usize, count: i32): usize {
  const end = (<usize>count) << 2;
  let sum = 0.0;
  let start: usize = 0;
  for (; start + STRIDE <= end; start += STRIDE) {
    let pairs = f64x2.splat(0.0);
    for (let i = start; i < start + STRIDE; i += 16) {
      pairs = f64x2.add(pairs, weightedPairs(v128.load(nearest + i), v128.load(weights + i)));
    }
    const next = sum + (f64x2.extract_lane(pairs, 0) + f64x2.extract_lane(pairs, 1));
    if (next > target) break;
    sum = next;
  }
  let last: usize = 0;
  for (let i = start; i < end; i += 4) {
    const share = <f64>load<f32>(nearest + i) * <f64>load<u32>(weights + i);
    if (share > 0.0) last = i;
    sum += share;
    if (sum > target) return last;
  }
  // Rounding left the target beyond the end: the last point with a share.
  for (let i = end; last === 0 && i > 0; i -= 4) {
    if (load<f32>(nearest + i - 4) > 0.0 && load<u32>(weights + i - 4) > 0) last = i - 4;
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
