import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { snipBackground } from "../../src/analysis/snip.js";
import { DEFAULT_ENERGY_AXIS } from "../../src/energy-axis.js";
import { GanxError } from "../../src/errors.js";
import golden from "../golden/snip.json" with { type: "json" };
import { smoothTwin, snipTwin } from "../twins/snip.js";

/** Largest difference, relative where the value is above 1. */
function farthest(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(found.length).toBe(expected.length);
  return Math.max(
    0,
    ...Array.from(found, (value, i) => Math.abs(value - expected[i]!) / Math.max(1, expected[i]!)),
  );
}

describe("snipBackground", () => {
  test.each(golden.cases)("agrees with PyMca, case %#", ({ spectrum, width, smoothing, plain, lls }) => {
    const options = { widthChannels: width, smoothing };
    expect(Array.from(snipBackground(spectrum, { ...options, lls: false }))).toEqual(plain);
    expect(farthest(snipBackground(spectrum, options), lls)).toBeLessThan(1e-12);
  });

  test("agrees with its twin at every length", () => {
    const counts = fc.array(fc.double({ min: 0, max: 1e9, noNaN: true }), { maxLength: 40 });
    const whole = fc.integer({ min: 0, max: 50 });
    fc.assert(
      fc.property(
        counts,
        whole,
        fc.integer({ min: 0, max: 3 }),
        fc.boolean(),
        (spectrum, width, passes, lls) => {
          const found = snipBackground(spectrum, { widthChannels: width, smoothing: passes, lls });
          const smoothed = smoothTwin(spectrum, passes);
          expect(farthest(found, snipTwin(smoothed, width, lls))).toBeLessThan(1e-12);
          found.forEach((value, i) => {
            expect(value >= 0 && value <= smoothed[i]! * (1 + 1e-15)).toBe(true);
          });
        },
      ),
      { seed: 1, numRuns: 1000 },
    );
  });

  test("finds the continuum under lines, better with LLS than without where it is steep", () => {
    const continuum = Float64Array.from({ length: 1024 }, (_, i) => 2e5 * Math.exp(-i / 120) + 100);
    const spectrum = continuum.map((value, i) => {
      const line = (at: number) => 1e6 * Math.exp(-((i - at) ** 2) / 8);
      return value + line(150) + line(300) + line(310) + line(700);
    });
    const error = (lls: boolean) =>
      Math.max(...snipBackground(spectrum, { lls }).map((value, i) => Math.abs(value / continuum[i]! - 1)));
    expect(error(true)).toBeLessThan(0.03);
    expect(error(true)).toBeLessThan(error(false));
  });

  test("zeros, nothing, one channel", () => {
    expect(Array.from(snipBackground([]))).toEqual([]);
    expect(Array.from(snipBackground([7]))).toEqual([7]);
    expect(Array.from(snipBackground(new Uint16Array(50)))).toEqual(Array(50).fill(0));
  });

  test("the default width is 16 channels, 0.6 keV of an axis", () => {
    const spectrum = golden.cases.at(-3)!.spectrum;
    const with16 = snipBackground(spectrum, { widthChannels: 16 });
    expect(snipBackground(spectrum)).toEqual(with16);
    expect(snipBackground(spectrum, { axis: DEFAULT_ENERGY_AXIS })).toEqual(with16);
    const fine = { ...DEFAULT_ENERGY_AXIS, gainKeV: 0.02 };
    expect(snipBackground(spectrum, { axis: fine })).toEqual(snipBackground(spectrum, { widthChannels: 30 }));
  });

  test.each([
    [[1, -1], {}, /spectrum: expected counts from 0 to 2\^53 - 1, found -1 in channel 1/],
    [[Number.NaN], {}, /found NaN in channel 0/],
    [[Number.POSITIVE_INFINITY], {}, /found Infinity/],
    [42, {}, /spectrum: expected an array of counts, found 42/],
    [[1], { widthChannels: -1 }, /widthChannels: expected a whole number/],
    [[1], { widthChannels: 1.5 }, /widthChannels/],
    [[1], { smoothing: -1 }, /smoothing/],
    [[1], { lls: 1 }, /lls: expected true or false/],
  ])("refuses %j %j", (spectrum, options, message) => {
    const call = () => snipBackground(spectrum as number[], options as object);
    expect(call).toThrow(GanxError);
    expect(call).toThrow(message);
  });
});
