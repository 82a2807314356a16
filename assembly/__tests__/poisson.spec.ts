import { drawPoisson, invert } from "../poisson";
import { at, expectNear, intact, nextLength, put, room, same, set } from "./buffers";

function means(n: i32): usize {
  const pointer = room<f64>(n);
  for (let i = 0; i < n; i++) set<f64>(pointer, i, i % 5 === 2 ? 0 : 0.7 * <f64>(i % 50));
  return pointer;
}

describe("drawPoisson", () => {
  test("stays inside, gives 0 for 0, and is the same one by one, at every length and a large one", () => {
    for (let n = 0; n <= 1000; n = nextLength(n)) {
      const out = room<u32>(n);
      const values = means(n);
      drawPoisson(out, values, n, 0xfffffff5, 3, 11, 12);
      expect(intact<u32>(out, n)).toBe(true);
      expect(intact<f64>(values, n)).toBe(true);
      const one = room<u32>(1);
      for (let i = 0; i < n; i++) {
        const low: u32 = 0xfffffff5 + i;
        drawPoisson(one, values + ((<usize>i) << 3), 1, low, low < 0xfffffff5 ? 4 : 3, 11, 12);
        expect(same<u32>(one, out + ((<usize>i) << 2), 1)).toBe(true);
        if (i % 5 === 2) expect(at<u32>(out, i)).toBe(0);
      }
    }
  });

  test("differs from seed to seed and from element to element", () => {
    const values = put<f64>([400, 400, 400, 400, 400, 400]);
    const first = room<u32>(6);
    const second = room<u32>(6);
    drawPoisson(first, values, 6, 0, 0, 1, 0);
    drawPoisson(second, values, 6, 0, 0, 0, 1);
    expect(same<u32>(first, second, 6)).toBe(false);
    drawPoisson(second, values, 6, 0, 1, 1, 0);
    expect(same<u32>(first, second, 6)).toBe(false);
    expect(same<u32>(first, first + 4, 5)).toBe(false);
  });
});

describe("invert", () => {
  test("is the inverse of the distribution function", () => {
    const mean = 3.5;
    let p = Math.exp(-mean);
    let below: f64 = 0;
    for (let k = 0; k < 12; k++) {
      expect(invert(mean, Math.exp(-mean), below + 1e-12)).toBe(k);
      below += p;
      expect(invert(mean, Math.exp(-mean), below - 1e-12)).toBe(k);
      p *= mean / <f64>(k + 1);
    }
    expectNear(below, 1, 1e-3);
  });

  test("ends even where rounding leaves less than the number drawn", () => {
    const largest = 1 - 1.1102230246251565e-16;
    for (let i = 0; i <= 1600; i++) {
      const mean = 0.01 * <f64>i;
      expect(invert(mean, Math.exp(-mean), largest)).toBeLessThan(70);
    }
    expect(invert(0, 1, largest)).toBe(0);
  });
});
