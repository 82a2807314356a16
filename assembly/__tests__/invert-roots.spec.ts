import { invertDoubleRoots } from "../invert-roots";
import { at, intact, room, set } from "./buffers";

describe("invertDoubleRoots", () => {
  test("is near 1 / sqrt(2 x) over its range, in fours", () => {
    const values = room<f64>(4);
    let furthest: f64 = 0;
    for (let exponent = -37; exponent < 37; exponent++) {
      for (let k = 0; k < 100; k++) {
        for (let i = 0; i < 4; i++) {
          set<f64>(values, i, (1 + 0.09 * <f64>k + 0.02 * <f64>i) * Math.pow(10, <f64>exponent));
        }
        invertDoubleRoots(values, values + 32);
        for (let i = 0; i < 4; i++) {
          const x = (1 + 0.09 * <f64>k + 0.02 * <f64>i) * Math.pow(10, <f64>exponent);
          furthest = Math.max(furthest, Math.abs(at<f64>(values, i) * Math.sqrt(2 * x) - 1));
        }
      }
    }
    expect(furthest).toBeLessThan(4e-14);
    expect(intact<f64>(values, 4)).toBe(true);
  });
});
