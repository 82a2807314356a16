import { addGaussianLines } from "../gaussian-lines";
import { at, expectNear, intact, put, zeros } from "./buffers";

function total(pointer: usize, n: i32): f64 {
  let sum: f64 = 0;
  for (let i = 0; i < n; i++) sum += at<f64>(pointer, i);
  return sum;
}

describe("addGaussianLines", () => {
  test("gives each channel its integral", () => {
    const out = zeros<f64>(3);
    // Channels -1.5..-0.5, -0.5..0.5, 0.5..1.5 of a standard normal: differences of its distribution function.
    addGaussianLines(out, -1, 1, 3, put<f64>([0]), put<f64>([2]), put<f64>([1]), 1);
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
        addGaussianLines(out, 0, 0.05, n, put<f64>([0.4]), put<f64>([1]), put<f64>([sigma]), 1);
        if (n === 17 && sigma < 0.06) expectNear(total(out, n), 1, 3e-8);
        expect(total(out, n)).toBeLessThan(1.0000001);
        expect(intact<f64>(out, n)).toBe(true);
      }
    }
  });

  test("a line far away adds nothing", () => {
    const out = zeros<f64>(4);
    addGaussianLines(out, 0, 1, 4, put<f64>([1e6, -1e6]), put<f64>([1, 1]), put<f64>([1, 1]), 2);
    expect(total(out, 4)).toBe(0);
  });
});
