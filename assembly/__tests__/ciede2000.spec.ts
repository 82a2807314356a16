import { deltaE2000 } from "../ciede2000";
import { expectNear } from "./buffers";
import { difference, expectPairwise } from "./pairs";

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

  test("takes greys for greys", () => {
    // No chroma on one side or both: there is no hue to differ, and sC = 1 + 0.045 * 25.
    expect(difference(deltaE2000, [50, 0, 0], [50, 0, 0])).toBe(0);
    expectNear(difference(deltaE2000, [49, 0, 0], [51, 0, 0]), 2, 1e-12);
    expectNear(difference(deltaE2000, [50, 0, 0], [50, 0, 50]), 50 / 2.125, 1e-12);
    expectNear(difference(deltaE2000, [50, 0, 50], [50, 0, 0]), 50 / 2.125, 1e-12);
  });

  test("is a number at the ends of its range", () => {
    for (let k = 0; k < 64; k++) {
      const color: f64[] = [0, 0, 0];
      const other: f64[] = [0, 0, 0];
      for (let j = 0; j < 3; j++) {
        color[j] = (k >> j) & 1 ? 1000 : -1000;
        other[j] = (k >> (j + 3)) & 1 ? 1000 : -1000;
      }
      const found = difference(deltaE2000, color, other);
      expect(found >= 0 && found < 5000).toBe(true);
      expect(difference(deltaE2000, color, [1e-300, -1e-300, 1e-40]) > 0).toBe(true);
    }
  });

  test("takes pairs one by one", () => expectPairwise(deltaE2000));
});
