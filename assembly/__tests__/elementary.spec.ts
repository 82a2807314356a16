import { exponential, logarithm } from "../elementary";

describe("elementary functions", () => {
  test("e^x", () => {
    expect(exponential(0)).toBe(1);
    expect(exponential(1)).toBe(2.718281828459045);
    expect(exponential(-0.5)).toBe(0.6065306597126334);
    expect(exponential(-800)).toBe(0);
    expect(exponential(800)).toBe(Infinity);
  });

  test("ln x", () => {
    expect(logarithm(1)).toBe(0);
    expect(logarithm(10)).toBe(2.302585092994046);
    expect(logarithm(0.5)).toBe(-0.6931471805599453);
    expect(logarithm(0)).toBe(-Infinity);
  });
});
