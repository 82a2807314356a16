import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { buildAliasTables, drawCounts, drawSums, newCounts, tableOf } from "../../src/kernels/sample.js";
import { seedWords } from "../../src/kernels/seed.js";
import { aliasCounts } from "../twins/sampler.js";

/** Rows that sum to 1 and hold zeros, tiny and large values. */
function distributions(rows: number, channels: number): Float64Array {
  const out = new Float64Array(rows * channels);
  for (let k = 0; k < rows; k++) {
    const row = out.subarray(k * channels, (k + 1) * channels);
    for (let c = 0; c < channels; c++)
      row[c] = (c + k) % 3 === 0 && channels > 3 ? 0 : 1 / (1 + ((c * 7 + k) % 29)) ** 3;
    const sum = row.reduce((a, b) => a + b, 0);
    row.forEach((value, c) => {
      row[c] = value / sum;
    });
  }
  return out;
}

/** The probability of each channel that a table stands for, from its thresholds to 2^-64. */
function probabilities({ bits, channels, entries, tails }: ReturnType<typeof tableOf>): Float64Array {
  const out = new Float64Array(2 ** bits);
  for (let slot = 0; slot < 2 ** bits; slot++) {
    const own = ((entries[slot] >>> bits) + tails[slot] / 2 ** 32) / 2 ** (32 - bits);
    out[slot] += own / 2 ** bits;
    out[entries[slot] & (2 ** bits - 1)] += (1 - own) / 2 ** bits;
  }
  for (let c = channels; c < out.length; c++) expect(out[c]).toBe(0);
  return out.subarray(0, channels);
}

describe("buildAliasTables", () => {
  test.each([1, 2, 3, 4, 5, 17, 64, 1000, 1024, 1025, 4096])(
    "keeps the probabilities of %i channels",
    (channels) => {
      const expected = distributions(3, channels);
      const tables = buildAliasTables(expected, channels);
      for (let k = 0; k < 3; k++) {
        const found = probabilities(tableOf(tables, k));
        for (let c = 0; c < channels; c++) {
          const p = expected[k * channels + c];
          if (p === 0) expect(found[c]).toBe(0);
          // Rounding of the doubles themselves adds up along the table.
          else expect(Math.abs(found[c] - p)).toBeLessThan(1e-15 + channels * 4e-18);
        }
      }
    },
  );

  test("any distribution, also those with one channel near 1", () => {
    const values = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 70 });
    fc.assert(
      fc.property(values, (raw) => {
        const sum = raw.reduce((a, b) => a + b, 0);
        fc.pre(sum > 1e-300);
        const p = Float64Array.from(raw, (value) => value / sum);
        const found = probabilities(tableOf(buildAliasTables(p, p.length), 0));
        p.forEach((value, c) => {
          expect(Math.abs(found[c] - value)).toBeLessThan(1e-14);
        });
      }),
      { seed: 2, numRuns: 300 },
    );
  });
});

describe("drawCounts", () => {
  test.each([1, 2, 3, 5, 16, 100, 1024])("equals its twin photon by photon, %i channels", (channels) => {
    const tables = buildAliasTables(distributions(2, channels), channels);
    for (const photons of [1, 2, 3, 4, 5, 7, 15, 16, 17, 31, 32, 33, 400]) {
      const counts = newCounts(2 * channels, photons);
      const labels = Uint8Array.of(1, 0);
      drawCounts(counts, tables, { first: 41, stride: 2, width: 2, rows: 1, labels }, photons, 7);
      expect(Array.from(counts.subarray(0, channels))).toEqual(
        Array.from(aliasCounts(tableOf(tables, 1), photons, 41, [7, 0])),
      );
      expect(Array.from(counts.subarray(channels))).toEqual(
        Array.from(aliasCounts(tableOf(tables, 0), photons, 42, [7, 0])),
      );
    }
  });

  test("ties are decided by further random bits", () => {
    // All slots tie as often as can be: 65536 channels leave 16 bits to compare.
    const channels = 65_536;
    const p = new Float64Array(channels).map((_, c) => 1 + (c % 2) * 1e-3);
    const sum = p.reduce((a, b) => a + b, 0);
    const tables = buildAliasTables(
      p.map((value) => value / sum),
      channels,
    );
    const photons = 20_000;
    const counts = newCounts(channels, photons);
    drawCounts(
      counts,
      tables,
      { first: 0, stride: 1, width: 1, rows: 1, labels: new Uint8Array(1) },
      photons,
      3,
    );
    expect(Array.from(counts)).toEqual(Array.from(aliasCounts(tableOf(tables, 0), photons, 0, [3, 0])));
  });

  test("16 and 32 bits hold the same counts; more than 65 535 photons need 32", () => {
    const tables = buildAliasTables(distributions(1, 8), 8);
    const block = { first: 5, stride: 1, width: 1, rows: 1, labels: new Uint8Array(1) };
    const narrow = newCounts(8, 65_535);
    const wide = new Uint32Array(8);
    expect(narrow).toBeInstanceOf(Uint16Array);
    drawCounts(narrow, tables, block, 65_535, 9);
    drawCounts(wide, tables, block, 65_535, 9);
    expect(Array.from(narrow)).toEqual(Array.from(wide));
    const one = newCounts(1, 65_536);
    drawCounts(one, buildAliasTables(Float64Array.of(1), 1), block, 65_536, 9);
    expect(Array.from(one)).toEqual([65_536]);
  });

  test("both halves of the seed count", () => {
    const tables = buildAliasTables(distributions(1, 64), 64);
    const block = { first: 0, stride: 1, width: 1, rows: 1, labels: new Uint8Array(1) };
    const draw = (seed: number) => {
      const out = new Uint16Array(64);
      drawCounts(out, tables, block, 400, seed);
      return Array.from(out);
    };
    expect(seedWords(2 ** 53 - 1)).toEqual([0xffffffff, 0x1fffff]);
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
    expect(draw(7)).not.toEqual(draw(7 + 2 ** 32));
    expect(draw(7 + 2 ** 32)).toEqual(Array.from(aliasCounts(tableOf(tables, 0), 400, 0, [7, 1])));
  });
});

describe("drawSums", () => {
  test("sums the counts that drawCounts draws", () => {
    const channels = 50;
    const tables = buildAliasTables(distributions(2, channels), channels);
    const labels = Uint8Array.of(0, 1, 1, 0, 1, 0);
    const block = { first: 100, stride: 10, width: 3, rows: 2, labels };
    for (const photons of [33, 70_000]) {
      const counts = newCounts(6 * channels, photons);
      drawCounts(counts, tables, block, photons, 4);
      const { sums, total } = drawSums(tables, block, photons, 4, Uint32Array.of(0, channels, 10, 12));
      for (let pixel = 0; pixel < 6; pixel++) {
        const row = counts.subarray(pixel * channels, (pixel + 1) * channels);
        expect(sums[2 * pixel]).toBe(photons);
        expect(sums[2 * pixel + 1]).toBe(row[10] + row[11]);
      }
      for (let c = 0; c < channels; c++) {
        let sum = 0;
        for (let pixel = 0; pixel < 6; pixel++) sum += counts[pixel * channels + c];
        expect(total[c]).toBe(sum);
      }
    }
  });
});
