import { describe, expect, test } from "vitest";
import { pairsOf, responseOf } from "../../src/kernels/detector.js";
import { loadPhysics } from "../../src/kernels/physics.js";
import { DETECTOR_GOLDEN } from "./detector-golden.js";

await loadPhysics();

const FWHM = Math.sqrt(8 * Math.LN2);

describe.each(DETECTOR_GOLDEN.hypermet)("a peak at $energyKeV keV, as PyMca has it:", (golden) => {
  test("every channel within 1e-6 of the highest", () => {
    const { area, energyKeV, gainKeV, lowKeV, shortRatio, longRatio, step, counts } = golden;
    const sigma = golden.fwhmKeV / FWHM;
    // PyMca's area is that of the Gaussian alone.
    const stepArea = (step * energyKeV) / (sigma * Math.sqrt(2 * Math.PI));
    const found = responseOf(
      { offsetKeV: lowKeV + gainKeV / 2, gainKeV, channels: counts.length },
      Float64Array.of(energyKeV),
      Float64Array.of(area * (1 + shortRatio + longRatio + stepArea)),
      Float64Array.of(sigma),
      {
        shortTailRatio: shortRatio,
        shortTailKeV: golden.shortKeV,
        longTailRatio: longRatio,
        longTailKeV: golden.longKeV,
        stepRatio: step,
      },
    );
    const highest = Math.max(...counts);
    counts.forEach((expected, i) => {
      expect(Math.abs(found[i]! - expected) / highest, `channel ${i}`).toBeLessThan(1e-6);
    });
  });
});

test("pairs are those of PyMca", () => {
  const { counts, pairs } = DETECTOR_GOLDEN.pileUp;
  const axis = { offsetKeV: 0, gainKeV: 1, channels: counts.length };
  expect([...pairsOf(axis, Float64Array.from(counts), 1)]).toEqual(pairs);
});
