import { spectrumMetrics } from "../metric";
import { at, expectNear, intact, nextLength, put, room, same, scatter } from "./buffers";

/** Whole numbers 1..50 that differ from `salt` to `salt`. */
function counts(n: i32, salt: i32): f64[] {
  const values = new Array<f64>(n);
  for (let i = 0; i < n; i++) values[i] = <f64>(scatter(i + salt, 50) + 1);
  return values;
}

describe("spectrumMetrics", () => {
  test("agrees with the definitions, and stays inside, at every length and a large one", () => {
    for (let n = 1; n <= 1000; n = nextLength(n)) {
      const first = counts(n, 0);
      const second = counts(n, 77);
      const out = room<f64>(11);
      const a = put<f64>(first);
      const b = put<f64>(second);
      spectrumMetrics(out, a, b, n);
      expect(intact<f64>(out, 11)).toBe(true);
      expect(intact<f64>(a, n)).toBe(true);
      expect(same<f64>(a, put<f64>(first), n)).toBe(true);

      let sumA: f64 = 0;
      let sumB: f64 = 0;
      for (let i = 0; i < n; i++) {
        sumA += first[i];
        sumB += second[i];
      }
      let absolute: f64 = 0;
      let chi: f64 = 0;
      let coefficient: f64 = 0;
      let largest: f64 = 0;
      let jensen: f64 = 0;
      for (let i = 0; i < n; i++) {
        const x = first[i] / sumA;
        const y = second[i] / sumB;
        absolute += Math.abs(x - y);
        largest = Math.max(largest, Math.abs(x - y));
        chi += ((x - y) * (x - y)) / (x + y);
        coefficient += Math.sqrt(x * y);
        jensen += x * Math.log((2 * x) / (x + y)) + y * Math.log((2 * y) / (x + y));
      }
      expectNear(at<f64>(out, 2) * at<f64>(out, 2), 0.5 * jensen, 1e-14);
      expectNear(at<f64>(out, 3), largest, 1e-14);
      expectNear(at<f64>(out, 4), 0.5 * absolute, 1e-14);
      expectNear(at<f64>(out, 5), 0.5 * chi, 1e-14);
      expectNear(at<f64>(out, 6), coefficient, 1e-14);
      expectNear(at<f64>(out, 7), -Math.log(coefficient), 1e-14);
      expectNear(at<f64>(out, 8) * at<f64>(out, 8), 1 - coefficient, 1e-14);
    }
  });

  test("directions by hand", () => {
    const out = room<f64>(11);
    spectrumMetrics(out, put<f64>([1, 2, 3]), put<f64>([3, 1, 2]), 3);
    // Centred: (-1, 0, 1) and (1, -1, 0).
    expectNear(at<f64>(out, 9), -0.5, 1e-15);
    expectNear(at<f64>(out, 0), 1.5, 1e-15);
    expectNear(at<f64>(out, 1), 1 - 11.0 / 14.0, 1e-15);
  });

  test("is 0 for equal spectra", () => {
    const out = room<f64>(11);
    const a = put<f64>(counts(17, 5));
    spectrumMetrics(out, a, a, 17);
    for (let i = 0; i < 11; i++) expect(at<f64>(out, i)).toBe(i === 6 || i === 9 ? 1 : 0);
  });
});
