import { describe, expect, test } from "vitest";
import { compressCounts } from "../../src/kernels/compress.js";
import { compressTwin } from "../twins/compress.js";

const types = [Uint16Array, Uint32Array, Float64Array].map((Type) => ({ Type, name: Type.name }));

describe.each(types)("compressCounts of $name", ({ Type }) => {
  test("agrees with its twin at every length", () => {
    for (let n = 0; n <= 1000; n += n < 17 ? 1 : 983) {
      const counts = new Type(n);
      for (let i = 0; i < n; i++) counts[i] = (i % 3) * (i % 7) * 5000;
      const found = compressCounts(counts);
      expect(found.length).toBe(n);
      for (let i = 0; i < n; i++) expect(Math.abs(found[i] - compressTwin(counts[i]))).toBeLessThan(3e-16);
    }
  });

  test("0 stays 0, the largest is 1", () => {
    const [zero, one, most] = compressCounts(
      Type.of(0, 1, Type === Float64Array ? Number.MAX_VALUE : 65_535),
    );
    expect(zero).toBe(0);
    expect(one).toBe(0.6);
    expect(most).toBeGreaterThan(1 - 1e-9);
    expect(most).toBeLessThanOrEqual(1);
  });
});

test("small counts keep their digits", () => {
  const [tiny, small] = compressCounts(Float64Array.of(1e-300, 1e-9));
  expect(Math.abs(tiny / 1e-300 - 1)).toBeLessThan(1e-15);
  expect(Math.abs(small / (1e-9 - 0.5e-18) - 1)).toBeLessThan(1e-15);
});
