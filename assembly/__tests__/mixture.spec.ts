import { mixSpectra } from "../mixture";
import { at, expectNear, intact, nextLength, put, room, scatter, set } from "./buffers";

/** The weighted sums one channel at a time, then each row over its sum. */
function mixTwin(abundances: usize, distributions: usize, colors: i32, pigments: i32, channels: i32): f64[] {
  const out = new Array<f64>(colors * channels).fill(0);
  for (let k = 0; k < colors; k++) {
    let sum: f64 = 0;
    for (let c = 0; c < channels; c++) {
      let value: f64 = 0;
      for (let p = 0; p < pigments; p++) {
        value += at<f64>(abundances, k * pigments + p) * at<f64>(distributions, p * channels + c);
      }
      out[k * channels + c] = value;
      sum += value;
    }
    for (let c = 0; c < channels; c++) out[k * channels + c] /= sum;
  }
  return out;
}

/** Numbers >= 0, every fifth one 0. */
function numbers(n: i32): usize {
  const out = room<f64>(n);
  for (let i = 0; i < n; i++) set<f64>(out, i, i % 5 === 1 ? 0 : 1 / <f64>(1 + scatter(i, 1000)));
  return out;
}

describe("mixSpectra", () => {
  test("weighs by abundance", () => {
    const out = room<f64>(2);
    mixSpectra(out, put<f64>([1, 3]), put<f64>([1, 0, 0, 1]), 1, 2, 2);
    expect(at<f64>(out, 0)).toBe(0.25);
    expect(at<f64>(out, 1)).toBe(0.75);
  });

  test("scales every row to sum 1, whatever the scale of abundances and distributions", () => {
    const out = room<f64>(6);
    mixSpectra(out, put<f64>([2, 0, 1e-3, 3e-3]), put<f64>([4, 8, 4, 0, 0, 16]), 2, 2, 3);
    const expected: f64[] = [0.25, 0.5, 0.25, 0.0625, 0.125, 0.8125];
    for (let i = 0; i < 6; i++) expectNear(at<f64>(out, i), expected[i], 1e-15);
    expect(intact<f64>(out, 6)).toBe(true);
  });

  test("a single pigment is itself", () => {
    const out = room<f64>(3);
    mixSpectra(out, put<f64>([0, 7, 0]), put<f64>([9, 9, 9, 0.5, 0.25, 0.25, 9, 9, 9]), 1, 3, 3);
    expect(at<f64>(out, 0)).toBe(0.5);
    expect(at<f64>(out, 1)).toBe(0.25);
    expect(at<f64>(out, 2)).toBe(0.25);
  });

  test("equals its twin bit by bit, at every number of channels and of colours", () => {
    for (let channels = 0; channels <= 1000; channels = nextLength(channels)) {
      for (let colors = 0; colors <= 3; colors++) {
        const abundances = numbers(4 * colors);
        const distributions = numbers(4 * channels);
        const out = room<f64>(colors * channels);
        mixSpectra(out, abundances, distributions, colors, 4, channels);
        const expected = mixTwin(abundances, distributions, colors, 4, channels);
        let wrong = 0;
        for (let i = 0; i < colors * channels; i++) if (at<f64>(out, i) !== expected[i]) wrong++;
        expect(wrong).toBe(0);
        expect(intact<f64>(out, colors * channels)).toBe(true);
      }
    }
  });

  test("equals its twin at every number of pigments", () => {
    for (let pigments = 1; pigments <= 17; pigments++) {
      const abundances = numbers(pigments);
      const distributions = numbers(7 * pigments);
      const out = room<f64>(7);
      mixSpectra(out, abundances, distributions, 1, pigments, 7);
      const expected = mixTwin(abundances, distributions, 1, pigments, 7);
      for (let c = 0; c < 7; c++) expect(at<f64>(out, c)).toBe(expected[c]);
      expect(intact<f64>(out, 7)).toBe(true);
    }
  });
});
