import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bytesOfCounts, choosePasses } from "../../src/count-model.js";
import { withKernels } from "../../src/kernels/core.js";
import { buildRecord, drawCounts, drawSums, newCounts } from "../../src/kernels/sample.js";
import { seedWords } from "../../src/kernels/seed.js";
import { sumOf } from "../scan/picture.js";
import { poissonLaw, tailOf } from "../twins/poisson-law.js";
import { SamplerTwin } from "../twins/sampler.js";
import { drawPixels, flat, normalized, type PixelDraws, ragged, spectrumLike } from "./spectra.js";

/** The probability of each channel that a record's alias table stands for, from its thresholds to 2^-64. */
function probabilities(distribution: Float64Array): Float64Array {
  const record = buildRecord(distribution, []);
  const [channels, bits, , entriesAt, tailsAt] = new Uint32Array(record.buffer, 0, 5);
  const slots = 2 ** bits;
  const entries = new Uint32Array(record.buffer, entriesAt, slots);
  const tails = new Uint32Array(record.buffer, tailsAt, slots);
  const out = new Float64Array(slots);
  for (let slot = 0; slot < slots; slot++) {
    const own = ((entries[slot] >>> bits) + tails[slot] / 2 ** 32) / 2 ** (32 - bits);
    out[slot] += own / slots;
    out[entries[slot] & (slots - 1)] += (1 - own) / slots;
  }
  expect(out.subarray(channels).every((p) => p === 0)).toBe(true);
  return out.subarray(0, channels);
}

describe("buildRecord", () => {
  test.each([1, 2, 3, 4, 5, 17, 64, 1000, 1024, 1025, 4096, 65_536])(
    "keeps the probabilities of %i channels",
    (channels) => {
      const expected = ragged(channels);
      let furthest = 0;
      probabilities(expected).forEach((p, c) => {
        if (expected[c] === 0 && p !== 0) furthest = 1;
        furthest = Math.max(furthest, Math.abs(p - expected[c]));
      });
      // Rounding of the doubles themselves adds up along the table.
      expect(furthest).toBeLessThan(1e-15 + channels * 4e-18);
    },
  );

  test("any distribution, also those with one channel near 1", () => {
    const values = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 70 });
    fc.assert(
      fc.property(values, (raw) => {
        fc.pre(raw.reduce((a, b) => a + b, 0) > 1e-300);
        const p = normalized(raw);
        const found = probabilities(p);
        p.forEach((value, c) => {
          expect(Math.abs(found[c] - value)).toBeLessThan(1e-14);
        });
      }),
      { seed: 2, numRuns: 300 },
    );
  });
});

/** Draws with the core and, pixel by pixel, with the twin; says what the twin did. */
function expectTwin(distribution: Float64Array, draws: PixelDraws) {
  const { photons, passes, poisson, pixels, seed, first = 0 } = draws;
  const counts = drawPixels(distribution, draws);
  const twin = new SamplerTwin(distribution, passes);
  const done = { passes: 0, placed: 0, removed: 0 };
  const wrong: string[] = [];
  for (let i = 0; i < pixels; i++) {
    const drawn = twin.draw({ photons, poisson, pixel: (first + i) >>> 0, key: seedWords(seed) });
    done.passes = Math.max(done.passes, drawn.passes);
    done.placed += drawn.placed;
    done.removed += drawn.removed;
    drawn.counts.forEach((count, c) => {
      const found = counts[i * distribution.length + c];
      if (found !== count) wrong.push(`pixel ${i}, channel ${c}: ${found}, twin ${count}`);
    });
  }
  expect(wrong).toEqual([]);
  return done;
}

const MODELS = { fixed: false, poisson: true };
const SPECTRA = {
  flat,
  ragged,
  "spectrum-like": spectrumLike,
  "one channel": (channels: number) => Float64Array.from({ length: channels }, (_, c) => Number(c === 0)),
};
const CHANNELS = [1, 2, 3, 5, 8, 16, 17, 100, 1000, 1024, 1025];
const PHOTONS = [1, 2, 3, 7, 8, 50, 217, 218, 400, 1000, 10_000, 65_536, 1_000_000];

describe.each(Object.entries(MODELS))("drawCounts equals its twin, %s", (_, poisson) => {
  test.each(Object.entries(SPECTRA))("%s", (_, spectrum) => {
    for (const channels of CHANNELS) {
      for (const photons of PHOTONS) {
        const passes = choosePasses(channels, photons, photons, poisson);
        expectTwin(spectrum(channels), { photons, passes, poisson, pixels: 2, seed: 7, first: 41 });
      }
    }
  });

  test("where pixels differ, with the passes of a whole range", () => {
    for (const channels of [2, 100, 1000]) {
      const passes = choosePasses(channels, 0, 200_000, poisson);
      for (const photons of [0, 1, 99, 240, 1000, 3333, 54_321, 200_000])
        expectTwin(ragged(channels), { photons, passes, poisson, pixels: 2, seed: 2 ** 40 + 3 });
    }
  });
});

describe("drawCounts equals its twin", () => {
  test("where photons are taken away again, and where many passes are needed", () => {
    const done = [300, 1000, 5000, 70_000].map((photons) => {
      const passes = choosePasses(10, photons, photons, false);
      return expectTwin(ragged(10), { photons, passes, poisson: false, pixels: 700, seed: 5 });
    });
    for (const { removed, placed } of done) {
      expect(removed).toBeGreaterThan(0);
      expect(placed).toBeGreaterThan(0);
    }
    expect(Math.max(...done.map(({ passes }) => passes))).toBeGreaterThanOrEqual(4);
  });

  test("where a Poisson mean lies between two passes", () => {
    for (const photons of [300.25, 1100, 4321.5]) {
      const passes = [280, 1000, 3000];
      const done = expectTwin(ragged(64), { photons, passes, poisson: true, pixels: 200, seed: 6 });
      expect(done.placed).toBeGreaterThan(0);
    }
  });

  test.each([0.22, 0.9, 5, 12, 23.99])("in light channels of mean %d, also what is cut off", (mean) => {
    const photons = 1000 * mean;
    const draws = { photons, passes: [photons], poisson: true, pixels: 300, seed: 8 };
    expect(expectTwin(flat(1000), draws)).toEqual({ passes: 1, placed: 0, removed: 0 });
    // One number in some hundred or thousand is of the rest, so this must not pass by chance.
    const counts = drawPixels(flat(1000), draws);
    const faulty = new SamplerTwin(flat(1000), [photons], { ignoreRest: true });
    const same = Array.from({ length: 300 }, (_, pixel) => {
      const twin = faulty.draw({ photons, poisson: true, pixel, key: [8, 0] }).counts;
      return twin.every((count, c) => count === counts[pixel * 1000 + c]);
    });
    expect(same).toContain(false);
  });

  test.each([
    [24, 1000, 400],
    [24.01, 1000, 400],
    [31.7, 1000, 400],
    [100, 1000, 400],
    [999.5, 1000, 400],
    [12_345.678, 40, 5000],
    [250_000, 4, 10_000],
    [1_000_000, 1, 10_000],
  ])("in heavy channels of mean %d", (mean, channels, pixels) => {
    const photons = channels * mean;
    expectTwin(flat(channels), { photons, passes: [photons], poisson: true, pixels, seed: 9 });
  });

  // Together they expect 5 % of the photons; what is cut off from the chances of their number comes up in some of 2000.
  test.each([
    [97, 300, 2000],
    [997, 400, 2000],
    [997, 1500, 100],
    [5000, 2000, 100],
    [9000, 6000, 100],
  ])("in quiet channels, %i in all, of %i photons", (channels, photons, pixels) => {
    const peak = normalized([...ragged(channels).map((p) => p / 20), 0.5, 0.25, 0.2]);
    expectTwin(peak, { photons, passes: [photons], poisson: true, pixels, seed: 10 });
    const passes = choosePasses(channels + 3, photons, photons, false);
    expectTwin(peak, { photons, passes, poisson: false, pixels: 20, seed: 10 });
  });

  test.each([1e-9, 1e-4, 2e-4, 3e-4, 0.01])("where %d photons are expected in quiet channels", (quiet) => {
    // A count of 0 alone has a threshold in the first three.
    const distribution = new Float64Array(40);
    distribution.set([(300 - quiet) / 300], 3);
    distribution.set([quiet / 300], 25);
    expectTwin(distribution, { photons: 300, passes: [300], poisson: true, pixels: 40_000, seed: 12 });
  });

  test("at 65 536 channels", () => {
    for (const photons of [20_000, 1_000_000]) {
      const passes = choosePasses(65_536, photons, photons, false);
      expectTwin(ragged(65_536), { photons, passes, poisson: false, pixels: 1, seed: 3, first: 2 ** 32 - 1 });
    }
  });

  test("where ties are decided by further random bits", () => {
    // 65536 channels leave 16 bits to compare: one photon in 65536 ties.
    const distribution = normalized(Array.from({ length: 65_536 }, (_, c) => 1 + (c % 2) * 1e-3));
    expectTwin(distribution, { photons: 400_000, passes: [], poisson: false, pixels: 1, seed: 3 });
  });

  test("and adds a background of its own", () => {
    const [channels, photons, pixels] = [100, 400, 50];
    const [distribution, other] = [spectrumLike(channels), flat(channels)];
    const passes = choosePasses(channels, photons, photons, false);
    for (const mean of [0, 3, 150, 2500.5]) {
      const added = choosePasses(channels, mean, mean, true);
      const background = { record: buildRecord(other, added), mean };
      const counts = drawPixels(distribution, {
        photons,
        passes,
        poisson: false,
        pixels,
        seed: 4,
        background,
      });
      const [own, more] = [new SamplerTwin(distribution, passes), new SamplerTwin(other, added)];
      for (let pixel = 0; pixel < pixels; pixel++) {
        const a = own.draw({ photons, poisson: false, pixel, key: [4, 0] }).counts;
        const b = more.draw({ photons: mean, poisson: true, pixel, key: [4, 0], purpose: 8 }).counts;
        expect(Array.from(counts.subarray(pixel * channels, (pixel + 1) * channels))).toEqual(
          Array.from(a, (count, c) => count + b[c]),
        );
      }
    }
  });
});

describe("quantile", () => {
  const MEANS = [24, 24.5, 30, 50, 99.9, 217, 1000, 5000.25, 65_536, 1e6];

  test.each(MEANS)("is exact in both tails, mean %d", (mean) => {
    const law = poissonLaw(mean);
    const bits = [
      ...Array(4096).keys(),
      ...Array.from({ length: 20_000 }, (_, i) => (i * 839 + 4100) % 2 ** 24),
    ];
    const wrong = withKernels((kernels, arena) => {
      const block = arena.reserve(16);
      return bits.flatMap((low) =>
        [low, 2 ** 32 - 1 - low].filter((b) => {
          const found = kernels.quantile(mean, b, 3, 4, 5, 6, 7);
          const [least, most] = [0, 2 ** 32 - 1].map((more) => law.quantile(...tailOf(b, more)));
          if (least === most) return found !== least;
          kernels.philox(block, 3, 4, 5, 6, 6, 7);
          const [more] = arena.get(new Uint32Array(1), block);
          return found !== law.quantile(...tailOf(b, more));
        }),
      );
    });
    expect(wrong).toEqual([]);
  });
});

describe("drawCounts", () => {
  test("gives exactly the photons asked for, in 16 and 32 bits the same", () => {
    for (const photons of [0, 1, 217, 218, 219, 400, 60_000, 65_535, 65_536, 1_000_000]) {
      const passes = choosePasses(1024, photons, photons, false);
      const draws = { photons, passes, poisson: false, pixels: 20, seed: 9 };
      const wide = drawPixels(spectrumLike(1024), draws);
      for (let pixel = 0; pixel < 20; pixel++) {
        const row = wide.subarray(pixel * 1024, (pixel + 1) * 1024);
        expect(sumOf(row)).toBe(photons);
      }
      if (bytesOfCounts(photons, false, 0) === 4) continue;
      const narrow = drawPixels(spectrumLike(1024), { ...draws, bytes: 2 });
      expect(narrow).toBeInstanceOf(Uint16Array);
      expect(Array.from(narrow)).toEqual(Array.from(wide));
    }
  });

  test.each([60_000, 62_000, 65_000, 65_535])(
    "has room for a pass that exceeds %i photons in a single channel before some are taken away",
    (photons) => {
      const distribution = normalized([0.999, 0.001]);
      const passes = choosePasses(2, photons, photons, false);
      const draws = { photons, passes, poisson: false, pixels: 20_000, seed: 7 };
      const chosen = drawPixels(distribution, { ...draws, bytes: bytesOfCounts(photons, false, 0) });
      const wide = drawPixels(distribution, draws);
      expect(chosen.every((count, i) => count === wide[i])).toBe(true);
    },
  );

  test("both halves of the seed count", () => {
    const draw = (seed: number) => {
      const passes = choosePasses(64, 400, 400, false);
      return Array.from(drawPixels(ragged(64), { photons: 400, passes, poisson: false, pixels: 1, seed }));
    };
    expect(seedWords(2 ** 53 - 1)).toEqual([0xffffffff, 0x1fffff]);
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
    expect(draw(7)).not.toEqual(draw(7 + 2 ** 32));
  });

  test("does not depend on the block, on neighbours or on where the picture begins", () => {
    const channels = 40;
    const passes = choosePasses(channels, 100, 1000, false);
    const records = [0, 1].map((salt) => buildRecord(ragged(channels, salt), passes));
    const sampler = { channels, seed: 1, bytes: 2, poisson: false, records } as const;
    const labels = Uint8Array.from({ length: 12 }, (_, i) => Number(i % 5 < 2));
    const photons = Float64Array.from({ length: 12 }, (_, i) => 100 + 75 * i);
    const first = 2 ** 32 - 20;
    const all = newCounts(12 * channels, 2);
    drawCounts(all, sampler, { first, stride: 6, width: 4, rows: 3, labels, photons });
    for (let i = 0; i < 12; i++) {
      const one = newCounts(channels, 2);
      drawCounts(one, sampler, {
        first: first + 6 * Math.floor(i / 4) + (i % 4),
        stride: 1,
        width: 1,
        rows: 1,
        labels: labels.slice(i, i + 1),
        photons: photons.slice(i, i + 1),
      });
      expect(one).toEqual(all.slice(i * channels, (i + 1) * channels));
      expect(sumOf(one)).toBe(photons[i]);
    }
  });
});

describe("drawSums", () => {
  test("sums the counts that drawCounts draws", () => {
    const channels = 50;
    const labels = Uint8Array.of(0, 1, 1, 0, 1, 0);
    const photons = Float64Array.of(33, 70_000, 0, 500, 33, 1);
    const block = { first: 100, stride: 10, width: 3, rows: 2, labels, photons };
    const passes = choosePasses(channels, 0, 70_000, false);
    const records = [0, 1].map((salt) => buildRecord(ragged(channels, salt), passes));
    const sampler = { channels, seed: 4, bytes: 4, poisson: false, records } as const;
    const counts = newCounts(6 * channels, 4);
    drawCounts(counts, sampler, block);
    const { sums, total } = drawSums(sampler, block, Uint32Array.of(0, channels, 10, 12));
    for (let pixel = 0; pixel < 6; pixel++) {
      const row = counts.subarray(pixel * channels, (pixel + 1) * channels);
      expect(sums[2 * pixel]).toBe(photons[pixel]);
      expect(sums[2 * pixel + 1]).toBe(row[10] + row[11]);
    }
    for (let c = 0; c < channels; c++) {
      let sum = 0;
      for (let pixel = 0; pixel < 6; pixel++) sum += counts[pixel * channels + c];
      expect(total[c]).toBe(sum);
    }
  });
});
