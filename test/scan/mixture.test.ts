import { describe, expect, test } from "vitest";
import { deltaE2000, srgbToLab } from "../../src/color.js";
import { mixSpectra } from "../../src/kernels/mixture.js";
import { explainColors } from "../../src/mixture.js";

const pigments = Float64Array.of(200, 40, 30, 190, 60, 40, 30, 60, 160, 250, 250, 250);

describe("explainColors", () => {
  test("weighs the pigments over the threshold by their similarity", () => {
    const color = [196, 48, 34] as const;
    const { abundances, similarities } = explainColors(Float64Array.from(color), pigments, {
      threshold: 0.8,
    });
    const expected = [0, 1, 2, 3].map((p) => {
      const [r, g, b] = pigments.subarray(3 * p, 3 * p + 3);
      return (100 - deltaE2000(srgbToLab(color), srgbToLab([r, g, b]))) / 100;
    });
    expected.forEach((similarity, p) => {
      expect(similarities[p]).toBeCloseTo(Math.max(0, similarity), 12);
    });
    const sum = expected[0] + expected[1];
    expect(abundances[0]).toBeCloseTo(expected[0] / sum, 12);
    expect(abundances[1]).toBeCloseTo(expected[1] / sum, 12);
    expect(Array.from(abundances.subarray(2))).toEqual([0, 0]);
  });

  test("takes the most similar pigment alone where none passes", () => {
    const { abundances } = explainColors(Float64Array.of(90, 200, 90), pigments, { threshold: 1 });
    expect(Array.from(abundances).sort()).toEqual([0, 0, 0, 1]);
  });

  test("a threshold of 0 takes all, one that is met exactly takes part", () => {
    const all = explainColors(Float64Array.of(196, 48, 34), pigments, { threshold: 0 }).abundances;
    expect(all.every((a) => a >= 0)).toBe(true);
    expect(all.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
    const same = explainColors(Float64Array.of(30, 60, 160), pigments, { threshold: 1 }).abundances;
    expect(Array.from(same)).toEqual([0, 0, 1, 0]);
  });

  test("similarities are clamped where the difference exceeds 100", () => {
    const { similarities } = explainColors(Float64Array.of(0, 0, 255), Float64Array.of(255, 255, 0), {
      metric: "deltaE76",
    });
    expect(similarities[0]).toBe(0);
  });

  test.each([-0.1, 1.1, Number.NaN])("a threshold of %d is an error", (threshold) => {
    expect(() => explainColors(pigments, pigments, { threshold })).toThrow(
      expect.objectContaining({ code: "INVALID_ARGUMENT" }),
    );
  });
});

describe("mixSpectra", () => {
  test("equals its plain twin for every number of channels", () => {
    for (let channels = 1; channels <= 18; channels++) {
      const distributions = Float64Array.from(
        { length: 3 * channels },
        (_, i) => ((i * 7919) % 101) / 100 + 0.01,
      );
      const abundances = Float64Array.of(0.5, 0, 0.5, 0.2, 0.3, 0.5);
      const mixed = mixSpectra(abundances, distributions, 3, channels);
      for (let k = 0; k < 2; k++) {
        const row = Array.from({ length: channels }, (_, c) =>
          [0, 1, 2].reduce((sum, p) => sum + abundances[3 * k + p] * distributions[p * channels + c], 0),
        );
        const sum = row.reduce((a, b) => a + b, 0);
        row.forEach((value, c) => {
          expect(mixed[k * channels + c]).toBeCloseTo(value / sum, 14);
        });
      }
    }
  });
});
