import { assignPoints, inertia } from "../assign-points";
import { fillEmptyClusters, lloyd } from "../lloyd";
import { at, expectNear, intact, nextLength, put, room, same } from "./buffers";
import { centresOf, cloud, line, misassigned, pad, weightsOf } from "./points";

describe("fillEmptyClusters", () => {
  test("moves each empty cluster onto the farthest point left", () => {
    const points = line([0, 1, 9, -20, 2]);
    const centres = centresOf([0, 500, 600]);
    const labels = room<u8>(8);
    const distances = room<f32>(8);
    const sums = room<f64>(12);
    const weights = weightsOf([1, 1, 1, 1, 1]);
    assignPoints(labels, distances, points, 5, centres, 3);
    expect(fillEmptyClusters(centres, labels, distances, points, weights, sums, 5, 3)).toBe(2);
    expect(at<f32>(centres, 0)).toBe(0);
    expect(at<f32>(centres, 3)).toBe(-20);
    expect(at<f32>(centres, 6)).toBe(9);
    expect(intact<f32>(centres, 9)).toBe(true);
    expect(intact<f64>(sums, 12)).toBe(true);
    assignPoints(labels, distances, points, 5, centres, 3);
    expect(fillEmptyClusters(centres, labels, distances, points, weights, sums, 5, 3)).toBe(0);
  });

  test("moves none where every point is a centre", () => {
    const points = line([4, 4, 4]);
    const centres = centresOf([4, 4]);
    const labels = room<u8>(4);
    const distances = room<f32>(4);
    assignPoints(labels, distances, points, 3, centres, 2);
    const weights = weightsOf([1, 1, 1]);
    expect(fillEmptyClusters(centres, labels, distances, points, weights, room<f64>(8), 3, 2)).toBe(0);
    expect(at<f32>(centres, 3)).toBe(4);
  });
});

let steps: i32 = 0;

/** Lloyd on points of a line; returns the centres. */
function settle(xs: f32[], weights: u32[], start: f32[], iterations: i32): usize {
  const n = xs.length;
  const k = start.length;
  const points = line(xs);
  const centres = centresOf(start);
  const labels = room<u8>(pad(n));
  const distances = room<f32>(pad(n));
  const scratch = room<u8>(32 * k + pad(n));
  steps = lloyd(centres, labels, distances, points, weightsOf(weights), scratch, n, k, iterations, 0);
  expect(misassigned(labels, distances, points, n, centres, k)).toBe(0);
  expect(intact<f32>(centres, 3 * k)).toBe(true);
  expect(intact<u8>(scratch, 32 * k + pad(n))).toBe(true);
  expect(intact<u8>(labels, pad(n))).toBe(true);
  expect(intact<f32>(distances, pad(n))).toBe(true);
  return centres;
}

describe("lloyd", () => {
  test("converges on weighted means, then stops", () => {
    const centres = settle([0, 10, 100, 104], [3, 1, 1, 1], [-50, 80], 100);
    expect(at<f32>(centres, 0)).toBe(2.5);
    expect(at<f32>(centres, 3)).toBe(102);
    // One step to the means, one that moves nothing.
    expect(steps).toBe(2);
  });

  test("only assigns without iterations, and stops when they are used up", () => {
    expect(at<f32>(settle([0, 10, 100, 104], [1, 1, 1, 1], [1, 60], 0), 0)).toBe(1);
    expect(steps).toBe(0);
    const once = settle([0, 4, 6, 20], [1, 1, 1, 1], [0, 1], 1);
    expect(steps).toBe(1);
    expect(at<f32>(once, 3)).toBe(10);
    const done = settle([0, 4, 6, 20], [1, 1, 1, 1], [0, 1], 100);
    expectNear(at<f32>(done, 0), <f32>(10.0 / 3.0), 1e-6);
    expect(at<f32>(done, 3)).toBe(20);
  });

  test("gives an empty cluster a point and goes on", () => {
    const centres = settle([0, 2, 100, 102], [1, 1, 1, 1], [1, 9000], 100);
    expect(at<f32>(centres, 0)).toBe(1);
    expect(at<f32>(centres, 3)).toBe(101);
  });

  test("never worsens, whatever the number of points", () => {
    for (let n = 1; n <= 1000; n = nextLength(n)) {
      const points = cloud(n, 256);
      const centres = put<f32>([10, 10, 10, 128, 128, 128, 250, 10, 128]);
      const labels = room<u8>(pad(n));
      const distances = room<f32>(pad(n));
      const weights = new Array<u32>(n).map<u32>((_, i) => 1 + (i % 5));
      const counts = weightsOf(weights);
      let before: f64 = Infinity;
      for (let step = 0; step < 8; step++) {
        lloyd(centres, labels, distances, points, counts, room<u8>(96 + pad(n)), n, 3, step ? 1 : 0, 0);
        const now = inertia(distances, counts, n);
        expect(now <= before * 1.000001).toBe(true);
        before = now;
      }
      expect(misassigned(labels, distances, points, n, centres, 3)).toBe(0);
    }
  });

  test("many steps at once are as many single ones, though they only follow the labels that change", () => {
    for (let n = 3; n <= 1000; n = nextLength(n)) {
      const points = cloud(n, 256);
      const counts = weightsOf(new Array<u32>(n).map<u32>((_, i) => 1 + (i % 5)));
      const once = centresOf([0, 1, 2, 3]);
      const stepwise = centresOf([0, 1, 2, 3]);
      const labels = room<u8>(pad(n));
      const distances = room<f32>(pad(n));
      const scratch = room<u8>(128 + pad(n));
      const used = lloyd(once, labels, distances, points, counts, scratch, n, 4, 9, 0);
      for (let step = 0; step < used; step++) {
        lloyd(stepwise, labels, distances, points, counts, scratch, n, 4, 1, 0);
      }
      expect(same<f32>(once, stepwise, 12)).toBe(true);
      expect(intact<u8>(scratch, 128 + pad(n))).toBe(true);
    }
  });
});
