import { compressCounts } from "../compress";
import { at, expectNear, intact, nextLength, put, room, same, scatter, set } from "./buffers";

function checkType<T>(): void {
  for (let n = 0; n <= 1000; n = nextLength(n)) {
    const counts = room<T>(n);
    const copy = room<T>(n);
    for (let i = 0; i < n; i++) {
      set<T>(counts, i, <T>scatter(i, 65536));
      set<T>(copy, i, <T>scatter(i, 65536));
    }
    const out = room<f64>(n);
    compressCounts(out, counts, sizeof<T>(), n);
    for (let i = 0; i < n; i++) {
      expectNear(at<f64>(out, i), Math.tanh(Math.log(1 + <f64>scatter(i, 65536))), 3e-16);
    }
    expect(intact<f64>(out, n)).toBe(true);
    expect(same<T>(counts, copy, n)).toBe(true);
  }
}

describe("compressCounts", () => {
  test("agrees with the formula for every type, at every length and a large one", () => {
    checkType<u16>();
    checkType<u32>();
    checkType<f64>();
  });

  test("takes the whole range of 32 bits", () => {
    const out = room<f64>(3);
    compressCounts(out, put<u32>([0, 4294967295, 1]), 4, 3);
    expect(at<f64>(out, 0)).toBe(0);
    expect(at<f64>(out, 1)).toBe(1);
    expect(at<f64>(out, 2)).toBe(0.6);
  });
});
