import { cosineSimilarity, deltaE76, deltaE94, deltaE2000 } from "../delta-e";
import { at, expectNear, intact, nextLength, put, room, same, scatter, set } from "./buffers";

type Kernel = (out: usize, a: usize, b: usize, count: i32) => void;

const out = room<f64>(1);

function difference(kernel: Kernel, a: f64[], b: f64[]): f64 {
  kernel(out, put<f64>(a), put<f64>(b), 1);
  expect(intact<f64>(out, 1)).toBe(true);
  return at<f64>(out, 0);
}

/** Many pairs are as many single ones, and nothing beyond them is written. */
function expectPairwise(kernel: Kernel): void {
  for (let n = 0; n <= 1000; n = nextLength(n)) {
    const a = room<f64>(3 * n);
    const b = room<f64>(3 * n);
    const all = room<f64>(n);
    for (let i = 0; i < 3 * n; i++) {
      set<f64>(a, i, scatter(i, 200) - 100);
      set<f64>(b, i, scatter(i + 7777, 200) - 100);
    }
    kernel(all, a, b, n);
    let wrong = 0;
    for (let i = 0; i < n; i++) {
      kernel(out, a + <usize>i * 24, b + <usize>i * 24, 1);
      if (!same<f64>(out, all + ((<usize>i) << 3), 1)) wrong++;
    }
    expect(wrong).toBe(0);
    expect(intact<f64>(all, n)).toBe(true);
  }
}

describe("deltaE76", () => {
  test("is the distance", () => {
    expect(difference(deltaE76, [50, 3, 4], [50, 0, 0])).toBe(5);
    expect(difference(deltaE76, [10, 2, -1], [8, 1, 1])).toBe(3);
    expect(difference(deltaE76, [10, 2, -1], [10, 2, -1])).toBe(0);
  });

  test("takes pairs one by one", () => expectPairwise(deltaE76));
});

describe("deltaE94", () => {
  test("weighs chroma by the reference", () => {
    // Chroma 50 against 0: dC / (1 + 0.045 * 50), and back without the weight.
    expectNear(difference(deltaE94, [50, 30, 40], [50, 0, 0]), 50 / 3.25, 1e-12);
    expectNear(difference(deltaE94, [50, 0, 0], [50, 30, 40]), 50, 1e-12);
    expectNear(
      difference(deltaE94, [53, 30, 40], [50, 0, 0]),
      Math.sqrt(9 + (50 / 3.25) * (50 / 3.25)),
      1e-12,
    );
  });

  test("weighs hue by the reference", () => {
    // A quarter turn at chroma 50: dH2 = 5000, sH = 1 + 0.015 * 50.
    expectNear(difference(deltaE94, [50, 50, 0], [50, 0, 50]), Math.sqrt(5000) / 1.75, 1e-12);
  });

  test("is a number where the hues agree, and 0 for one colour", () => {
    // A rounding error apart, where the hue's share can come out negative.
    for (let k = 0; k < 200; k++) {
      const a = 12.3 + <f64>k;
      const found = difference(deltaE94, [50, a, -7.7], [50, a * (1 + f64.EPSILON), -7.7]);
      expect(found >= 0 && found < 1e-12).toBe(true);
    }
    expect(difference(deltaE94, [50, 12.3, -7.7], [50, 12.3, -7.7])).toBe(0);
  });

  test("takes pairs one by one", () => expectPairwise(deltaE94));
});

describe("deltaE2000", () => {
  // Source: G. Sharma, W. Wu, E. N. Dalal, Color Res. Appl. 30 (2005), table 1; four decimals.
  test("gives Sharma's values, in either order", () => {
    const pairs: f64[][] = [
      [50, 2.6772, -79.7751, 50, 0, -82.7485, 2.0425],
      [50, -1.3802, -84.2814, 50, 0, -82.7485, 1],
      [50, 0, 0, 50, -1, 2, 2.3669],
      [50, 2.49, -0.001, 50, -2.49, 0.001, 7.1792],
      [50, 2.49, -0.001, 50, -2.49, 0.0011, 7.2195],
      [50, -0.001, 2.49, 50, 0.0009, -2.49, 4.8045],
      [50, -0.001, 2.49, 50, 0.0011, -2.49, 4.7461],
      [50, 2.5, 0, 50, 0, -2.5, 4.3065],
      [50, 2.5, 0, 73, 25, -18, 27.1492],
      [50, 2.5, 0, 56, -27, -3, 31.903],
      [60.2574, -34.0099, 36.2677, 60.4626, -34.1751, 39.4387, 1.2644],
      [22.7233, 20.0904, -46.694, 23.0331, 14.973, -42.5619, 2.0373],
      [90.8027, -2.0831, 1.441, 91.1528, -1.6435, 0.0447, 1.4441],
      [2.0776, 0.0795, -1.135, 0.9033, -0.0636, -0.5514, 0.9082],
    ];
    for (let i = 0; i < pairs.length; i++) {
      const a = pairs[i].slice(0, 3);
      const b = pairs[i].slice(3, 6);
      expectNear(difference(deltaE2000, a, b), pairs[i][6], 5.001e-5);
      expectNear(difference(deltaE2000, b, a), pairs[i][6], 5.001e-5);
    }
  });

  test("is 100 from black to white, and 0 for one colour", () => {
    expectNear(difference(deltaE2000, [0, 0, 0], [100, 0, 0]), 100, 1e-12);
    expect(difference(deltaE2000, [40, 12.3, -7.7], [40, 12.3, -7.7])).toBe(0);
  });

  test("takes pairs one by one", () => expectPairwise(deltaE2000));
});

describe("cosineSimilarity", () => {
  test("knows parallel, opposite, orthogonal and 60 degrees", () => {
    expectNear(difference(cosineSimilarity, [10, 20, 30], [20, 40, 60]), 1, 1e-15);
    expectNear(difference(cosineSimilarity, [1, 2, 2], [-2, -4, -4]), -1, 1e-15);
    expect(difference(cosineSimilarity, [1, 0, 0], [0, 1, 0])).toBe(0);
    expectNear(difference(cosineSimilarity, [1, 1, 0], [0, 1, 1]), 0.5, 1e-15);
  });

  test("is 0 where a vector has no length", () => {
    expect(difference(cosineSimilarity, [0, 0, 0], [200, 10, 10])).toBe(0);
    expect(difference(cosineSimilarity, [200, 10, 10], [0, 0, 0])).toBe(0);
    expect(difference(cosineSimilarity, [0, 0, 0], [0, 0, 0])).toBe(0);
  });

  test("takes pairs one by one", () => expectPairwise(cosineSimilarity));
});
