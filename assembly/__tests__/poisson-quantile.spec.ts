import { LEAST_HEAVY } from "../heavy-table";
import { quantile, searchCount } from "../poisson-quantile";
import { philox } from "../random";
import { at, room } from "./buffers";
import { countOf, first, low, sumLaw } from "./law";

const more = room<u32>(4);

/** The count of a number whose other 32 bits are those of Philox, from the summed law. */
function expectedCount(bits: u32): f64 {
  philox(more, 3, 4, 5, 6, 8, 9);
  const rest = (<f64>at<u32>(more, 0) + 0.5) / 4294967296;
  const upper = bits >= 0x80000000;
  const tail = upper ? 4294967296.0 - <f64>bits - rest : <f64>bits + rest;
  return countOf(tail / 4294967296, upper);
}

const LIGHT: f64[] = [0.0001, 0.05, 1, 5.5, 23.9];
const MEANS: f64[] = [24, 24.5, 30.1, 50, 99.9, 217, 1000, 5000.25];

describe("searchCount", () => {
  test("finds the count whose summed probability passes u, from near and far guesses", () => {
    const means = LIGHT.concat(MEANS);
    for (let m = 0; m < means.length; m++) {
      const mean = means[m];
      sumLaw(mean);
      let wrong = 0;
      for (let tail = 0.499; tail > 1e-19; tail *= 0.813) {
        const lower = countOf(tail, false);
        const upper = countOf(tail, true);
        for (let off = -3; off <= 3; off++) {
          if (searchCount(mean, lower + <f64>off, tail, false) !== lower) wrong++;
          if (searchCount(mean, upper + <f64>off, tail, true) !== upper) wrong++;
        }
        // From the mean itself, rounding shows where the tail is far smaller than what is summed.
        if (tail > 1e-9 && searchCount(mean, Math.floor(mean), tail, false) !== lower) wrong++;
        if (tail > 1e-9 && searchCount(mean, Math.floor(mean), tail, true) !== upper) wrong++;
      }
      expect(wrong).toBe(0);
    }
  });

  test("by hand: 1/e, 2/e and 5/2e are what a mean of 1 leaves at 0, 1 and 2", () => {
    const one = Math.exp(-1);
    expect(searchCount(1, 0, one - 1e-12, false)).toBe(0);
    expect(searchCount(1, 0, one + 1e-12, false)).toBe(1);
    expect(searchCount(1, 0, 1 - 2 * one + 1e-12, true)).toBe(1);
    expect(searchCount(1, 0, 1 - 2 * one - 1e-12, true)).toBe(2);
    expect(searchCount(1, 7, 1 - 2.5 * one + 1e-12, true)).toBe(2);
    expect(searchCount(1, 7, 1 - 2.5 * one - 1e-12, true)).toBe(3);
  });
});

/** Numbers at the ends, at powers of two, about the places where the way changes, and scattered ones. */
function nextBits(i: u32): u32 {
  if (i < 600) return i;
  if (i < 1200) return ~(i - 600);
  if (i < 1600) return ((<u32>1) << ((i / 8) & 31)) + (i & 7) - 4;
  if (i < 1700) return 0x1000000 + i - 1650;
  if (i < 1800) return ~(0x1000000 + i - 1750);
  if (i < 1900) return 0x80000000 + i - 1850;
  // Half of the scattered ones lie in the tails.
  const scattered = i * 2654435761;
  return i & 1 ? scattered : i & 2 ? scattered >>> 8 : ~(scattered >>> 8);
}

function expectQuantiles(mean: f64, numbers: u32): void {
  sumLaw(mean);
  let wrong = 0;
  for (let i: u32 = 0; i < numbers; i++) {
    const bits = nextBits(i);
    if (quantile(mean, bits, 3, 4, 5, 8, 9) !== expectedCount(bits)) wrong++;
  }
  expect(wrong).toBe(0);
}

describe("quantile", () => {
  test("is exact", () => {
    for (let m = 0; m < MEANS.length; m++) expectQuantiles(MEANS[m], 8000);
  });

  test("is exact for large means", () => {
    expectQuantiles(65536, 3000);
    expectQuantiles(1000000, 2300);
  });

  test("never falls as its number rises", () => {
    for (let m = 0; m < MEANS.length; m++) {
      let last: f64 = 0;
      let falls = 0;
      for (let i: u64 = 0; i < 0x100000000; i += 0x7ffff) {
        const count = quantile(MEANS[m], <u32>i, 3, 4, 5, 8, 9);
        if (count < last) falls++;
        last = count;
      }
      expect(falls).toBe(0);
    }
  });

  test("asks for 32 more bits only where they decide", () => {
    // The least number: what follows decides among several counts of a mean of 24, 0 the first of them.
    let least: f64 = 100;
    let most: f64 = 0;
    for (let pixel: u32 = 0; pixel < 300; pixel++) {
      const count = quantile(LEAST_HEAVY, 0, 3, pixel, 5, 8, 9);
      least = Math.min(least, count);
      most = Math.max(most, count);
    }
    expect(least < most).toBe(true);
    // In the middle of a count of probability 1/12 they do not.
    sumLaw(LEAST_HEAVY);
    const bits = <u32>((low[24 - first] - 0.04) * 4294967296);
    for (let pixel: u32 = 0; pixel < 300; pixel++) {
      expect(quantile(LEAST_HEAVY, bits, 3, pixel, 5, 8, 9)).toBe(24);
    }
  });
});
