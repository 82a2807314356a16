// Each point's nearest centre; for the layout of points, see points.ts.
import { padded, squaredDistance } from "./points";

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
