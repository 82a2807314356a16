import { addDispersion } from "../dispersion";
import { at, intact, nextLength, put, room, scatter, set } from "./buffers";

describe("addDispersion", () => {
  test("squares counts and steps within rows, never across them", () => {
    const values = put<f64>([1, 2, 4, 10, 20, 50]);
    const squares = put<f64>([0.5]);
    const differences = put<f64>([0.25]);
    addDispersion(squares, differences, values, 2, 3, 1);
    expect(at<f64>(squares, 0)).toBe(0.5 + 1 + 4 + 16 + 100 + 400 + 2500);
    expect(at<f64>(differences, 0)).toBe(0.25 + 1 + 4 + 100 + 900);
  });

  test("agrees with sums one by one at every number of channels, columns and rows", () => {
    for (let n = 0; n <= 1000; n = nextLength(n)) {
      for (let turn = 0; turn < 3; turn++) {
        const channels = turn === 0 ? n : 5;
        const columns = turn === 1 ? n : 3;
        const rows = turn === 2 ? n : 2;
        const values = room<f64>(rows * columns * channels);
        for (let i = 0; i < rows * columns * channels; i++) set<f64>(values, i, <f64>scatter(i, 1000));
        const squares = room<f64>(channels);
        const differences = room<f64>(channels);
        for (let c = 0; c < channels; c++) {
          set<f64>(squares, c, 1);
          set<f64>(differences, c, 2);
        }
        addDispersion(squares, differences, values, rows, columns, channels);
        let wrong = 0;
        for (let c = 0; c < channels; c++) {
          let square: f64 = 1;
          let step: f64 = 2;
          for (let p = 0; p < rows * columns; p++) {
            const value = at<f64>(values, p * channels + c);
            square += value * value;
            if (p % columns === 0) continue;
            const last = at<f64>(values, (p - 1) * channels + c);
            step += (value - last) * (value - last);
          }
          if (at<f64>(squares, c) !== square || at<f64>(differences, c) !== step) wrong++;
        }
        expect(wrong).toBe(0);
        expect(intact<f64>(squares, channels)).toBe(true);
        expect(intact<f64>(differences, channels)).toBe(true);
      }
    }
  });
});
