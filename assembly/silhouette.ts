/**
 * Mean silhouette of labelled points, each standing for `weight` coincident ones.
 *
 * @param points f64 [count, 3]; 8-byte aligned, as are weights and scratch
 * @param labels u8 [count], below `clusters`
 * @param weights f64 [count], each >= 1
 * @param scratch f64 [2 * clusters]
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
  const sizes = scratch;
  const sums = scratch + ((<usize>clusters) << 3);
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
  for (let i = 0; i < count; i++) {
    const p = points + <usize>i * 24;
    const x = load<f64>(p);
    const y = load<f64>(p, 8);
    const z = load<f64>(p, 16);
    memory.fill(sums, 0, (<usize>clusters) << 3);
    for (let j = 0; j < count; j++) {
      const q = points + <usize>j * 24;
      const dx = x - load<f64>(q);
      const dy = y - load<f64>(q, 8);
      const dz = z - load<f64>(q, 16);
      const at = sums + ((<usize>load<u8>(labels + j)) << 3);
      const distance = Math.sqrt(dx * dx + dy * dy + dz * dz);
      store<f64>(at, load<f64>(at) + load<f64>(weights + ((<usize>j) << 3)) * distance);
    }
    const own = load<u8>(labels + i);
    const ownSize = load<f64>(sizes + ((<usize>own) << 3));
    const weight = load<f64>(weights + ((<usize>i) << 3));
    totalWeight += weight;
    if (ownSize <= 1.0) continue;
    const a = load<f64>(sums + ((<usize>own) << 3)) / (ownSize - 1.0);
    let b = Infinity;
    for (let c = 0; c < clusters; c++) {
      const size = load<f64>(sizes + ((<usize>c) << 3));
      if (c !== own && size > 0.0) b = Math.min(b, load<f64>(sums + ((<usize>c) << 3)) / size);
    }
    const larger = Math.max(a, b);
    if (larger > 0.0) total += (weight * (b - a)) / larger;
  }
  return total / totalWeight;
}
