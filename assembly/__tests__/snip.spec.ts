import { smooth, snip } from "../snip";
import { at, expectNear, intact, nextLength, put, room, scatter } from "./buffers";

describe("snip", () => {
  test("takes a peak away and leaves a straight line", () => {
    const out = room<f64>(7);
    snip(out, room<f64>(7), put<f64>([1, 2, 3, 54, 5, 6, 7]), 7, 3, 0);
    for (let i = 0; i < 7; i++) expect(at<f64>(out, i)).toBe(<f64>(i + 1));
  });

  test("does as a plain loop does, at every length and a large one, whatever the width", () => {
    for (let n = 0; n <= 1000; n = nextLength(n)) {
      for (let width = 0; width <= n + 1; width = width < 9 ? width + 1 : width * 3) {
        const values = new Array<f64>(n).map<f64>((_, i) => <f64>scatter(i, 1000));
        const expected = values.slice(0);
        for (let p = width; p > 0; p--) {
          const before = expected.slice(0);
          for (let i = p; i < n - p; i++)
            expected[i] = Math.min(before[i], 0.5 * (before[i - p] + before[i + p]));
        }
        const out = room<f64>(n);
        const work = room<f64>(n);
        snip(out, work, put<f64>(values), n, width, 0);
        for (let i = 0; i < n; i++) expect(at<f64>(out, i)).toBe(expected[i]);
        expect(intact<f64>(out, n)).toBe(true);
        expect(intact<f64>(work, n)).toBe(true);
      }
    }
  });

  test("with LLS stays between 0 and the counts, and keeps what it need not clip", () => {
    for (let n = 0; n <= 1000; n = nextLength(n)) {
      const values = new Array<f64>(n).map<f64>((_, i) => <f64>scatter(i, i % 3 === 0 ? 1 : 1000000));
      const out = room<f64>(n);
      snip(out, room<f64>(n), put<f64>(values), n, 20, 1);
      for (let i = 0; i < n; i++) expect(at<f64>(out, i) >= 0 && at<f64>(out, i) <= values[i]).toBe(true);
      if (n > 0) expect(at<f64>(out, n - 1)).toBe(values[n - 1]);
      expect(intact<f64>(out, n)).toBe(true);
    }
  });
});

describe("smooth", () => {
  test("spreads a channel over its neighbours", () => {
    const out = put<f64>([4, 0, 0, 16, 0]);
    smooth(out, 5, 1);
    const expected: f64[] = [3, 1, 4, 8, 4];
    for (let i = 0; i < 5; i++) expect(at<f64>(out, i)).toBe(expected[i]);
  });

  test("keeps the sum, at every length and a large one", () => {
    for (let n = 0; n <= 1000; n = nextLength(n)) {
      const values = new Array<f64>(n).map<f64>((_, i) => <f64>scatter(i, 1000));
      const out = put<f64>(values);
      smooth(out, n, 3);
      let before: f64 = 0;
      let after: f64 = 0;
      for (let i = 0; i < n; i++) {
        before += values[i];
        after += at<f64>(out, i);
      }
      expectNear(after, before, 1e-9 * before + 1e-9);
      expect(intact<f64>(out, n)).toBe(true);
    }
  });
});
