import { allWithin } from "../bounds";
import { intact, put, set } from "./buffers";

describe("allWithin", () => {
  test("sees what is beyond at every place of every length", () => {
    const bad: f64[] = [2.5000001, -2.5000001, Infinity, -Infinity, NaN];
    for (let n = 0; n <= 17; n++) {
      const values: f64[] = [];
      for (let i = 0; i < n; i++) values.push(i & 1 ? 2.5 : -2.5);
      const at = put<f64>(values);
      expect(allWithin(at, n, 2.5)).toBe(1);
      for (let i = 0; i < n; i++) {
        for (let k = 0; k < bad.length; k++) {
          set<f64>(at, i, bad[k]);
          expect(allWithin(at, n, 2.5)).toBe(0);
        }
        set<f64>(at, i, 0);
      }
      expect(intact<f64>(at, n)).toBe(true);
    }
  });

  test("does not look further", () => {
    const at = put<f64>([1, 1, 9]);
    expect(allWithin(at, 1, 2)).toBe(1);
    expect(allWithin(at, 2, 2)).toBe(1);
    expect(allWithin(at, 3, 2)).toBe(0);
  });
});
