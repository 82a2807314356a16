import { assignCodes, codeLengths, HUFFMAN_WORK } from "../huffman";
import { at, intact, put, room, scatter, zeros } from "./buffers";

const work = room<u8>(<i32>HUFFMAN_WORK);

function lengthsOf(counts: u32[], limit: i32): usize {
  const n = counts.length;
  const lengths = room<u8>(n);
  codeLengths(lengths, put<u32>(counts), n, limit, work);
  expect(intact<u8>(lengths, n)).toBe(true);
  expect(intact<u8>(work, <i32>HUFFMAN_WORK)).toBe(true);
  return lengths;
}

/** Sum of 2^(limit - length), which is 2^limit for a complete code. */
function kraft(lengths: usize, n: i32, limit: i32): i32 {
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const length = <i32>at<u8>(lengths, i);
    expect(length <= limit).toBe(true);
    if (length > 0) sum += 1 << (limit - length);
  }
  return sum;
}

function bits(lengths: usize, counts: u32[]): u32 {
  let sum: u32 = 0;
  for (let i = 0; i < counts.length; i++) sum += counts[i] * at<u8>(lengths, i);
  return sum;
}

/** Bits of the best code without a limit: the sum of all inner nodes, found by looking for the two least. */
function leastBits(counts: u32[]): u32 {
  const weights = counts.filter((count) => count > 0);
  let sum: u32 = 0;
  while (weights.length > 1) {
    weights.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
    const node = weights.shift() + weights.shift();
    sum += node;
    weights.push(node);
  }
  return sum;
}

describe("codeLengths", () => {
  test("is the best code, and complete, for every number of symbols", () => {
    for (let n = 2; n <= 288; n += n < 40 ? 1 : 31) {
      const counts = new Array<u32>(n);
      for (let i = 0; i < n; i++) counts[i] = 1 + scatter(i * 7 + n, 40);
      const lengths = lengthsOf(counts, 15);
      expect(kraft(lengths, n, 15)).toBe(1 << 15);
      expect(bits(lengths, counts)).toBe(leastBits(counts));
    }
  });

  test("keeps every limit where Fibonacci's numbers want longer codes", () => {
    const counts = new Array<u32>(28);
    for (let i = 0; i < 28; i++) counts[i] = i < 2 ? 1 : counts[i - 1] + counts[i - 2];
    for (let limit = 5; limit <= 15; limit++) {
      const lengths = lengthsOf(counts, limit);
      expect(kraft(lengths, 28, limit)).toBe(1 << limit);
      for (let i = 1; i < 28; i++) expect(at<u8>(lengths, i) <= at<u8>(lengths, i - 1)).toBe(true);
    }
    // The least for these limits, by package-merge: what the way of shortening costs shows where it is worst.
    expect(bits(lengthsOf(counts, 5), counts)).toBe(3_328_155);
    expect(bits(lengthsOf(counts, 15), counts) * 500).toBeLessThan(2_178_289 * 501);
  });

  test("fills a limit that just suffices", () => {
    const counts = new Array<u32>(256);
    for (let i = 0; i < 256; i++) counts[i] = 1 << (i >> 4);
    const lengths = lengthsOf(counts, 8);
    for (let i = 0; i < 256; i++) expect(at<u8>(lengths, i)).toBe(8);
  });

  test("symbols that do not occur have none; one alone has one bit", () => {
    const none = lengthsOf([0, 0, 0], 15);
    for (let i = 0; i < 3; i++) expect(at<u8>(none, i)).toBe(0);
    const alone = lengthsOf([0, 5, 0], 15);
    expect(at<u8>(alone, 0)).toBe(0);
    expect(at<u8>(alone, 1)).toBe(1);
    const two = lengthsOf([9, 0, 1], 15);
    expect(at<u8>(two, 0)).toBe(1);
    expect(at<u8>(two, 1)).toBe(0);
    expect(at<u8>(two, 2)).toBe(1);
  });
});

describe("assignCodes", () => {
  test("gives the codes of the standard's example, first bit lowest", () => {
    // RFC 1951, section 3.2.2: A..H with lengths 3, 3, 3, 3, 3, 2, 4, 4.
    const codes = zeros<u32>(8);
    assignCodes(codes, put<u8>([3, 3, 3, 3, 3, 2, 4, 4]), 8, work);
    const expected: u32[] = [0b010, 0b110, 0b001, 0b101, 0b011, 0b00, 0b0111, 0b1111];
    const lengths: u32[] = [3, 3, 3, 3, 3, 2, 4, 4];
    for (let i = 0; i < 8; i++) expect(at<u32>(codes, i)).toBe(expected[i] | (lengths[i] << 16));
    expect(intact<u32>(codes, 8)).toBe(true);
  });

  test("gives nothing to a symbol without length", () => {
    const codes = room<u32>(3);
    assignCodes(codes, put<u8>([0, 1, 1]), 3, work);
    expect(at<u32>(codes, 0)).toBe(0);
    expect(at<u32>(codes, 1)).toBe(1 << 16);
    expect(at<u32>(codes, 2)).toBe((1 << 16) | 1);
  });
});
