import { tubeContinuum, tubeLines } from "../ebel";
import { at, intact, put, room } from "./buffers";

const PATH = 1.0 / Math.sin((20.0 * Math.PI) / 180.0);

function expectNear(found: f64, expected: f64): void {
  expect(Math.abs(found - expected) / expected).toBeLessThan(1e-12);
}

/** Ebel's mean depth, written out: u overvoltage, rhodium at 50 kV. */
function depthOf(u: f64, z: f64, a: f64, kv: f64): f64 {
  const j = 0.0135 * z;
  const greatest = (a / z) * (0.787e-5 * Math.sqrt(j) * Math.pow(kv, 1.5) + 0.735e-6 * Math.pow(kv, 2));
  const l = Math.log(z);
  const eta =
    Math.pow(kv, 0.1382 - 0.9211 / Math.sqrt(z)) *
    (0.1904 - 0.2236 * l + 0.1292 * Math.pow(l, 2) - 0.0149 * Math.pow(l, 3));
  const log = Math.log(u);
  return (
    (greatest * (log * (0.49269 - 1.0987 * eta + 0.78557 * Math.pow(eta, 2)))) /
    (0.70256 - 1.09865 * eta + 1.0046 * Math.pow(eta, 2) + log)
  );
}

describe("tubeContinuum", () => {
  test("is Ebel's formula, at every length", () => {
    for (let n = 0; n <= 17; n++) {
      const energies = new Array<f64>(n).map<f64>((_, i) => 1.0 + 2.5 * <f64>i);
      const tau = new Array<f64>(n).map<f64>((_, i) => 2000.0 / (1.0 + <f64>i));
      const out = room<f64>(n);
      tubeContinuum(out, put<f64>(energies), put<f64>(tau), n, 45, 102.9, 50, PATH);
      for (let i = 0; i < n; i++) {
        const u = 50.0 / energies[i];
        const h = tau[i] * 2.0 * depthOf(u, 45, 102.9, 50) * PATH;
        const free = 1.35e9 * 45.0 * Math.pow(u - 1.0, 1.109 - 0.00435 * 45.0 + 0.00175 * 50.0);
        expectNear(at<f64>(out, i), (free * (1.0 - Math.exp(-h))) / h);
      }
      expect(intact<f64>(out, n)).toBe(true);
    }
  });

  test("has nothing at the voltage and above", () => {
    const out = room<f64>(3);
    tubeContinuum(out, put<f64>([20, 20.1, 60]), put<f64>([1, 1, 1]), 3, 42, 95.9, 20, PATH);
    for (let i = 0; i < 3; i++) expect(at<f64>(out, i)).toBe(0);
  });

  test("loses nothing in an anode that absorbs nothing", () => {
    const out = room<f64>(2);
    tubeContinuum(out, put<f64>([10, 10]), put<f64>([0, 1e-12]), 2, 42, 95.9, 40, PATH);
    expectNear(at<f64>(out, 0), 1.35e9 * 42.0 * Math.pow(3, 1.109 - 0.00435 * 42.0 + 0.07));
    expectNear(at<f64>(out, 1), at<f64>(out, 0));
  });
});

describe("tubeLines", () => {
  test("is Ebel's formula for a K shell", () => {
    const u = 50.0 / 23.22;
    const out = room<f64>(2);
    tubeLines(out, put<f64>([0.7, 0.1]), put<f64>([15, 10]), 2, 45, 102.9, 50, PATH, 23.22, 0.7, 6e13);
    const log = Math.log(u);
    const ionised = u * log + 1.0 - u;
    const stopping =
      ((2.0 * 0.35) / 45.0) *
      ionised *
      (1.0 +
        (16.05 * Math.sqrt((0.0135 * 45.0) / 23.22) * (Math.sqrt(u) * log + 2.0 * (1.0 - Math.sqrt(u)))) /
          ionised);
    const kept =
      1.0 - 0.0081517 * 45.0 + 3.613e-5 * 2025.0 + 0.009583 * 45.0 * Math.exp(-u) + 0.001141 * 50.0;
    for (let i = 0; i < 2; i++) {
      const h = (i === 0 ? 15.0 : 10.0) * 2.0 * depthOf(u, 45, 102.9, 50) * PATH;
      const photon = i === 0 ? 0.7 : 0.1;
      expectNear(at<f64>(out, i), (6e13 * stopping * kept * photon * (1.0 - Math.exp(-h))) / h);
    }
    expect(intact<f64>(out, 2)).toBe(true);
  });

  test("has nothing unless the voltage is above the edge", () => {
    const out = room<f64>(1);
    tubeLines(out, put<f64>([1]), put<f64>([1]), 1, 74, 183.8, 50, PATH, 69.5, 0.7, 6e13);
    expect(at<f64>(out, 0)).toBe(0);
    tubeLines(out, put<f64>([1]), put<f64>([1]), 1, 74, 183.8, 69.5, PATH, 69.5, 0.7, 6e13);
    expect(at<f64>(out, 0)).toBe(0);
  });
});
