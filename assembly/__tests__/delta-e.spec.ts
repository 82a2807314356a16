import { cosineSimilarity, deltaE76, deltaE94 } from "../delta-e";
import { expectNear } from "./buffers";
import { difference, expectPairwise } from "./pairs";

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
