// Pairs of colours and what compares them, for the specs.
import { at, intact, nextLength, put, room, same, scatter, set } from "./buffers";

export type Kernel = (out: usize, a: usize, b: usize, count: i32) => void;

const out = room<f64>(1);

/** What `kernel` finds for one pair. */
export function difference(kernel: Kernel, a: f64[], b: f64[]): f64 {
  kernel(out, put<f64>(a), put<f64>(b), 1);
  expect(intact<f64>(out, 1)).toBe(true);
  return at<f64>(out, 0);
}

/** Many pairs are as many single ones, and nothing beyond them is written. */
export function expectPairwise(kernel: Kernel): void {
  for (let n = 0; n <= 1000; n = nextLength(n)) {
    const a = room<f64>(3 * n);
    const b = room<f64>(3 * n);
    const all = room<f64>(n);
    for (let i = 0; i < 3 * n; i++) {
      set<f64>(a, i, scatter(i, 200) - 100);
      set<f64>(b, i, scatter(i + 7777, 200) - 100);
    }
    kernel(all, a, b, n);
    let wrong = 0;
    for (let i = 0; i < n; i++) {
      kernel(out, a + <usize>i * 24, b + <usize>i * 24, 1);
      if (!same<f64>(out, all + ((<usize>i) << 3), 1)) wrong++;
    }
    expect(wrong).toBe(0);
    expect(intact<f64>(all, n)).toBe(true);
  }
}
