import { philox, philoxFour, sampleIndices, uniform } from "../random";
import { at, intact, nextLength, put, room, same, set } from "./buffers";

const out = room<u32>(4);

function expectWords(a: u32, b: u32, c: u32, d: u32): void {
  expect(at<u32>(out, 0)).toBe(a);
  expect(at<u32>(out, 1)).toBe(b);
  expect(at<u32>(out, 2)).toBe(c);
  expect(at<u32>(out, 3)).toBe(d);
  expect(intact<u32>(out, 4)).toBe(true);
}

/** The first index whose running sum passes a uniform number's share of the total, by walking. */
function walk(cumulative: usize, n: i32, draw: i32): u32 {
  const target = <u32>(uniform(draw, 1, 2, 3, 4) * <f64>at<u32>(cumulative, n - 1));
  let i = 0;
  while (at<u32>(cumulative, i) <= target) i++;
  return i;
}

// Known answers: Random123 1.14, tests/kat_vectors, philox4x32 with 10 rounds.
describe("philox", () => {
  test("gives the known answer for zeros", () => {
    philox(out, 0, 0, 0, 0, 0, 0);
    expectWords(0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8);
  });

  test("gives the known answer for ones", () => {
    philox(out, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff);
    expectWords(0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd);
  });

  test("gives the known answer for the digits of pi", () => {
    philox(out, 0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0);
    expectWords(0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1);
  });
});

describe("philoxFour", () => {
  test("is four blocks word by word, also where the counter wraps", () => {
    const firsts: u32[] = [0, 1, 12345, 0x7ffffffe, 0xfffffffc, 0xfffffffe];
    const blocks = room<u32>(16);
    for (let f = 0; f < firsts.length; f++) {
      philoxFour(blocks, firsts[f], 0x85a308d3, 8, 0x93707344, 0xa4093822, 0x299f31d0);
      for (let b = 0; b < 4; b++) {
        philox(out, firsts[f] + b, 0x85a308d3, 8, 0x93707344, 0xa4093822, 0x299f31d0);
        for (let word = 0; word < 4; word++) expect(at<u32>(blocks, 4 * word + b)).toBe(at<u32>(out, word));
      }
      expect(intact<u32>(blocks, 16)).toBe(true);
    }
  });
});

describe("uniform", () => {
  test("takes 53 bits of a block's first two words", () => {
    const high = <f64>(0x6627e8d5 >>> 5);
    const low = <f64>(<u32>0xe169c58d >>> 6);
    expect(uniform(0, 0, 0, 0, 0)).toBe(high / 134217728 + low / 9007199254740992);
  });

  test("lies in [0, 1) with mean 1/2, and depends on every argument", () => {
    let sum: f64 = 0;
    for (let i = 0; i < 10000; i++) {
      const u = uniform(i, 1, 2, 3, 4);
      expect(u >= 0 && u < 1).toBe(true);
      sum += u;
    }
    // Four standard deviations of the mean: 4 / sqrt(12 * 10000).
    expect(Math.abs(sum / 10000 - 0.5)).toBeLessThan(0.0116);
    const once = uniform(0, 1, 2, 3, 4);
    expect(uniform(1, 1, 2, 3, 4)).not.toBe(once);
    expect(uniform(0, 2, 2, 3, 4)).not.toBe(once);
    expect(uniform(0, 1, 3, 3, 4)).not.toBe(once);
    expect(uniform(0, 1, 2, 4, 4)).not.toBe(once);
    expect(uniform(0, 1, 2, 3, 5)).not.toBe(once);
  });
});

describe("sampleIndices", () => {
  test("finds what walking the running sums finds, at every length and number of weights", () => {
    for (let n = 1; n <= 1000; n = nextLength(n)) {
      const cumulative = room<u32>(n);
      let sum: u32 = 0;
      for (let i = 0; i < n; i++) {
        sum += i % 3;
        set<u32>(cumulative, i, sum + 1);
      }
      for (let count = 0; count <= 1000; count = nextLength(count)) {
        const found = room<u32>(count);
        sampleIndices(found, count, cumulative, n, 1, 2, 3, 4);
        let wrong = 0;
        for (let i = 0; i < count; i++) if (at<u32>(found, i) !== walk(cumulative, n, i)) wrong++;
        expect(wrong).toBe(0);
        expect(intact<u32>(found, count)).toBe(true);
      }
    }
  });

  test("draws by weight, and never what has none", () => {
    // Weights 0, 1, 0, 0, 2, 5, 0.
    const cumulative = put<u32>([0, 1, 1, 1, 3, 8, 8]);
    const weights: f64[] = [0, 1, 0, 0, 2, 5, 0];
    const n = 80000;
    const found = room<u32>(n);
    const seen = new Array<i32>(7).fill(0);
    sampleIndices(found, n, cumulative, 7, 0, 4, 20, 0);
    for (let i = 0; i < n; i++) seen[at<u32>(found, i)]++;
    let chiSquare: f64 = 0;
    for (let i = 0; i < 7; i++) {
      const expected = (weights[i] * <f64>n) / 8;
      if (expected === 0) expect(seen[i]).toBe(0);
      else chiSquare += ((<f64>seen[i] - expected) * (<f64>seen[i] - expected)) / expected;
    }
    // Two degrees of freedom, significance 0.001.
    expect(chiSquare).toBeLessThan(13.816);
  });

  test("uses all 32 bits of the running sums", () => {
    const found = room<u32>(1000);
    sampleIndices(found, 1000, put<u32>([0x7fffffff, 0xffffffff]), 2, 0, 4, 1, 0);
    let seen: u32 = 0;
    for (let i = 0; i < 1000; i++) seen += at<u32>(found, i);
    expect(Math.abs(<f64>seen - 500)).toBeLessThan(60);
  });

  test("one seed gives one sample", () => {
    const cumulative = put<u32>([3, 4, 9]);
    const once = room<u32>(50);
    const again = room<u32>(50);
    sampleIndices(once, 50, cumulative, 3, 0, 4, 1, 2);
    sampleIndices(again, 50, cumulative, 3, 0, 4, 1, 2);
    expect(same<u32>(once, again, 50)).toBe(true);
    sampleIndices(again, 50, cumulative, 3, 0, 4, 1, 3);
    expect(same<u32>(once, again, 50)).toBe(false);
  });
});
