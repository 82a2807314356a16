import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { EnergyAxis } from "../../src/energy-axis.js";
import { absorb, attenuation, sineOfDegrees, transmit } from "../../src/kernels/attenuation.js";
import { responseOf } from "../../src/kernels/detector.js";
import { loadPhysics } from "../../src/kernels/physics.js";
import { normalize, resampleHistogram } from "../../src/kernels/spectrum.js";
import { binEdges, resampleSpectrum } from "../../src/library.js";
import { absorbTwin, attenuationTwin, transmitTwin } from "../twins/attenuation.js";
import { gaussianTwin, resampleTwin } from "../twins/spectrum.js";

await loadPhysics();

function expectNear(found: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
  expect(found.length).toBe(expected.length);
  for (let i = 0; i < found.length; i++) {
    const error = Math.abs(found[i]! - expected[i]!);
    if (!(error <= tolerance)) expect.fail(`at ${i}: ${found[i]} is not ${expected[i]}`);
  }
}

const sum = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0);
const real = (min: number, max: number) => fc.double({ min, max, noNaN: true });

const axes: fc.Arbitrary<EnergyAxis> = fc.record({
  offsetKeV: real(-1, 5),
  gainKeV: real(0.01, 2),
  channels: fc.integer({ min: 1, max: 40 }),
});
/** Bins with increasing edges. */
const histograms = fc
  .tuple(real(-5, 10), fc.array(fc.tuple(real(0.001, 3), real(0, 1000)), { minLength: 1, maxLength: 30 }))
  .map(([start, bins]) => {
    const edges = [start];
    for (const [width] of bins) edges.push(edges.at(-1)! + width);
    return { edges: Float64Array.from(edges), counts: Float64Array.from(bins, ([, count]) => count) };
  });

describe("attenuation", () => {
  test("agrees with its twin", () => {
    const term = fc.record({
      coefficients: fc.array(real(-2, 2), { minLength: 1, maxLength: 9 }),
      edgeKeV: real(0.5, 20),
      bounded: fc.boolean(),
      onset: fc.boolean(),
      weight: real(1e-6, 1),
    });
    fc.assert(
      fc.property(
        fc.array(real(0.5, 30), { maxLength: 17 }),
        fc.array(term, { maxLength: 4 }),
        (energies, terms) => {
          const values = Float64Array.from(energies);
          const found = attenuation(values, terms);
          attenuationTwin(values, terms).forEach((expected, i) => {
            if (expected < 1e200)
              expect(Math.abs(found[i]! - expected)).toBeLessThanOrEqual(1e-10 * expected);
          });
        },
      ),
      { seed: 1, numRuns: 500 },
    );
  });

  test("layers agree with their twins", () => {
    const values = Float64Array.from({ length: 1001 }, (_, i) => i);
    const mu = Float64Array.from({ length: 1001 }, (_, i) => 1000 / (i + 1));
    const [passed, stopped] = [values.slice(), values.slice()];
    transmit(passed, mu, 0.05);
    absorb(stopped, mu, 0.05);
    expectNear(passed, transmitTwin(values, mu, 0.05), 1e-11);
    expectNear(stopped, absorbTwin(values, mu, 0.05), 1e-11);
  });

  test("the sine is a sine", () => {
    for (let angle = 1; angle <= 90; angle++) {
      expect(sineOfDegrees(angle)).toBeCloseTo(Math.sin((angle * Math.PI) / 180), 15);
    }
  });
});

describe("resampleHistogram", () => {
  test("agrees with its twin", () => {
    fc.assert(
      fc.property(axes, histograms, (axis, { edges, counts }) => {
        const values = resampleHistogram(axis, edges, counts);
        expectNear(values, resampleTwin(axis, edges, counts), 1e-8);
        expect(values.every((value) => value >= 0)).toBe(true);
      }),
      { seed: 2, numRuns: 1000 },
    );
  });

  test("conserves counts when the axis covers all bins", () => {
    fc.assert(
      fc.property(histograms, fc.integer({ min: 1, max: 300 }), ({ edges, counts }, channels) => {
        const low = edges[0]! - 0.1;
        const gainKeV = (edges.at(-1)! + 0.1 - low) / channels;
        const axis = { offsetKeV: low + gainKeV / 2, gainKeV, channels };
        const values = resampleHistogram(axis, edges, counts);
        expect(sum(values)).toBeCloseTo(sum(counts), 6);
      }),
      { seed: 3, numRuns: 1000 },
    );
  });

  test("changes nothing when bins are split", () => {
    fc.assert(
      fc.property(axes, histograms, real(0.05, 0.95), (axis, { edges, counts }, at) => {
        const finerEdges = [edges[0]!];
        const finerCounts: number[] = [];
        counts.forEach((count, i) => {
          const [a, b] = [edges[i]!, edges[i + 1]!];
          const middle = a + (b - a) * at;
          finerEdges.push(middle, b);
          finerCounts.push((count * (middle - a)) / (b - a), (count * (b - middle)) / (b - a));
        });
        const finer = resampleHistogram(axis, Float64Array.from(finerEdges), Float64Array.from(finerCounts));
        expectNear(finer, resampleHistogram(axis, edges, counts), 1e-8);
      }),
      { seed: 4, numRuns: 1000 },
    );
  });
});

describe("resampleSpectrum", () => {
  test("is the identity on the same axis", () => {
    const counted = axes
      .filter((axis) => axis.channels >= 2)
      .chain((axis) =>
        fc.tuple(
          fc.constant(axis),
          fc.array(real(0, 1e6), { minLength: axis.channels, maxLength: axis.channels }),
        ),
      );
    fc.assert(
      fc.property(counted, ([axis, values]) => {
        const energiesKeV = Float64Array.from(values, (_, i) => axis.offsetKeV + i * axis.gainKeV);
        expectNear(resampleSpectrum({ energiesKeV, counts: Float64Array.from(values) }, axis), values, 1e-6);
      }),
      { seed: 5, numRuns: 500 },
    );
  });

  test("refuses what is not a spectrum", () => {
    const axis = { offsetKeV: 1, gainKeV: 1, channels: 4 };
    const spectrum = { energiesKeV: Float64Array.of(1, 1), counts: Float64Array.of(1, 1) };
    expect(() => resampleSpectrum(spectrum, axis)).toThrow(/^spectrum: expected increasing energies/);
  });

  test("bin edges are midpoints, the outermost bins symmetric", () => {
    expect(Array.from(binEdges(Float64Array.of(1, 2, 4)))).toEqual([0.5, 1.5, 3, 5]);
  });
});

const NO_TAILS = { shortTailRatio: 0, shortTailKeV: 1, longTailRatio: 0, longTailKeV: 1, stepRatio: 0 };

describe("responseOf without tails", () => {
  test("agrees with its twin, also for lines narrower than a channel", () => {
    const line = fc.record({ energy: real(-1, 12), area: real(0, 10), sigma: real(0.02, 1) });
    fc.assert(
      fc.property(axes, fc.array(line, { maxLength: 3 }), (axis, lines) => {
        const [energies, areas, sigmas] = (["energy", "area", "sigma"] as const).map((key) =>
          Float64Array.from(lines, (one) => one[key]),
        );
        const found = responseOf(axis, energies!, areas!, sigmas!, NO_TAILS);
        expectNear(found, gaussianTwin(axis, lines), 1e-4);
      }),
      { seed: 6, numRuns: 60 },
    );
  });
});

describe("normalize", () => {
  test("divides by the sum", () => {
    for (let n = 1; n <= 17; n++) {
      const values = Float64Array.from({ length: n }, (_, i) => 1 / (i + 1));
      const total = sum(values);
      const out = values.slice();
      expect(normalize(out)).toBe(total);
      expect(Array.from(out)).toEqual(Array.from(values, (value) => value / total));
    }
  });
});
