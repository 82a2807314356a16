import { kMeansPlusPlus } from "../k-means-start";
import { miniBatch } from "../mini-batch";
import { gatherPoints } from "../points";
import { FOR_K_MEANS_START, FOR_MINI_BATCH, sampleIndices, uniform } from "../random";
import { at, expectNear, intact, nextLength, put, room, same, zeros } from "./buffers";
import { centresOf, cloud, line, pad, squared, weightsOf } from "./points";

/** Squared distance to a further centre at point `candidate`, if that is nearer than `nearest`. */
function nearer(points: usize, n: i32, i: i32, candidate: i32, nearest: f32): f32 {
  const y = at<f32>(points, candidate + pad(n));
  const z = at<f32>(points, candidate + 2 * pad(n));
  const d = squared(points, n, i, at<f32>(points, candidate), y, z);
  return d < nearest ? d : nearest;
}

/** Greedy k-means++ one point at a time; gives the chosen points. */
function startTwin(points: usize, weights: usize, n: i32, k: i32, stream: u32): i32[] {
  const nearest = new Array<f32>(n).fill(1);
  const out = new Array<i32>(0);
  const trials = 2 + <i32>Math.floor(Math.log(<f64>k));
  let draw = 0;
  for (let c = 0; c < k; c++) {
    let chosen = 0;
    let least: f64 = Infinity;
    const turns = c ? trials : 1;
    for (let t = 0; t < turns; t++) {
      let potential: f64 = 0;
      for (let i = 0; i < n; i++) potential += <f64>nearest[i] * <f64>at<u32>(weights, i);
      let left = uniform(draw++, stream, FOR_K_MEANS_START, 5, 6) * potential;
      let candidate = 0;
      for (let i = 0; i < n && left >= 0; i++) {
        const share = <f64>nearest[i] * <f64>at<u32>(weights, i);
        if (share > 0) candidate = i;
        left -= share;
      }
      let then: f64 = 0;
      for (let i = 0; i < n; i++) {
        then += <f64>nearer(points, n, i, candidate, nearest[i]) * <f64>at<u32>(weights, i);
      }
      if (then < least || t === 0) {
        least = then;
        chosen = candidate;
      }
    }
    for (let i = 0; i < n; i++) nearest[i] = nearer(points, n, i, chosen, c ? nearest[i] : <f32>Infinity);
    out.push(chosen);
  }
  return out;
}

describe("kMeansPlusPlus", () => {
  test("chooses as its twin does, at every number of points and with large weights", () => {
    for (let n = 1; n <= 1000; n = nextLength(n)) {
      // Few distinct points at first, so that centres run out of distance.
      const points = cloud(n, n < 6 ? 2 : 256);
      const weights = new Array<u32>(n).map<u32>((_, i) => (i % 7 === 3 ? 3000000000 : 1 + (i % 3)));
      const counts = weightsOf(weights);
      for (let k = 1; k <= 9; k += 4) {
        const centres = room<f32>(3 * k);
        const nearest = room<f32>(pad(n));
        kMeansPlusPlus(centres, nearest, points, counts, n, k, <u32>k, 5, 6);
        const chosen = startTwin(points, counts, n, k, k);
        let wrong = 0;
        for (let c = 0; c < 3 * k; c++) {
          if (at<f32>(centres, c) !== at<f32>(points, chosen[c / 3] + (c % 3) * pad(n))) wrong++;
        }
        expect(wrong).toBe(0);
        expect(intact<f32>(centres, 3 * k)).toBe(true);
        expect(intact<f32>(nearest, pad(n))).toBe(true);
      }
    }
  });

  test("takes every distinct point when there are as many centres", () => {
    const centres = room<f32>(15);
    for (let seed = 0; seed < 20; seed++) {
      const points = line([7, 1, 7, 40, 3, 1, 500]);
      const weights = weightsOf([1, 1, 1, 1, 1, 1, 1]);
      kMeansPlusPlus(centres, room<f32>(8), points, weights, 7, 5, 0, seed, 0);
      let sum: f32 = 0;
      for (let c = 0; c < 5; c++) sum += at<f32>(centres, 3 * c);
      expect(sum).toBe(551);
    }
  });

  test("draws the first centre by weight, and none without", () => {
    const centres = room<f32>(3);
    const seen = new Array<i32>(5).fill(0);
    const points = line([0, 1, 2, 3, 4]);
    const weights = weightsOf([0, 1, 0, 3, 0]);
    for (let stream = 0; stream < 4000; stream++) {
      kMeansPlusPlus(centres, room<f32>(8), points, weights, 5, 1, stream, 1, 0);
      seen[<i32>at<f32>(centres, 0)]++;
    }
    expect(seen[1] + seen[3]).toBe(4000);
    // Four standard deviations of a binomial with p = 3/4.
    expect(Math.abs(<f64>seen[3] - 3000)).toBeLessThan(110);
  });
});

const BATCH = 16;

/** Indices of the points of all steps. */
function drawIndices(sums: u32[], steps: i32, seed: u32): usize {
  const out = room<u32>(BATCH * steps);
  for (let step = 0; step < steps; step++) {
    const at = out + <usize>(4 * BATCH * step);
    sampleIndices(at, BATCH, put<u32>(sums), sums.length, step, FOR_MINI_BATCH, seed, 8);
  }
  return out;
}

/** One mini-batch run; returns the centres, and the points seen behind them in `seen`. */
function run(points: usize, n: i32, indices: usize, start: f32[], seen: usize, steps: i32): usize {
  const k = start.length;
  const centres = centresOf(start);
  const bytes = 32 * k + 9 * BATCH;
  const scratch = room<u8>(bytes);
  const batches = room<f32>(3 * BATCH * steps);
  for (let step = 0; step < steps; step++) {
    const at = <usize>(step * BATCH);
    gatherPoints(batches + 12 * at, points, n, indices + 4 * at, BATCH);
  }
  miniBatch(centres, seen, batches, scratch, k, BATCH, steps);
  expect(intact<u8>(scratch, bytes)).toBe(true);
  expect(intact<f32>(batches, 3 * BATCH * steps)).toBe(true);
  expect(intact<f32>(centres, 3 * k)).toBe(true);
  expect(intact<f64>(seen, k)).toBe(true);
  return centres;
}

describe("miniBatch", () => {
  test("one centre is the mean of the start and of all points drawn", () => {
    const seen = put<f64>([4]);
    const indices = drawIndices([5, 6, 9], 3, 2);
    const found = run(line([1, 10, 100]), 3, indices, [50], seen, 3);
    let sum: f64 = 4 * 50;
    for (let i = 0; i < 3 * BATCH; i++) sum += Math.pow(10, <f64>at<u32>(indices, i));
    expect(at<f64>(seen, 0)).toBe(52);
    expectNear(at<f32>(found, 0), sum / 52, 1e-4);
    expect(at<f32>(found, 1)).toBe(0);
  });

  test("gives every point drawn to its nearest centre, and leaves idle ones where they are", () => {
    const seen = zeros<f64>(3);
    const indices = drawIndices([1, 2, 3, 4], 50, 2);
    const found = run(line([0, 2, 100, 102]), 4, indices, [10, 9000, 90], seen, 50);
    expectNear(at<f32>(found, 0), 1, 0.3);
    expect(at<f32>(found, 3)).toBe(9000);
    expectNear(at<f32>(found, 6), 101, 0.3);
    expect(at<f64>(seen, 0) + at<f64>(seen, 2)).toBe(50 * BATCH);
    expect(at<f64>(seen, 1)).toBe(0);
  });

  test("is a function of its batches, and of nothing else, at every number of points", () => {
    for (let n = 1; n <= 1000; n = nextLength(n)) {
      const points = cloud(n, 256);
      const sums = new Array<u32>(n).map<u32>((_, i) => i + 1);
      const start: f32[] = [0, 100, 200];
      const once = run(points, n, drawIndices(sums, 5, 2), start, zeros<f64>(3), 5);
      expect(same<f32>(once, run(points, n, drawIndices(sums, 5, 2), start, zeros<f64>(3), 5), 9)).toBe(true);
      const other = run(points, n, drawIndices(sums, 5, 3), start, zeros<f64>(3), 5);
      if (n > 1) expect(same<f32>(once, other, 9)).toBe(false);
    }
  });

  test("does nothing in no steps", () => {
    const seen = put<f64>([3, 4]);
    const found = run(line([1, 2]), 2, drawIndices([1, 2], 0, 2), [7, 9], seen, 0);
    expect(at<f32>(found, 0)).toBe(7);
    expect(at<f32>(found, 3)).toBe(9);
    expect(at<f64>(seen, 1)).toBe(4);
  });
});
