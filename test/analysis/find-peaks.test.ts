import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findPeaks, type Peak } from "../../src/analysis/find-peaks.js";
import { embeddedLibrary } from "../../src/embedded-library.js";
import { DEFAULT_ENERGY_AXIS, type EnergyAxis } from "../../src/energy-axis.js";
import { GanxError } from "../../src/errors.js";
import { DEFAULT_INSTRUMENT, fwhmKeV } from "../../src/instrument.js";
import { responseOf } from "../../src/kernels/detector.js";
import { loadPhysics } from "../../src/kernels/physics.js";
import { secondDifference } from "../../src/kernels/second-difference.js";
import { pigmentDistribution } from "../../src/library.js";
import { lines } from "../../src/lines.js";
import { secondDifferenceTwin } from "../twins/second-difference.js";
import { draw, generator } from "./draw.js";
import { elementsOf } from "./elements-of.js";

await loadPhysics();

const axis = DEFAULT_ENERGY_AXIS;
const SIGMA_PER_FWHM = 1 / Math.sqrt(8 * Math.log(2));

/** A continuum like that of a tube's scattered beam: a hump on an exponential. */
const continuum = (total: number, on: EnergyAxis = axis): Float64Array => {
  const shape = Float64Array.from({ length: on.channels }, (_, i) => {
    const energy = on.offsetKeV + i * on.gainKeV;
    return energy * Math.exp(-energy / 9) + 3 * Math.exp(-energy / 0.8);
  });
  const sum = shape.reduce((a, b) => a + b, 0);
  return shape.map((value) => (value * total) / sum);
};

function withLines(
  base: Float64Array,
  lines: readonly { energyKeV: number; area: number }[],
  on: EnergyAxis = axis,
) {
  const added = responseOf(
    on,
    Float64Array.from(lines, (line) => line.energyKeV),
    Float64Array.from(lines, (line) => line.area),
    Float64Array.from(lines, (line) => fwhmKeV(DEFAULT_INSTRUMENT, line.energyKeV) * SIGMA_PER_FWHM),
    { shortTailRatio: 0, shortTailKeV: 1, longTailRatio: 0, longTailKeV: 1, stepRatio: 0 },
  );
  return base.map((value, i) => value + added[i]!);
}

const nearest = (peaks: readonly Peak[], energyKeV: number) =>
  Math.min(...peaks.map((peak) => Math.abs(peak.energyKeV - energyKeV)));

describe("secondDifference", () => {
  test("agrees with its twin at every length", () => {
    for (const n of [...Array(18).keys()].slice(1).concat(200)) {
      const random = generator(n);
      const values = Float64Array.from({ length: n }, () => Math.floor(1000 * random()));
      const widths = values.map(() => 0.2 + 6 * random());
      const found = secondDifference(values, widths);
      const expected = secondDifferenceTwin(values, widths);
      for (let i = 0; i < n; i++) {
        expect(found.difference[i]).toBeCloseTo(expected.difference[i]!, 9);
        expect(found.deviation[i]).toBeCloseTo(expected.deviation[i]!, 9);
      }
    }
  });
});

describe("findPeaks on noise", () => {
  // A false peak in a spectrum of fifty is what is stated; 1000 spectra a level have 20, and 38 with a chance of 1e-4.
  test.each([400, 1e4, 1e6, 1e8, 1e10])(
    "of a smooth continuum of %d counts finds almost nothing",
    (total) => {
      const expected = continuum(total);
      let found = 0;
      for (let seed = 0; seed < 1000; seed++) found += findPeaks(draw(expected, seed), { axis }).length;
      expect(found).toBeLessThan(38);
    },
  );

  test("finds nothing in nothing, and nothing where all is level", () => {
    expect(findPeaks(new Uint16Array(1024), { axis })).toEqual([]);
    expect(findPeaks(new Float64Array(1024).fill(1e6), { axis })).toEqual([]);
    for (let channels = 1; channels <= 17; channels++) {
      const spectrum = new Float64Array(channels).fill(9);
      expect(findPeaks(spectrum, { axis: { offsetKeV: 1, gainKeV: 0.04, channels } })).toEqual([]);
    }
  });

  test("takes an edge of the continuum for no peak, however many counts there are", () => {
    for (const total of [1e6, 1e9, 1e12]) {
      const expected = continuum(total);
      for (let i = 0; i < expected.length; i++) {
        // The continuum falls by half at 13 keV over the width of a line, as behind an absorption edge.
        const z = (axis.offsetKeV + i * axis.gainKeV - 13) / 0.08;
        expected[i]! *= 0.5 + 0.5 / (1 + Math.exp(1.7 * z));
      }
      expect(findPeaks(expected, { axis })).toEqual([]);
    }
  });
});

describe("findPeaks on lines", () => {
  test("finds lines three widths apart within a tenth of a width, their areas within a tenth, and no others", () => {
    const energy = fc.double({ min: 1.2, max: 36, noNaN: true });
    const gain = fc.constantFrom(0.01, 0.0371, 0.05);
    fc.assert(
      fc.property(
        fc.array(energy, { minLength: 1, maxLength: 25 }),
        gain,
        fc.nat(),
        (wanted, gainKeV, seed) => {
          const on = { offsetKeV: 0.5, gainKeV, channels: Math.round(38 / gainKeV) };
          const lines: { energyKeV: number; area: number }[] = [];
          for (const energyKeV of wanted.toSorted((a, b) => a - b)) {
            const last = lines.at(-1)?.energyKeV ?? 0;
            if (energyKeV - last > 3 * fwhmKeV(DEFAULT_INSTRUMENT, energyKeV))
              lines.push({ energyKeV, area: 1e5 });
          }
          const peaks = findPeaks(draw(withLines(continuum(1e6, on), lines, on), seed), { axis: on });
          const strong = peaks.filter(({ significance }) => significance > 6);
          expect(strong.length).toBe(lines.length);
          strong.forEach((peak, i) => {
            const { energyKeV, area } = lines[i]!;
            const width = fwhmKeV(DEFAULT_INSTRUMENT, energyKeV);
            expect(Math.abs(peak.energyKeV - energyKeV)).toBeLessThan(width / 10);
            expect(Math.abs(peak.area / area - 1)).toBeLessThan(0.1);
            expect(peak.height).toBeCloseTo(
              (peak.area * gainKeV) / (width * SIGMA_PER_FWHM * Math.sqrt(2 * Math.PI)),
              -3,
            );
            expect(peak.channel).toBeCloseTo((peak.energyKeV - 0.5) / gainKeV, 9);
          });
        },
      ),
      { seed: 7, numRuns: 200 },
    );
  });

  test("tells apart lines 1.3 widths from each other and shares out their counts", () => {
    const width = fwhmKeV(DEFAULT_INSTRUMENT, 6.4);
    const lines = [
      { energyKeV: 6.4, area: 30_000 },
      { energyKeV: 6.4 + 1.3 * width, area: 20_000 },
    ];
    const peaks = findPeaks(withLines(continuum(1e5), lines), { axis });
    expect(peaks.length).toBe(2);
    lines.forEach(({ energyKeV, area }, i) => {
      expect(Math.abs(peaks[i]!.energyKeV - energyKeV)).toBeLessThan(width / 30);
      expect(Math.abs(peaks[i]!.area / area - 1)).toBeLessThan(0.03);
    });
  });

  test("a higher sensitivity finds less", () => {
    const spectrum = draw(continuum(1e5), 1);
    const found = [1, 2, 3, 4].map((sensitivity) => findPeaks(spectrum, { axis, sensitivity }).length);
    expect(found).toEqual(found.toSorted((a, b) => b - a));
    expect(found[0]).toBeGreaterThan(found[3]! + 10);
  });

  test("a peak of a thousandth of the continuum under it is a ripple", () => {
    const spectrum = continuum(1e12);
    const under = spectrum[Math.round((20 - axis.offsetKeV) / axis.gainKeV)]!;
    const area = (share: number) =>
      (share * under * fwhmKeV(DEFAULT_INSTRUMENT, 20) * SIGMA_PER_FWHM * Math.sqrt(2 * Math.PI)) /
      axis.gainKeV;
    expect(findPeaks(withLines(spectrum, [{ energyKeV: 20, area: area(0.001) }]), { axis })).toEqual([]);
    expect(findPeaks(withLines(spectrum, [{ energyKeV: 20, area: area(0.05) }]), { axis }).length).toBe(1);
  });
});

describe("findPeaks on the pigments of the library", () => {
  // Energies of the lines to be seen, of 1e6 photons: X-ray Data Booklet (LBNL, 2009), table 1-2, families as means.
  const SEEN: Record<string, number[]> = {
    red_lead: [2.36, 9.18, 10.54, 11.35, 12.62, 14.76],
    vermilion: [2.23, 8.72, 9.98, 10.65, 11.85, 13.83],
    organic_red_dye: [1.487, 2.307, 3.313, 3.69, 4.013],
    lead_tin_yellow: [2.36, 3.44, 10.54, 12.62, 14.76, 25.21, 28.47],
    ultramarine: [1.487, 1.74, 2.307, 3.69, 4.013, 6.4, 7.058],
    azurite: [8.04, 8.905],
    indigo: [],
    malachite: [8.04, 8.905],
    chalk: [3.69, 4.013],
    lead_white: [2.36, 9.18, 10.54, 11.35, 12.62, 14.76],
    bone_black: [2.01, 3.69, 4.013],
    iron_gall_ink: [2.307, 3.313, 3.59, 5.895, 6.4, 7.058, 8.63, 9.572],
    gold_leaf: [2.13, 8.04, 8.49, 9.7, 10.31, 11.46, 13.38, 22.12],
    parchment: [2.307, 2.622, 3.69, 4.013],
  };

  test("lines lie within a third of a width of a peak, also at 1e9 photons", async () => {
    for (const pigment of (await embeddedLibrary()).pigments) {
      const distribution = await pigmentDistribution(pigment, DEFAULT_INSTRUMENT);
      for (const photons of [1e6, 1e9]) {
        const expected = distribution.map((share) => share * photons);
        const peaks = findPeaks(draw(expected, 1), { axis });
        for (const energyKeV of SEEN[pigment.id]!) {
          const third = fwhmKeV(DEFAULT_INSTRUMENT, energyKeV) / 3;
          expect(nearest(peaks, energyKeV), `${pigment.id} ${energyKeV}`).toBeLessThan(third);
        }
        // And no peak lies where there is no line: of the pigment, the air or the tube, whole or after an escape, or
        // with what Compton scattering leaves of the tube's.
        const elements = [...elementsOf(pigment), "Ar", DEFAULT_INSTRUMENT.tube.anode];
        const whole = elements.flatMap((element) => lines(element));
        const escaped = whole.map(({ energyKeV }) => ({ energyKeV: energyKeV - 1.742 }));
        const there = [...whole, ...escaped, { energyKeV: 16.865 }, { energyKeV: 18.87 }];
        for (const peak of peaks) {
          const miss = Math.min(...there.map(({ energyKeV }) => Math.abs(energyKeV - peak.energyKeV)));
          const third = fwhmKeV(DEFAULT_INSTRUMENT, peak.energyKeV) / 3;
          expect(miss, `${pigment.id} ${peak.energyKeV}`).toBeLessThan(third);
        }
      }
    }
  });

  test("one pixel of 400 counts shows the strong lines", async () => {
    const { pigments } = await embeddedLibrary();
    const strong = { vermilion: 9.98, azurite: 8.04, chalk: 3.69, iron_gall_ink: 6.4 };
    for (const [id, energyKeV] of Object.entries(strong)) {
      const distribution = await pigmentDistribution(
        pigments.find((one) => one.id === id)!,
        DEFAULT_INSTRUMENT,
      );
      const expected = distribution.map((share) => share * 400);
      const hits = Array.from({ length: 50 }, (_, seed) => findPeaks(draw(expected, seed), { axis })).filter(
        (peaks) => nearest(peaks, energyKeV) < fwhmKeV(DEFAULT_INSTRUMENT, energyKeV) / 3,
      );
      expect(hits.length, id).toBeGreaterThan(45);
    }
  });
});

describe("findPeaks refuses", () => {
  test.each([
    [
      new Float64Array(5),
      { axis },
      /spectrum: expected as many counts as the axis has channels, 1024, found 5/,
    ],
    [new Float64Array(1024).fill(-1), { axis }, /spectrum: expected counts/],
    [new Float64Array(1024), { axis, sensitivity: 0 }, /sensitivity: expected a number from 1 to 1000/],
    [new Float64Array(1024), { axis: { ...axis, gainKeV: 0 } }, /energy axis/],
  ])("case %#", (spectrum, options, message) => {
    expect(() => findPeaks(spectrum, options)).toThrow(GanxError);
    expect(() => findPeaks(spectrum, options)).toThrow(message);
  });
});
