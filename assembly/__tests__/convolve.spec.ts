import { convolveRows } from "../convolve";
import { at, intact, nextLength, put, room, scatter } from "./buffers";

describe("convolveRows", () => {
  test("weighs three rows, mirrored left and right", () => {
    const out = room<f64>(3);
    const values = put<f64>([1, 2, 3, 10, 20, 30]);
    // The kernel's rows meet row 0, row 1 and row 0 again.
    const kernel = put<f64>([1, 0, 0, 0, 1, 0, 0, 0, 2]);
    convolveRows(out, values, put<i32>([0, 1, 0]), kernel, room<u32>(9), 3, 3, 1, 3, 1);
    const expected: f64[] = [2 + 10 + 2, 3 + 20 + 2, 3 + 30 + 4];
    for (let i = 0; i < 3; i++) expect(at<f64>(out, i)).toBe(expected[i]);
    expect(intact<f64>(out, 3)).toBe(true);
  });

  test("treats all channels alike, at every number of them and a large one", () => {
    for (let n = 1; n <= 1000; n = nextLength(n)) {
      const values = new Array<f64>(4 * n).map<f64>((_, i) => <f64>scatter(i, 1000));
      const out = room<f64>(4 * n);
      const offsets = room<u32>(6);
      const kernel: f64[] = [1, 2, 3, 4, 5, 6];
      convolveRows(out, put<f64>(values), put<i32>([1, 0, 0, 1]), put<f64>(kernel), offsets, 2, 3, 2, 2, n);
      for (let y = 0; y < 2; y++) {
        for (let x = 0; x < 2; x++) {
          for (let c = 0; c < n; c++) {
            let sum: f64 = 0;
            for (let i = 0; i < 2; i++) {
              for (let j = 0; j < 3; j++) {
                const column = min(max(x + 1 - j, 0), 1);
                sum += kernel[i * 3 + j] * values[((y === 0 ? 1 - i : i) * 2 + column) * n + c];
              }
            }
            expect(at<f64>(out, (y * 2 + x) * n + c)).toBe(sum);
          }
        }
      }
      expect(intact<f64>(out, 4 * n)).toBe(true);
      expect(intact<u32>(offsets, 6)).toBe(true);
    }
  });
});
