/**
 * Mean silhouette of labelled points, each standing for `weight` coincident ones.
 *
 * @param points f64 [count, 3]; 8-byte aligned, as are weights
 * @param labels u8 [count], below `clusters`
 * @param weights f64 [count], each >= 1
 * @param scratch f64 [5 * clusters]; 16-byte aligned
 * @returns -1..1; a point alone in its cluster counts 0. NaN with fewer than two clusters in use
 *
 * Source: P. J. Rousseeuw, J. Comput. Appl. Math. 20 (1987) 53-65, doi:10.1016/0377-0427(87)90125-7.
 */
export function silhouette(
  points: usize,
  labels: usize,
  weights: usize,
  count: i32,
  clusters: i32,
  scratch: usize,
): f64 {
  const sums = scratch;
  const sizes = scratch + ((<usize>clusters) << 5);
  memory.fill(sizes, 0, (<usize>clusters) << 3);
  for (let i = 0; i < count; i++) {
    const at = sizes + ((<usize>load<u8>(labels + i)) << 3);
    store<f64>(at, load<f64>(at) + load<f64>(weights + ((<usize>i) << 3)));
  }
  let used = 0;
  for (let c = 0; c < clusters; c++) if (load<f64>(sizes + ((<usize>c) << 3)) > 0.0) used++;
  if (used < 2) return NaN;

  let total = 0.0;
  let totalWeight = 0.0;
  // Four points at a time; what stands in for those beyond the last is not looked at.
  for (let first = 0; first < count; first += 4) {
    sumDistances(sums, points, labels, weights, count, clusters, first);
    for (let i = first; i < min(first + 4, count); i++) {
      const lane = sums + ((<usize>(i - first)) << 3);
      const own = load<u8>(labels + i);
      const ownSize = load<f64>(sizes + ((<usize>own) << 3));
      const weight = load<f64>(weights + ((<usize>i) << 3));
      totalWeight += weight;
      if (ownSize <= 1.0) continue;
      const a = load<f64>(lane + ((<usize>own) << 5)) / (ownSize - 1.0);
      let b = Infinity;
      for (let c = 0; c < clusters; c++) {
        const size = load<f64>(sizes + ((<usize>c) << 3));
        if (c !== own && size > 0.0) b = Math.min(b, load<f64>(lane + ((<usize>c) << 5)) / size);
      }
      const larger = Math.max(a, b);
      if (larger > 0.0) total += (weight * (b - a)) / larger;
    }
  }
  return total / totalWeight;
}

/** One coordinate of points `a` and `b`. */
function pair(points: usize, a: i32, b: i32, axis: usize): v128 {
  const low = load<f64>(points + <usize>a * 24 + axis);
  return f64x2.replace_lane(f64x2.splat(low), 1, load<f64>(points + <usize>b * 24 + axis));
}

function distances(dx: v128, dy: v128, dz: v128): v128 {
  return f64x2.sqrt(f64x2.add(f64x2.add(f64x2.mul(dx, dx), f64x2.mul(dy, dy)), f64x2.mul(dz, dz)));
}

/** Weighted sums of the distances from four points, `first` and on, to each cluster: f64 [clusters, 4]. */
function sumDistances(
  sums: usize,
  points: usize,
  labels: usize,
  weights: usize,
  count: i32,
  clusters: i32,
  first: i32,
): void {
  const second = min(first + 1, count - 1);
  const third = min(first + 2, count - 1);
  const fourth = min(first + 3, count - 1);
  const x0 = pair(points, first, second, 0);
  const y0 = pair(points, first, second, 8);
  const z0 = pair(points, first, second, 16);
  const x1 = pair(points, third, fourth, 0);
  const y1 = pair(points, third, fourth, 8);
  const z1 = pair(points, third, fourth, 16);
  memory.fill(sums, 0, (<usize>clusters) << 5);
  for (let j = 0; j < count; j++) {
    const q = points + <usize>j * 24;
    const x = v128.load64_splat(q);
    const y = v128.load64_splat(q, 8);
    const z = v128.load64_splat(q, 16);
    const weight = v128.load64_splat(weights + ((<usize>j) << 3));
    const at = sums + ((<usize>load<u8>(labels + j)) << 5);
    const d0 = distances(f64x2.sub(x0, x), f64x2.sub(y0, y), f64x2.sub(z0, z));
    const d1 = distances(f64x2.sub(x1, x), f64x2.sub(y1, y), f64x2.sub(z1, z));
    v128.store(at, f64x2.add(v128.load(at), f64x2.mul(weight, d0)));
    v128.store(at, f64x2.add(v128.load(at, 16), f64x2.mul(weight, d1)), 16);
  }
}
