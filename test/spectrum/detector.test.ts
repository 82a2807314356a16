import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { energyAxisFromRange } from "../../src/energy-axis.js";
import { checkInstrument, DEFAULT_INSTRUMENT, type Instrument, noiseForWidth } from "../../src/instrument.js";
import { loadPhysics } from "../../src/kernels/physics.js";
import {
  detected,
  detectorEfficiency,
  detectorResponse,
  liveFractionOf,
  type Photons,
  siliconEscape,
  solidAngleFraction,
} from "../../src/xray/detector.js";
import { loadXrayData } from "../../src/xray/xray-data.js";
import { DETECTOR_GOLDEN } from "./detector-golden.js";

await loadPhysics();
const data = await loadXrayData();

const sum = (values: Iterable<number>) => [...values].reduce((a, b) => a + b, 0);
const list = (energies: number[], photons: number[]): Photons => {
  return { energiesKeV: Float64Array.from(energies), photons: Float64Array.from(photons) };
};
const PLAIN = {
  detector: { shortTailRatio: 0, longTailRatio: 0, stepRatio: 0 },
  electronics: { deadTimeUs: 0, pairTimeNs: 0, strobeHz: 0 },
};
/** An instrument on an axis that holds everything. */
const WIDE = checkInstrument({ ...PLAIN, axis: { lowKeV: -2, highKeV: 80, channels: 8200 } } as object);
const TAILED: Instrument = { ...WIDE, detector: DEFAULT_INSTRUMENT.detector };

/** Full width at half maximum of the highest peak, keV, from straight lines between channels. */
function widthOf(counts: Float64Array, gainKeV: number): number {
  const top = Math.max(...counts);
  const at = counts.indexOf(top);
  const crossing = (direction: number): number => {
    let i = at;
    while (counts[i + direction]! > top / 2) i += direction;
    return Math.abs(i - at) + (counts[i]! - top / 2) / (counts[i]! - counts[i + direction]!);
  };
  return (crossing(1) + crossing(-1)) * gainKeV;
}

describe("escape of silicon's photons", () => {
  test("within 2 % of fisx", () => {
    const { energiesKeV, rates } = DETECTOR_GOLDEN.escape;
    siliconEscape(Float64Array.from(energiesKeV), data).forEach((value, i) => {
      expect(Math.abs(value / rates[i]! - 1), `${energiesKeV[i]} keV`).toBeLessThan(0.02);
    });
  });

  test("there is none below the K edge", () => {
    expect([...siliconEscape(Float64Array.of(0.5, 1.5, 1.83), data)]).toEqual([0, 0, 0]);
  });

  test("the peak of Ca Ka lies 1.74 keV below it, and both together are its photons", () => {
    const { parts } = detected({ lines: list([3.69], [1e4]) }, WIDE, data);
    const at = parts.escape!.indexOf(Math.max(...parts.escape!));
    expect(WIDE.axis.offsetKeV + at * WIDE.axis.gainKeV).toBeCloseTo(3.69 - 1.742, 2);
    const efficiency = detectorEfficiency(Float64Array.of(3.69), WIDE, data)[0]!;
    expect((sum(parts.lines!) + sum(parts.escape!)) / (1e4 * efficiency)).toBeCloseTo(1, 8);
    expect(sum(parts.escape!) / sum(parts.lines!)).toBeCloseTo(0.00924 / (1 - 0.00924), 4);
  });
});

describe("resolution", () => {
  test.each([125, 130, 139.2, 145])("%f eV at Mn Ka where so set", (width) => {
    const noiseEV = noiseForWidth(width, 0.115, 3.85);
    const axis = energyAxisFromRange(0, 10, 10_000);
    const instrument = checkInstrument({ ...PLAIN, axis, detector: { ...PLAIN.detector, noiseEV } });
    const { counts } = detected({ lines: list([5.895], [1]) }, instrument, data);
    expect(1000 * widthOf(counts, axis.gainKeV)).toBeCloseTo(width, 1);
  });

  test("less than the statistics of charges is refused", () => {
    expect(() => noiseForWidth(120, 0.115, 3.85)).toThrow(/fwhmMnKaEV above 120.3/);
  });
});

describe("counts", () => {
  test("are the photons times the efficiency, whatever the lines, without and with tails", () => {
    const energies = [1.2, 2.3, 3.69, 6.4, 10.55, 25.27, 58];
    const photons = [3e5, 2e5, 1e5, 5e4, 2e4, 1e4, 5e3];
    const efficiency = detectorEfficiency(Float64Array.from(energies), WIDE, data);
    const expected = sum(photons.map((n, i) => n * efficiency[i]!));
    const plain = detected({ lines: list(energies, photons) }, WIDE, data);
    expect(sum(plain.counts) / expected).toBeCloseTo(1, 8);
    expect(plain.inputRate / expected).toBeCloseTo(1, 12);
    const tailed = detected({ lines: list(energies, photons) }, TAILED, data);
    // What a tail has below 0 keV is not counted.
    expect(sum(tailed.counts) / expected).toBeCloseTo(1, 4);
    expect(sum(tailed.counts)).toBeLessThanOrEqual(expected);
  });

  test("a line is the shape, wherever it lies and however many there are", () => {
    const one = detected({ lines: list([8], [1000]) }, TAILED, data).parts.lines!;
    const three = detected({ lines: list([8, 8, 8], [200, 300, 500]) }, TAILED, data).parts.lines!;
    three.forEach((value, i) => {
      expect(Math.abs(value - one[i]!)).toBeLessThan(1e-9);
    });
  });

  test("come in the parts that were asked for, and these sum to all", async () => {
    const photons = { lines: list([6.4], [2e4]), scatter: list([18.8, 20.2], [9e3, 4e3]) };
    const response = await detectorResponse(photons, { electronics: { strobeHz: 1000 } });
    expect(Object.keys(response.parts)).toEqual(["lines", "scatter", "escape", "pileUp", "strobe"]);
    response.counts.forEach((value, i) => {
      const parts = Object.values(response.parts).map((part) => part[i]!);
      expect(Math.abs(value - sum(parts))).toBeLessThan(1e-9);
    });
  });

  test("what lies above the axis leaves its step on it", () => {
    const axis = energyAxisFromRange(0, 10, 500);
    const narrow = detected({ lines: list([30], [1e5]) }, { ...TAILED, axis }, data);
    const wide = detected(
      { lines: list([30], [1e5]) },
      { ...TAILED, axis: { ...axis, channels: 2000 } },
      data,
    );
    expect(sum(narrow.parts.lines!)).toBeGreaterThan(0);
    narrow.counts.forEach((value, i) => {
      expect(Math.abs(value - wide.counts[i]!)).toBeLessThan(1e-9);
    });
  });

  test("are finite and not negative for any photons and detector", () => {
    const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
    const detector = fc.record({
      noiseEV: number(1, 500),
      windowUm: number(0, 1000),
      deadLayerUm: number(0, 10),
      siThicknessUm: number(1, 2000),
      shortTailRatio: number(0, 1),
      shortTailKeV: number(0.001, 10),
      longTailRatio: number(0, 1),
      longTailKeV: number(0.001, 100),
      stepRatio: number(0, 0.1),
    });
    const axis = fc.record({
      offsetKeV: number(-5, 20),
      gainKeV: number(0.005, 2),
      channels: fc.integer({ min: 1, max: 300 }),
    });
    const lines = fc.array(fc.tuple(number(0.5, 60), number(0, 1e5)), { maxLength: 5 });
    fc.assert(
      fc.property(lines, detector, axis, fc.boolean(), (values, chosen, onAxis, paralyzable) => {
        const instrument = checkInstrument({
          detector: chosen,
          axis: onAxis,
          electronics: { paralyzable, strobeHz: 10 },
        });
        const photons = list(
          values.map(([energy]) => energy),
          values.map(([, count]) => count),
        );
        const { parts, counts, inputRate } = detected({ photons }, instrument, data);
        for (const part of [...Object.values(parts), counts]) {
          for (const value of part) expect(value >= 0 && value < Number.POSITIVE_INFINITY).toBe(true);
        }
        expect(sum(counts)).toBeLessThanOrEqual((inputRate + 10) * (1 + 1e-6));
      }),
      { seed: 11, numRuns: 300 },
    );
  });
});

describe("electronics", () => {
  const busy = (changes: Partial<Instrument["electronics"]>) =>
    detected(
      { lines: list([6.4, 7.06], [4e5, 6e4]) },
      { ...WIDE, electronics: { ...WIDE.electronics, ...changes } },
      data,
    );

  test("two at once appear at the sum of their energies, and both are missing at their own", () => {
    const quiet = busy({});
    const piled = busy({ pairTimeNs: 200 });
    const share = quiet.inputRate * 200e-9;
    const at = piled.parts.pileUp!.indexOf(Math.max(...piled.parts.pileUp!));
    expect(WIDE.axis.offsetKeV + at * WIDE.axis.gainKeV).toBeCloseTo(12.8, 2);
    const kept = Math.exp(-2 * share);
    expect(sum(piled.parts.pileUp!)).toBeCloseTo(quiet.inputRate * share * kept, 2);
    expect(sum(piled.parts.lines!) / sum(quiet.parts.lines!)).toBeCloseTo(kept, 9);
  });

  test("pairs share their energy: the first moment doubles with the pairs", () => {
    const axis = { offsetKeV: 0.2345, gainKeV: 0.05, channels: 800 };
    const tight = (pairTimeNs: number) =>
      detected(
        { lines: list([6.4, 9.1], [4e5, 6e4]) },
        { ...WIDE, axis, electronics: { ...WIDE.electronics, pairTimeNs } },
        data,
      );
    const mean = (values: Float64Array) =>
      sum(values.map((value, i) => value * (axis.offsetKeV + i * axis.gainKeV))) / sum(values);
    expect(mean(tight(100).parts.pileUp!)).toBeCloseTo(2 * mean(tight(0).counts), 8);
  });

  test("dead time takes the same fraction of every part", () => {
    for (const paralyzable of [true, false]) {
      const { counts, liveFraction, inputRate } = busy({ deadTimeUs: 2, paralyzable });
      const expected = paralyzable ? Math.exp(-inputRate * 2e-6) : 1 / (1 + inputRate * 2e-6);
      expect(liveFraction).toBeCloseTo(expected, 14);
      expect(sum(counts) / (inputRate * liveFraction)).toBeCloseTo(1, 8);
    }
    expect(liveFractionOf(0, { deadTimeUs: 5, paralyzable: true })).toBe(1);
  });

  test("the strobe is a peak at 0 keV as wide as the noise, whatever is counted", () => {
    const { parts } = busy({ strobeHz: 10_000, deadTimeUs: 3 });
    expect(sum(parts.strobe!)).toBeCloseTo(10_000, 3);
    const at = parts.strobe!.indexOf(Math.max(...parts.strobe!));
    expect(Math.abs(WIDE.axis.offsetKeV + at * WIDE.axis.gainKeV)).toBeLessThan(0.011);
    const axis = energyAxisFromRange(-1, 1, 2000);
    const fine = detected({}, { ...WIDE, axis, electronics: { ...WIDE.electronics, strobeHz: 1 } }, data);
    expect(1000 * widthOf(fine.parts.strobe!, axis.gainKeV)).toBeCloseTo(WIDE.detector.noiseEV, 1);
  });
});

test("the solid angle of a near detector is half of all, of a far one area over distance squared", () => {
  const at = (distanceMm: number) => solidAngleFraction({ ...WIDE.detector, areaMm2: 50, distanceMm });
  expect(at(0.1)).toBeGreaterThan(0.48);
  expect(at(1000) / (50 / (4 * Math.PI * 1e6))).toBeCloseTo(1, 4);
});
