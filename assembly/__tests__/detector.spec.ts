import { addPairs, escapeFractions, undisturbed } from "../detector";
import { at, expectNear, intact, put, room, scatter, zeros } from "./buffers";

/** All pairs, one at a time. */
function plain(y: f64[], zero: f64, weight: f64): f64[] {
  const n = y.length;
  const out = new Array<f64>(n).fill(0);
  const shift = <i32>Math.floor(zero);
  const upper = zero - <f64>shift;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const k = i + j + shift;
      if (k >= 0 && k < n) out[k] += weight * (1.0 - upper) * y[i] * y[j];
      if (k + 1 >= 0 && k + 1 < n) out[k + 1] += weight * upper * y[i] * y[j];
    }
  }
  return out;
}

describe("addPairs", () => {
  test("is the plain double sum at every length and offset", () => {
    const zeroes: f64[] = [0, 0.25, -3.5, 2, 40];
    for (let n = 0; n <= 40; n++) {
      for (let z = 0; z < zeroes.length; z++) {
        const y = new Array<f64>(n).map<f64>((_, i) => (i < 2 || i > 30 ? 0 : <f64>scatter(i, 50)));
        const out = zeros<f64>(n);
        const reversed = room<f64>(n);
        addPairs(out, put<f64>(y), reversed, n, zeroes[z], 0.5);
        const expected = plain(y, zeroes[z], 0.5);
        for (let k = 0; k < n; k++) expectNear(at<f64>(out, k), expected[k], 1e-9);
        expect(intact<f64>(out, n)).toBe(true);
        expect(intact<f64>(reversed, n)).toBe(true);
      }
    }
  });

  test("adds, also where everything is filled", () => {
    const y = new Array<f64>(1001).map<f64>((_, i) => 1.0 + <f64>scatter(i, 9));
    const out = put<f64>(new Array<f64>(1001).fill(3));
    addPairs(out, put<f64>(y), room<f64>(1001), 1001, -0.75, 2);
    const expected = plain(y, -0.75, 2);
    for (let k = 0; k < 1001; k++) expectNear(at<f64>(out, k), 3.0 + expected[k], 1e-6);
  });
});

describe("escapeFractions", () => {
  test("is Reed and Ware's formula, 0 where the K shell absorbs nothing, at every length", () => {
    for (let n = 0; n <= 17; n++) {
      const mu = new Array<f64>(n).map<f64>((_, i) => 1500.0 / (1.0 + <f64>i));
      const tau = mu.map<f64>((value, i) => (i % 5 === 4 ? 0 : 0.9 * value));
      const out = room<f64>(n);
      escapeFractions(out, put<f64>(mu), put<f64>(tau), 350, 0.05, n);
      for (let i = 0; i < n; i++) {
        const leaving = 1.0 - (350.0 / mu[i]) * Math.log(1.0 + mu[i] / 350.0);
        expectNear(at<f64>(out, i), 0.5 * 0.05 * (tau[i] / mu[i]) * leaving, 1e-14);
      }
      expect(intact<f64>(out, n)).toBe(true);
    }
  });
});

describe("undisturbed", () => {
  test("is exp(-rate time)", () => {
    expect(undisturbed(0, 1)).toBe(1);
    expectNear(undisturbed(2e5, 1e-6), Math.exp(-0.2), 1e-15);
  });
});
