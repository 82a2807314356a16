import { silhouette } from "../silhouette";
import { at, expectNear, intact, put, room, scatter, set } from "./buffers";

/** The score of points on a line. */
function onLine(xs: f64[], labels: u8[], weights: f64[], clusters: i32): f64 {
  const points = new Array<f64>(0);
  for (let i = 0; i < xs.length; i++) {
    points.push(xs[i]);
    points.push(2);
    points.push(-1);
  }
  const scratch = room<f64>(5 * clusters);
  const score = silhouette(
    put<f64>(points),
    put<u8>(labels),
    put<f64>(weights),
    xs.length,
    clusters,
    scratch,
  );
  expect(intact<f64>(scratch, 5 * clusters)).toBe(true);
  return score;
}

/** Mean distance of point i to the other points of a cluster. */
function meanDistance(points: usize, labels: usize, n: i32, i: i32, cluster: u8): f64 {
  let sum: f64 = 0;
  let others: f64 = 0;
  for (let j = 0; j < n; j++) {
    if (j === i || at<u8>(labels, j) !== cluster) continue;
    let square: f64 = 0;
    for (let axis = 0; axis < 3; axis++) {
      const d = at<f64>(points, 3 * i + axis) - at<f64>(points, 3 * j + axis);
      square += d * d;
    }
    sum += Math.sqrt(square);
    others++;
  }
  return sum / others;
}

/** The definition, point by point; every cluster has a point. */
function silhouetteTwin(points: usize, labels: usize, n: i32, clusters: i32): f64 {
  let total: f64 = 0;
  for (let i = 0; i < n; i++) {
    const a = meanDistance(points, labels, n, i, at<u8>(labels, i));
    if (Number.isNaN(a)) continue;
    let b = Infinity;
    for (let c = 0; c < clusters; c++) {
      if (<u8>c !== at<u8>(labels, i)) b = Math.min(b, meanDistance(points, labels, n, i, <u8>c));
    }
    total += (b - a) / Math.max(a, b);
  }
  return total / <f64>n;
}

describe("silhouette", () => {
  test("two pairs on a line", () => {
    // a = 1 everywhere; b = 10.5 outside, 9.5 inside.
    const expected = (9.5 / 10.5 + 8.5 / 9.5) / 2;
    expectNear(onLine([0, 1, 10, 11], [0, 0, 1, 1], [1, 1, 1, 1], 2), expected, 1e-15);
  });

  test("a point alone in its cluster counts 0", () => {
    expectNear(onLine([0, 1, 10], [0, 0, 1], [1, 1, 1], 2), (0.9 + 8.0 / 9.0) / 3, 1e-15);
  });

  test("takes the nearest other cluster", () => {
    // a = 1; the cluster at 4 is nearer than the one at 100.
    expectNear(onLine([0, 1, 100, 4], [0, 0, 1, 2], [1, 1, 1, 1], 3), (3.0 / 4.0 + 2.0 / 3.0) / 4, 1e-15);
  });

  test("is negative for swapped points", () => {
    // Point 0: a = 10, b = (1 + 11) / 2; point 10: a = 10, b = (9 + 1) / 2; likewise from the other side.
    const expected = (-4.0 / 10.0 + -5.0 / 10.0 - 5.0 / 10.0 - 4.0 / 10.0) / 4;
    expectNear(onLine([0, 10, 1, 11], [0, 0, 1, 1], [1, 1, 1, 1], 2), expected, 1e-15);
  });

  test("coincident clusters count 0", () => {
    expect(onLine([5, 5, 5, 5], [0, 0, 1, 1], [1, 1, 1, 1], 2)).toBe(0);
  });

  test("needs two clusters in use", () => {
    expect(Number.isNaN(onLine([], [], [], 2))).toBe(true);
    expect(Number.isNaN(onLine([3], [0], [1], 1))).toBe(true);
    expect(Number.isNaN(onLine([0, 1, 2], [3, 3, 3], [1, 1, 1], 5))).toBe(true);
  });

  test("leaves out clusters that nobody uses", () => {
    const used = onLine([0, 1, 10, 11], [0, 0, 1, 1], [1, 1, 1, 1], 2);
    expect(onLine([0, 1, 10, 11], [2, 2, 255, 255], [1, 1, 1, 1], 256)).toBe(used);
  });

  test("weights are coincident points", () => {
    const repeated = onLine([0, 0, 0, 1, 10, 11, 11], [0, 0, 0, 0, 1, 1, 1], [1, 1, 1, 1, 1, 1, 1], 2);
    expectNear(onLine([0, 1, 10, 11], [0, 0, 1, 1], [3, 1, 1, 2], 2), repeated, 1e-15);
    // A single place with weight 2 is no lone point: a = 0.
    expectNear(onLine([0, 10], [0, 1], [2, 1], 2), 2.0 / 3.0, 1e-15);
  });

  test("agrees with the definition at every number of points", () => {
    for (let n = 3; n <= 217; n = n < 17 ? n + 1 : n + 200) {
      const points = room<f64>(3 * n);
      const labels = room<u8>(n);
      const weights = room<f64>(n);
      for (let i = 0; i < n; i++) {
        for (let axis = 0; axis < 3; axis++) set<f64>(points, 3 * i + axis, scatter(3 * i + axis, 256));
        set<u8>(labels, i, <u8>(i % 3));
        set<f64>(weights, i, 1);
      }
      const scratch = room<f64>(15);
      const score = silhouette(points, labels, weights, n, 3, scratch);
      expectNear(score, silhouetteTwin(points, labels, n, 3), 1e-13);
      expect(intact<f64>(scratch, 15)).toBe(true);
    }
  });
});
