import { normalize, resampleSpectrum } from "../spectrum";
import { at, expectNear, intact, nextLength, put, zeros } from "./buffers";

function total(pointer: usize, n: i32): f64 {
  let sum: f64 = 0;
  for (let i = 0; i < n; i++) sum += at<f64>(pointer, i);
  return sum;
}

describe("resampleSpectrum", () => {
  test("shares bins out by overlap", () => {
    const out = zeros<f64>(4);
    // Channels 0..1, 1..2, 2..3, 3..4; the first bin hangs over the lower end.
    resampleSpectrum(out, 0.5, 1, 4, put<f64>([-1, 1, 2.5, 3]), put<f64>([4, 6, 8]), 3);
    expectNear(at<f64>(out, 0), 2, 1e-14);
    expectNear(at<f64>(out, 1), 4, 1e-14);
    expectNear(at<f64>(out, 2), 10, 1e-14);
    expect(at<f64>(out, 3)).toBe(0);
    expect(intact<f64>(out, 4)).toBe(true);
  });

  test("conserves what lies on the axis, at every number of channels and a large one", () => {
    for (let n = 0; n <= 1000; n = nextLength(n)) {
      const out = zeros<f64>(n);
      const edges = new Array<f64>(12);
      for (let i = 0; i < 12; i++) edges[i] = 0.5 + <f64>i * <f64>n * 0.07;
      const counts = new Array<f64>(11).map<f64>((_, i) => <f64>(i + 1));
      resampleSpectrum(out, 0.5, 1, n, put<f64>(edges), put<f64>(counts), 11);
      if (n > 2) expectNear(total(out, n), 66, 1e-9);
      expect(intact<f64>(out, n)).toBe(true);
    }
  });

  test("leaves out bins beyond either end", () => {
    const out = zeros<f64>(2);
    resampleSpectrum(out, 0.5, 1, 2, put<f64>([-3, -1]), put<f64>([5]), 1);
    resampleSpectrum(out, 0.5, 1, 2, put<f64>([2, 9]), put<f64>([5]), 1);
    expect(total(out, 2)).toBe(0);
  });

  test("puts a bin without width into one channel", () => {
    const out = zeros<f64>(2);
    resampleSpectrum(out, 0.5, 1, 2, put<f64>([1.5, 1.5]), put<f64>([5]), 1);
    expect(at<f64>(out, 1)).toBe(5);
  });
});

describe("normalize", () => {
  test("divides by the sum, exactly, at every length and a large one", () => {
    for (let n = 1; n <= 1000; n = nextLength(n)) {
      const values = new Array<f64>(n).map<f64>((_, i) => 1 / <f64>(i + 3));
      let sum: f64 = 0;
      for (let i = 0; i < n; i++) sum += values[i];
      const out = put<f64>(values);
      expect(normalize(out, n)).toBe(sum);
      for (let i = 0; i < n; i++) expect(at<f64>(out, i)).toBe(values[i] / sum);
      expect(intact<f64>(out, n)).toBe(true);
    }
  });

  test("leaves nothing, zeros and infinities alone", () => {
    expect(normalize(zeros<f64>(0), 0)).toBe(0);
    const none = put<f64>([0, 0, 0]);
    expect(normalize(none, 3)).toBe(0);
    expect(at<f64>(none, 1)).toBe(0);
    const huge = put<f64>([1e308, 1e308]);
    expect(normalize(huge, 2)).toBe(Infinity);
    expect(at<f64>(huge, 0)).toBe(1e308);
  });
});
