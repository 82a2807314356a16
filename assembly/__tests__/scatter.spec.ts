import { addScatter, comptonEnergies, emitFromLayer } from "../scatter";
import { at, intact, put, room, zeros } from "./buffers";

const HALF = Math.sqrt(0.5);
const PER_KEV = HALF / 12.398419843;
const THOMSON: f64 = 0.5 * 0.6009306;

function expectNear(found: f64, expected: f64, tolerance: f64 = 1e-12): void {
  expect(Math.abs(found - expected) / expected).toBeLessThan(tolerance);
}

/** What one element scatters at 90 degrees at these energies. */
function scattered(energies: f64[], knots: f64[], factors: f64[], functions: f64[]): StaticArray<usize> {
  const n = energies.length;
  const coherent = zeros<f64>(n);
  const incoherent = zeros<f64>(n);
  const work = room<f64>(5 * knots.length);
  const f = put<f64>(factors);
  const s = put<f64>(functions);
  addScatter(
    coherent,
    incoherent,
    put<f64>(energies),
    n,
    put<f64>(knots),
    f,
    s,
    work,
    knots.length,
    8,
    HALF,
    0.5,
  );
  expect(intact<f64>(coherent, n)).toBe(true);
  expect(intact<f64>(incoherent, n)).toBe(true);
  expect(intact<f64>(work, 5 * knots.length)).toBe(true);
  return [coherent, incoherent];
}

describe("addScatter", () => {
  test("a power law stays one between and beyond its knots, at every length", () => {
    const knots: f64[] = [0.1, 0.25, 0.7, 2];
    const factors = knots.map<f64>((q) => 3.0 * Math.pow(q, -1.5));
    const functions = knots.map<f64>((q) => 2.0 * Math.pow(q, 0.5));
    for (let n = 0; n <= 17; n++) {
      const energies = new Array<f64>(n).map<f64>((_, i) => 2.0 + 3.1 * <f64>i);
      const found = scattered(energies, knots, factors, functions);
      for (let i = 0; i < n; i++) {
        const q = energies[i] * PER_KEV;
        const factor = 3.0 * Math.pow(q, -1.5);
        expectNear(at<f64>(found[0], i), 0.5 * THOMSON * factor * factor, 1e-11);
        const p = 1.0 / (1.0 + energies[i] / 510.99895);
        const klein = p * p * (p + 1.0 / p - 1.0);
        expectNear(at<f64>(found[1], i), 0.5 * THOMSON * klein * 2.0 * Math.sqrt(q), 1e-11);
      }
    }
  });

  test("passes through the knots and never leaves the range of their neighbours", () => {
    const knots: f64[] = [0.1, 0.3, 0.4, 0.9, 1.5, 3];
    const factors: f64[] = [7, 6.9, 2, 1.9, 0.4, 0.39];
    const functions: f64[] = [0.2, 0.21, 4, 4.1, 7.9, 8];
    const energies = new Array<f64>(400).map<f64>((_, i) => (0.1 + <f64>i * 0.00725) / PER_KEV);
    const found = scattered(energies, knots, factors, functions);
    let knot = 0;
    for (let i = 0; i < 400; i++) {
      const q = energies[i] * PER_KEV;
      while (knot < 4 && q >= knots[knot + 1]) knot++;
      const factor = Math.sqrt(at<f64>(found[0], i) / (0.5 * THOMSON));
      expect(factor <= factors[knot] * (1 + 1e-9) && factor >= factors[knot + 1] * (1 - 1e-9)).toBe(true);
    }
    const exact = scattered(
      knots.map<f64>((q) => q / PER_KEV),
      knots,
      factors,
      functions,
    );
    for (let i = 0; i < knots.length; i++) {
      const expected = 0.5 * THOMSON * factors[i] * factors[i];
      expectNear(at<f64>(exact[0], i), expected, 1e-9);
    }
  });

  test("tends to all electrons and to none towards the forward direction", () => {
    const knots: f64[] = [0.1, 0.2];
    const found = scattered([1e-6, 0.05 / PER_KEV], knots, [7, 6], [0.4, 1]);
    expectNear(at<f64>(found[0], 0), 0.5 * THOMSON * 64.0, 1e-9);
    expect(at<f64>(found[1], 0)).toBeLessThan(1e-12);
    expectNear(at<f64>(found[0], 1), 0.5 * THOMSON * 7.75 * 7.75);
  });

  test("adds", () => {
    const once = scattered([10], [0.1, 1], [7, 2], [1, 7]);
    const energies = put<f64>([10]);
    const work = room<f64>(10);
    const k = put<f64>([0.1, 1]);
    addScatter(once[0], once[1], energies, 1, k, put<f64>([7, 2]), put<f64>([1, 7]), work, 2, 8, HALF, 0.5);
    const again = scattered([10], [0.1, 1], [7, 2], [1, 7]);
    expectNear(at<f64>(once[0], 0), 2.0 * at<f64>(again[0], 0));
    expectNear(at<f64>(once[1], 0), 2.0 * at<f64>(again[1], 0));
  });
});

describe("comptonEnergies", () => {
  test("backwards a photon loses most, and its spread is that of both momenta", () => {
    const out = room<f64>(2);
    const spread = room<f64>(2);
    comptonEnergies(out, spread, put<f64>([20, 510.99895]), 2, 1);
    expectNear(at<f64>(out, 1), 510.99895 / 3.0);
    const after = at<f64>(out, 0);
    expectNear(at<f64>(spread, 0), ((20.0 + after) * (after / 20.0)) / 137.035999);
    expect(intact<f64>(out, 2)).toBe(true);
    expect(intact<f64>(spread, 2)).toBe(true);
  });
});

describe("emitFromLayer", () => {
  test("is linear where thin and 1 / chi where infinite, at every length", () => {
    for (let n = 0; n <= 17; n++) {
      const muIn = put<f64>(new Array<f64>(n).map<f64>((_, i) => 1.0 + <f64>i));
      const muOut = put<f64>(new Array<f64>(n).map<f64>((_, i) => 3.0 + 2.0 * <f64>i));
      const thin = put<f64>(new Array<f64>(n).fill(2.0));
      const thick = put<f64>(new Array<f64>(n).fill(2.0));
      const some = put<f64>(new Array<f64>(n).fill(2.0));
      emitFromLayer(thin, muIn, muOut, 1e-14, 0.5, 0.8, n);
      emitFromLayer(thick, muIn, muOut, Infinity, 0.5, 0.8, n);
      emitFromLayer(some, muIn, muOut, 0.02, 0.5, 0.8, n);
      for (let i = 0; i < n; i++) {
        const chi = (1.0 + <f64>i) / 0.5 + (3.0 + 2.0 * <f64>i) / 0.8;
        expectNear(at<f64>(thin, i), (2.0 * 1e-14) / 0.5);
        expectNear(at<f64>(thick, i), 2.0 / chi / 0.5);
        expectNear(at<f64>(some, i), ((1.0 - Math.exp(-0.02 * chi)) * 2.0) / chi / 0.5);
      }
      expect(intact<f64>(some, n)).toBe(true);
    }
  });
});
