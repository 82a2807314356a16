import { decay, decayIntegral, meanDecay, meanOfEven } from "../exponential";

function first(values: v128): f64 {
  return f64x2.extract_lane(values, 0);
}

function expectNear(found: f64, expected: f64, tolerance: f64): void {
  expect(Math.abs(found - expected)).toBeLessThan(tolerance * Math.max(Math.abs(expected), 1e-300));
}

describe("decay", () => {
  test("is e^-x from 0 to 700, in both lanes", () => {
    let worst = 0.0;
    for (let i = 0; i <= 7000; i++) {
      const x = 0.1 * <f64>i;
      const found = decay(f64x2.replace_lane(f64x2.splat(x), 1, 0.37 * x));
      worst = Math.max(worst, Math.abs(f64x2.extract_lane(found, 0) / Math.exp(-x) - 1));
      worst = Math.max(worst, Math.abs(f64x2.extract_lane(found, 1) / Math.exp(-0.37 * x) - 1));
    }
    expect(worst).toBeLessThan(3e-14);
    expect(first(decay(f64x2.splat(0)))).toBe(1);
  });

  test("leaves nothing to speak of beyond", () => {
    expect(first(decay(f64x2.splat(1e9)))).toBeLessThan(1e-300);
    expect(first(decay(f64x2.splat(Infinity)))).toBeLessThan(1e-300);
    expect(first(decay(f64x2.splat(Infinity)))).toBeGreaterThan(-1e-300);
  });
});

describe("meanDecay and meanOfEven", () => {
  test("meet their formulas on either side of the series' end", () => {
    for (let i = 0; i < 400; i++) {
      const x = 1e-4 * Math.pow(1.04, <f64>i);
      const mean = -Math.expm1(-x) / x;
      const pair = f64x2.splat(x);
      expectNear(first(meanDecay(pair, decay(pair))), mean, 3e-12);
      // The formula itself loses digits where x is small.
      if (x > 0.01) expectNear(first(meanOfEven(pair, f64x2.splat(mean))), (1 - mean) / x, 1e-11);
      else expectNear(first(meanOfEven(pair, f64x2.splat(mean))), 0.5 - x / 6 + (x * x) / 24, 1e-7);
    }
  });

  test("are 1 and 1/2 at 0, 0 in the end", () => {
    const zero = f64x2.splat(0);
    expect(first(meanDecay(zero, decay(zero)))).toBe(1);
    expect(first(meanOfEven(zero, f64x2.splat(1)))).toBe(0.5);
    const far = f64x2.splat(Infinity);
    expect(first(meanDecay(far, decay(far)))).toBe(0);
    expect(first(meanOfEven(far, zero))).toBe(0);
  });
});

describe("decayIntegral", () => {
  test("is linear where thin, 1 / chi where thick", () => {
    const chi = f64x2.splat(4);
    expect(first(decayIntegral(chi, 0))).toBe(0);
    expectNear(first(decayIntegral(chi, 1e-13)), 1e-13, 1e-12);
    expectNear(first(decayIntegral(chi, 0.5)), 0.25 * (1 - Math.exp(-2.0)), 1e-13);
    expect(first(decayIntegral(chi, 1e300))).toBe(0.25);
    expect(first(decayIntegral(chi, Infinity))).toBe(0.25);
  });
});
