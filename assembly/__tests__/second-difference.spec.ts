import { secondDifference } from "../second-difference";
import { at, expectNear, intact, nextLength, put, room, scatter } from "./buffers";

describe("secondDifference", () => {
  test("without smoothing is the plain second difference", () => {
    const out = room<f64>(5);
    const deviation = room<f64>(5);
    secondDifference(out, deviation, put<f64>([1, 1, 9, 1, 1]), put<f64>([0.01, 0.01, 0.01, 0.01, 0.01]), 5);
    const expected: f64[] = [0, -8, 16, -8, 0];
    const variance: f64[] = [6, 14, 38, 14, 6];
    for (let i = 0; i < 5; i++) {
      expectNear(at<f64>(out, i), expected[i], 1e-12);
      expectNear(at<f64>(deviation, i), Math.sqrt(variance[i]), 1e-12);
    }
  });

  test("does not see a straight line, at every length and a large one", () => {
    for (let n = 0; n <= 1000; n = nextLength(n)) {
      const line = new Array<f64>(n).map<f64>((_, i) => <f64>(3 * i + 5));
      const widths = new Array<f64>(n).map<f64>((_, i) => 0.3 + 0.1 * <f64>scatter(i, 30));
      const out = room<f64>(n);
      const deviation = room<f64>(n);
      secondDifference(out, deviation, put<f64>(line), put<f64>(widths), n);
      for (let i = 0; i < n; i++) {
        // The line bends at its ends, where it goes on level.
        if (i > 18 && i < n - 18) expectNear(at<f64>(out, i), 0, 1e-10);
        expect(at<f64>(deviation, i) > 0).toBe(true);
      }
      expect(intact<f64>(out, n)).toBe(true);
      expect(intact<f64>(deviation, n)).toBe(true);
    }
  });

  test("is greatest on a peak, whatever the width", () => {
    for (let s = 1; s < 8; s++) {
      const peak = new Array<f64>(101).map<f64>((_, i) => 1e4 * Math.exp(-0.02 * <f64>((i - 50) * (i - 50))));
      const out = room<f64>(101);
      secondDifference(out, room<f64>(101), put<f64>(peak), put<f64>(new Array<f64>(101).fill(<f64>s)), 101);
      for (let i = 0; i < 101; i++) expect(i === 50 || at<f64>(out, i) < at<f64>(out, 50)).toBe(true);
      // Smoothing a Gaussian of variance 25 gives one of 25 + s^2.
      const v = 25 + <f64>(s * s);
      const height = 1e4 * Math.sqrt(25 / v);
      expectNear(at<f64>(out, 50) / (2 * height * (1 - Math.exp(-0.5 / v))), 1, 1e-4);
    }
  });
});
