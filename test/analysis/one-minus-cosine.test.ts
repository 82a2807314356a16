import { expect, test } from "vitest";
import { oneMinusCosine } from "../../src/analysis/one-minus-cosine.js";

test("1 - cos of angles from 0 to 180 degrees", () => {
  for (let degrees = 0; degrees <= 180; degrees += 0.5) {
    expect(oneMinusCosine(degrees)).toBeCloseTo(1 - Math.cos((degrees * Math.PI) / 180), 14);
  }
  expect(oneMinusCosine(0)).toBe(0);
  expect(oneMinusCosine(90)).toBeCloseTo(1, 15);
  // Its series begins with the square of the angle.
  expect(oneMinusCosine(1e-5) / ((1e-5 * Math.PI) / 180) ** 2).toBeCloseTo(0.5, 12);
});
