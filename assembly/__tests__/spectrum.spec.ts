import { addGaussianLines, normalize, resampleSpectrum } from "../spectrum";
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

describe("addGaussianLines", () => {
  test("gives each channel its integral", () => {
    const out = zeros<f64>(3);
    // Channels -1.5..-0.5, -0.5..0.5, 0.5..1.5 of a standard normal: differences of its distribution function.
    addGaussianLines(out, -1, 1, 3, put<f64>([0]), put<f64>([2]), put<f64>([1]), 1, 1);
    expectNear(at<f64>(out, 1), 2 * 0.3829249225480262, 6e-8);
    expectNear(at<f64>(out, 0), 2 * 0.2417303374571288, 6e-8);
    expectNear(at<f64>(out, 2), at<f64>(out, 0), 1e-15);
    expect(intact<f64>(out, 3)).toBe(true);
  });

  test("keeps the area whatever the width, and stays inside at every number of channels", () => {
    for (let n = 0; n <= 17; n++) {
      for (let s = 0; s < 8; s++) {
        const sigma = 0.0004 * Math.pow(4, <f64>s);
        const out = zeros<f64>(n);
        addGaussianLines(out, 0, 0.05, n, put<f64>([0.4]), put<f64>([1]), put<f64>([sigma]), 1, 1);
        if (n === 17 && sigma < 0.06) expectNear(total(out, n), 1, 3e-8);
        expect(total(out, n)).toBeLessThan(1.0000001);
        expect(intact<f64>(out, n)).toBe(true);
      }
    }
  });

  test("several spectra of the same lines are as each alone", () => {
    const energies = put<f64>([0.1, 0.3]);
    const sigmas = put<f64>([0.04, 0.07]);
    const together = zeros<f64>(3 * 9);
    addGaussianLines(together, 0, 0.05, 9, energies, put<f64>([1, 2, 0, 5, 7, 0]), sigmas, 2, 3);
    expect(intact<f64>(together, 3 * 9)).toBe(true);
    const areas: f64[][] = [
      [1, 2],
      [0, 5],
      [7, 0],
    ];
    for (let s = 0; s < 3; s++) {
      const alone = zeros<f64>(9);
      addGaussianLines(alone, 0, 0.05, 9, energies, put<f64>(areas[s]), sigmas, 2, 1);
      for (let j = 0; j < 9; j++) expect(at<f64>(together, s * 9 + j)).toBe(at<f64>(alone, j));
    }
  });

  test("a line far away adds nothing", () => {
    const out = zeros<f64>(4);
    addGaussianLines(out, 0, 1, 4, put<f64>([1e6, -1e6]), put<f64>([1, 1]), put<f64>([1, 1]), 2, 1);
    expect(total(out, 4)).toBe(0);
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
