import { escapeFromCells, multiplyRows, pathsInCells, primaryLine } from "../fluorescence";
import { at, intact, nextLength, put, room } from "./buffers";

function expectNear(found: f64, expected: f64): void {
  expect(Math.abs(found - expected)).toBeLessThan(1e-12 * Math.max(Math.abs(expected), 1e-300));
}

function ramp(n: i32, start: f64, step: f64): f64[] {
  const values = new Array<f64>(n);
  for (let i = 0; i < n; i++) values[i] = start + step * <f64>i;
  return values;
}

describe("primaryLine", () => {
  test("sums over the beam, at every length and a large one", () => {
    for (let n = 0; n <= 1000; n = nextLength(n)) {
      const rates = ramp(n, 1, 0.5);
      const mu = ramp(n, 20, 3);
      let sum = 0.0;
      for (let i = 0; i < n; i++) {
        const chi = mu[i] / 0.6 + 7;
        sum += ((rates[i] / 0.6) * (1 - Math.exp(-chi * 0.02))) / chi;
      }
      expectNear(primaryLine(put<f64>(rates), put<f64>(mu), n, 7, 0.02, 0.6), sum);
    }
  });
});

describe("pathsInCells", () => {
  test("are what the beam covers in each cell, at every length", () => {
    const cells: f64[] = [0.01, 0, 0.2];
    for (let n = 0; n <= 17; n++) {
      const mu = ramp(n, 5, 2);
      const photons = put<f64>(ramp(n, 1, 1));
      const out = room<f64>(3 * n);
      pathsInCells(out, photons, put<f64>(mu), n, put<f64>(cells), 3, 0.5);
      for (let i = 0; i < n; i++) {
        let here = 1 + <f64>i;
        for (let c = 0; c < 3; c++) {
          const below = here * Math.exp((-mu[i] * cells[c]) / 0.5);
          const path = cells[c] === 0 ? 0 : (here - below) / mu[i];
          expectNear(at<f64>(out, c * n + i), path);
          here = below;
        }
        expectNear(at<f64>(photons, i), here);
      }
      expect(intact<f64>(out, 3 * n)).toBe(true);
      expect(intact<f64>(photons, n)).toBe(true);
    }
  });
});

describe("multiplyRows", () => {
  test("is a matrix times a vector, at every length and a large one", () => {
    for (let n = 0; n <= 1000; n = nextLength(n)) {
      const rows = ramp(3 * n, -2, 0.25);
      const weights = ramp(n, 1, -0.125);
      const out = room<f64>(3);
      multiplyRows(out, put<f64>(rows), put<f64>(weights), 3, n);
      for (let r = 0; r < 3; r++) {
        let sum = 0.0;
        for (let i = 0; i < n; i++) sum += rows[r * n + i] * weights[i];
        expect(Math.abs(at<f64>(out, r) - sum)).toBeLessThan(1e-12 * (1 + Math.abs(sum)) * <f64>(n + 1));
      }
      expect(intact<f64>(out, 3)).toBe(true);
    }
  });
});

describe("escapeFromCells", () => {
  test("weakens what starts in each cell", () => {
    expect(escapeFromCells(put<f64>([]), put<f64>([]), 0, 3)).toBe(0);
    const found = escapeFromCells(put<f64>([2, 5, 1]), put<f64>([0.1, 0, 0.4]), 3, 3);
    const upper = (1 - Math.exp(-0.3)) / 0.3;
    const lower = (1 - Math.exp(-1.2)) / 1.2;
    expectNear(found, 2 * upper + Math.exp(-0.3) * (5 + lower));
  });
});
