import { absorb, addAttenuation, sineOfDegrees, transmit } from "../attenuation";
import { at, intact, nextLength, put } from "./buffers";

function expectNear(found: f64, expected: f64): void {
  const scale = Math.max(Math.abs(expected), 1e-300);
  expect(Math.abs(found - expected) / scale).toBeLessThan(1e-13);
}

describe("addAttenuation", () => {
  test("adds weight * exp(poly(ln(E / edge))) from the edge on, at every length", () => {
    for (let n = 0; n <= 17; n++) {
      const energies = new Array<f64>(n).map<f64>((_, i) => 0.5 + 0.4 * <f64>i);
      const out = put<f64>(new Array<f64>(n).map<f64>((_, i) => <f64>i));
      addAttenuation(out, put<f64>(energies), n, put<f64>([1.5, -2.5, 0.25]), 3, 2, true, false, 0.5);
      for (let i = 0; i < n; i++) {
        const x = Math.log(energies[i] / 2);
        const added = energies[i] < 2 ? 0 : 0.5 * Math.exp(1.5 - 2.5 * x + 0.25 * x * x);
        expectNear(at<f64>(out, i), <f64>i + added);
      }
      expect(intact<f64>(out, n)).toBe(true);
    }
  });

  test("does not stop at the edge when unbounded", () => {
    const out = put<f64>([0]);
    addAttenuation(out, put<f64>([0.5]), 1, put<f64>([0, 1]), 2, 1, false, false, 1);
    expectNear(at<f64>(out, 0), 0.5);
  });

  test("is zero at an edge with an onset, complete 3.6 % above it", () => {
    const out = put<f64>([0, 0, 0]);
    addAttenuation(out, put<f64>([2, 2.024, 2.5]), 3, put<f64>([0]), 1, 2, true, true, 1);
    expect(at<f64>(out, 0)).toBe(0);
    expectNear(at<f64>(out, 1), 1 - Math.exp(-1.0));
    expectNear(at<f64>(out, 2), 1);
  });
});

describe("transmit and absorb", () => {
  test("multiply by exp(-mu m) and its complement, at every length and a large one", () => {
    for (let n = 0; n <= 1000; n = nextLength(n)) {
      const mu = put<f64>(new Array<f64>(n).map<f64>((_, i) => 0.1 * <f64>i));
      const passed = put<f64>(new Array<f64>(n).fill(3));
      const stopped = put<f64>(new Array<f64>(n).fill(3));
      transmit(passed, mu, 0.7, n);
      absorb(stopped, mu, 0.7, n);
      for (let i = 0; i < n; i++) {
        expectNear(at<f64>(passed, i), 3 * Math.exp(-0.07 * <f64>i));
        expectNear(at<f64>(passed, i) + at<f64>(stopped, i), 3);
      }
      expect(intact<f64>(passed, n)).toBe(true);
      expect(intact<f64>(stopped, n)).toBe(true);
    }
  });

  test("a thin layer stops mu m", () => {
    const out = put<f64>([1]);
    absorb(out, put<f64>([1]), 1e-12, 1);
    expectNear(at<f64>(out, 0), 9.999999999995e-13);
  });
});

describe("sineOfDegrees", () => {
  test("knows 30, 45 and 90 degrees", () => {
    expectNear(sineOfDegrees(30), 0.5);
    expectNear(sineOfDegrees(45), 0.7071067811865476);
    expect(sineOfDegrees(90)).toBe(1);
  });
});
