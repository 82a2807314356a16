import { rebinSpectra } from "../rebin";
import { at, expectNear, intact, nextLength, put, room, scatter } from "./buffers";

describe("rebinSpectra", () => {
  test("sums whole channels and keeps the rest at the end", () => {
    const out = room<f64>(6);
    rebinSpectra(out, put<f64>([1, 2, 3, 4, 5, 6, 7, 10, 20, 30, 40, 50, 60, 70]), 2, 7, 0, 3, 3);
    const expected: f64[] = [6, 15, 7, 60, 150, 70];
    for (let i = 0; i < 6; i++) expect(at<f64>(out, i)).toBe(expected[i]);
    expect(intact<f64>(out, 6)).toBe(true);
  });

  test("splits channels evenly and leaves out what is beyond", () => {
    const out = room<f64>(4);
    rebinSpectra(out, put<f64>([8, 4, 2]), 1, 3, -0.5, 1, 4);
    const expected: f64[] = [4, 6, 3, 1];
    for (let i = 0; i < 4; i++) expect(at<f64>(out, i)).toBe(expected[i]);
  });

  test("keeps the sum exactly, at every length and a large one, whatever the width", () => {
    for (let n = 0; n <= 1000; n = nextLength(n)) {
      const values = new Array<f64>(n).map<f64>((_, i) => <f64>scatter(i, 1000000));
      let total: f64 = 0;
      for (let i = 0; i < n; i++) total += values[i];
      for (let k = 1; k < 40; k++) {
        const step = <f64>k / 7;
        const m = <i32>Math.ceil(<f64>n / step - 1e-9);
        const out = room<f64>(m);
        rebinSpectra(out, put<f64>(values), 1, n, 0, step, m);
        let sum: f64 = 0;
        for (let j = 0; j < m; j++) sum += at<f64>(out, j);
        expect(sum).toBe(total);
        expect(intact<f64>(out, m)).toBe(true);
        if (n > 2 && k === 14) expectNear(at<f64>(out, 1), n > 3 ? values[2] + values[3] : values[2], 1e-7);
      }
    }
  });
});
