// The first centres of K-Means on weighted points; for their layout, see points.ts.
import { padded, squaredDistance } from "./points";
import { FOR_K_MEANS_START, uniform } from "./random";

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
