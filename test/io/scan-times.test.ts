import { describe, expect, test } from "vitest";
import { createScan } from "../../src/create-scan.js";
import { instrumentByName } from "../../src/instrument.js";
import { heardFraction, scanTimes } from "../../src/io/hdf5-layout/scan-times.js";
import { stackSpectrum } from "../../src/xray/stack-spectrum.js";
import { parseStackText } from "../../src/xray/stack-text.js";
import { blockPicture } from "../scan/picture.js";

const electronics = { deadTimeUs: 2, paralyzable: true, pairTimeNs: 0, strobeHz: 0 };

describe("heardFraction", () => {
  test.each([0, 1, 1000, 27_000, 100_000, 400_000])(
    "undoes the law of dead time at %i photons a second",
    (rate) => {
      const heard = Math.exp(-rate * 2e-6);
      expect(heardFraction(rate * heard, electronics)).toBeCloseTo(heard, 12);
      const other = 1 / (1 + rate * 2e-6);
      expect(heardFraction(rate * other, { ...electronics, paralyzable: false })).toBeCloseTo(other, 12);
      expect(heardFraction(rate * heard + 5000, { ...electronics, strobeHz: 5000 })).toBeCloseTo(heard, 12);
    },
  );

  test("stays within its range at rates that no electronics records", () => {
    expect(heardFraction(1e6, electronics)).toBeCloseTo(Math.exp(-1), 12);
    expect(heardFraction(1e6, { ...electronics, paralyzable: false })).toBe(0);
  });

  test.each(["labec", "m6-jetstream", "ag-fresco"])("is near what %s's spectrum says", async (name) => {
    const instrument = instrumentByName(name);
    const stack = await parseStackText("azurite:30um / lead_white:100um / linen_canvas");
    const { counts, liveFraction } = await stackSpectrum(stack, instrument);
    const rate = counts.reduce((sum, count) => sum + count, 0);
    expect(Math.abs(heardFraction(rate, instrument.electronics) - liveFraction)).toBeLessThan(0.005);
    expect(liveFraction).toBeLessThan(0.99);
  });
});

describe("scanTimes", () => {
  const picture = blockPicture(12, 4, 3);
  const clusters = { clusters: 3, delta: 0 };

  test("are the dwell where a count rate was given", async () => {
    const counts = { model: "dwell", dwellSeconds: 0.1, countRate: 4000 } as const;
    const { truth } = await createScan(picture, { ...clusters, counts });
    expect(scanTimes(truth)).toEqual({ dwellSeconds: 0.1, liveSeconds: 0.1 });
  });

  test("are shorter where the instrument counts, the more so the brighter a colour is to it", async () => {
    const counts = { model: "dwell", dwellSeconds: 0.1 } as const;
    const { truth } = await createScan(picture, { ...clusters, counts });
    const { dwellSeconds, liveSeconds } = scanTimes(truth);
    expect(dwellSeconds).toBe(0.1);
    const live = liveSeconds as Float32Array;
    const byRate = Array.from(live, (seconds, i) => [truth.countRates![truth.labels[i]!]!, seconds] as const);
    for (const [rate, seconds] of byRate) {
      expect(seconds).toBeCloseTo(0.1 * heardFraction(rate, truth.recipe.instrument.electronics), 7);
      for (const [other, shorter] of byRate) if (other > rate) expect(shorter).toBeLessThan(seconds);
    }
  });

  test("are one second where there is no time", async () => {
    const { truth } = await createScan(picture, { ...clusters, counts: 10 });
    expect(scanTimes(truth)).toEqual({ liveSeconds: 1, isNominalTime: true });
  });
});
