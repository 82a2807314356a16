import { spreadLines } from "../cross-excitation";
import { at, expectNear, intact, put, room } from "./buffers";

/** What a stack absorbs of each line: optical thickness times path. */
function absorbed(out: usize, depths: f64[], lines: i32, line: i32): f64 {
  let sum = 0.0;
  const cells = depths.length;
  for (let c = 0; c < cells; c++) sum += depths[c] * at<f64>(out, c * lines + line);
  return sum;
}

function spread(sources: f64[], depths: f64[], cells: i32, lines: i32): usize {
  const out = room<f64>(cells * lines);
  const scratch = room<f64>(6 * cells);
  spreadLines(out, put<f64>(sources), put<f64>(depths), cells, lines, scratch);
  expect(intact<f64>(out, cells * lines)).toBe(true);
  expect(intact<f64>(scratch, 6 * cells)).toBe(true);
  return out;
}

describe("spreadLines", () => {
  test("all photons end in a deep stack", () => {
    for (let n = 2; n <= 17; n++) {
      // Half of a source in the middle goes either way, and nothing reaches the faces.
      const depths = new Array<f64>(2 * n + 1).fill(60 / <f64>n);
      const sources = new Array<f64>(2 * n + 1).fill(0);
      sources[n] = 3;
      const out = spread(sources, depths, 2 * n + 1, 1);
      expectNear(absorbed(out, depths, 1, 0), 3, 1e-9);
      for (let c = 0; c < n; c++) {
        expectNear(at<f64>(out, c), at<f64>(out, 2 * n - c), 1e-15);
        expect(at<f64>(out, c) <= at<f64>(out, c + 1)).toBe(true);
      }
    }
  });

  test("an even slab absorbs what the exponential integral says", () => {
    // 1 - (1/2 - E3(t)) / t: E3(1) = 0.1096919671, E3(0.1) = 0.4162914579, E3(0.01) = 0.4902765642.
    const thick: f64[] = [1, 0.1, 0.01];
    const integral: f64[] = [0.1096919671977602, 0.4162914579082788, 0.4902765641846651];
    for (let k = 0; k < 3; k++) {
      for (let cells = 1; cells <= 9; cells++) {
        const depths = new Array<f64>(cells).fill(thick[k] / <f64>cells);
        const out = spread(new Array<f64>(cells).fill(1 / <f64>cells), depths, cells, 1);
        const expected = 1 - (0.5 - integral[k]) / thick[k];
        expectNear(absorbed(out, depths, 1, 0), expected, 1e-4 * expected);
      }
    }
  });

  test("a slab reaches another as the exponential integral says", () => {
    // Source 0..1, target 1..3: half of the mean of E2 over the source at its face, minus that behind the target.
    // int_0^1 E2 = 1/2 - E3(1), int_2^3 E2 = E3(2) - E3(3).
    const out = spread([1, 0], [1, 2], 2, 1);
    const expected = 0.5 * (0.5 - 0.1096919671977602 - (0.03013337979781591 - 0.008930646556022727));
    expectNear(2 * at<f64>(out, 1), expected, 1e-4 * expected);
  });

  test("lines do not mix, and cells of nothing do no harm", () => {
    const depths: f64[] = [0.5, 0, 2, 7, 0, 1];
    const out = spread([1, 2, 0, 0, 0, 3], depths, 3, 2);
    const first = spread([1, 2, 0], [0.5, 0, 2], 3, 1);
    const second = spread([0, 0, 3], [7, 0, 1], 3, 1);
    for (let c = 0; c < 3; c++) {
      expect(at<f64>(out, 2 * c)).toBe(at<f64>(first, c));
      expect(at<f64>(out, 2 * c + 1)).toBe(at<f64>(second, c));
      expect(at<f64>(first, c)).toBeGreaterThan(0);
    }
    spread([], [], 0, 0);
  });
});
