import {
  COLOR_WORDS,
  countColors,
  labelPixels,
  listColors,
  markColors,
  rankColors,
  sumRests,
} from "../distinct";
import { at, intact, nextLength, room, scatter, set, zeros } from "./buffers";

const ALL: u32 = 0xffffff;
const table = room<u32>(2 * COLOR_WORDS);

function pixels(colors: u32[]): usize {
  const rgb = room<u8>(3 * colors.length);
  for (let i = 0; i < colors.length; i++) {
    set<u8>(rgb, 3 * i, <u8>(colors[i] >>> 16));
    set<u8>(rgb, 3 * i + 1, <u8>(colors[i] >>> 8));
    set<u8>(rgb, 3 * i + 2, <u8>colors[i]);
  }
  return rgb;
}

function mark(rgb: usize, count: i32, mask: u32 = ALL): i32 {
  memory.fill(table, 0, (<usize>COLOR_WORDS) << 3);
  markColors(table, rgb, count, mask);
  return rankColors(table);
}

function list(n: i32): usize {
  const colors = room<u32>(n);
  expect(listColors(colors, table, 0, COLOR_WORDS)).toBe(n);
  expect(intact<u32>(colors, n)).toBe(true);
  return colors;
}

/** Ascending, each once. */
function naiveDistinct(colors: u32[]): u32[] {
  const out = new Array<u32>(0);
  for (let i = 0; i < colors.length; i++) if (!out.includes(colors[i])) out.push(colors[i]);
  return out.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

function naiveCount(colors: u32[], color: u32): u32 {
  let n: u32 = 0;
  for (let i = 0; i < colors.length; i++) if (colors[i] === color) n++;
  return n;
}

/** All kernels against the naive count. */
function expectNaive(colors: u32[]): void {
  const count = colors.length;
  const expected = naiveDistinct(colors);
  const n = expected.length;
  const rgb = pixels(colors);
  expect(mark(rgb, count)).toBe(n);

  const found = list(n);
  const weights = zeros<u32>(n);
  countColors(weights, table, rgb, count, ALL);
  for (let i = 0; i < n; i++) {
    expect(at<u32>(found, i)).toBe(expected[i]);
    expect(at<u32>(weights, i)).toBe(naiveCount(colors, expected[i]));
  }

  const labels = room<u8>(n);
  for (let i = 0; i < n; i++) set<u8>(labels, i, <u8>(7 * i + 3));
  const out = room<u8>(count);
  labelPixels(out, labels, table, rgb, count);
  let wrong = 0;
  for (let i = 0; i < count; i++) {
    if (at<u8>(out, i) !== <u8>(7 * expected.indexOf(colors[i]) + 3)) wrong++;
  }
  expect(wrong).toBe(0);

  expect(intact<u32>(weights, n)).toBe(true);
  expect(intact<u8>(out, count)).toBe(true);
  expect(intact<u32>(table, 2 * COLOR_WORDS)).toBe(true);
}

describe("the kernels of distinct colours", () => {
  test("know the first and the last colour", () => {
    expectNaive([0]);
    expectNaive([0xffffff]);
    expectNaive([0xffffff, 0, 0xffffff]);
  });

  test("keep neighbours in one word and across words apart", () => {
    expectNaive([31, 32, 30, 0, 63, 64, 31, 1]);
    expectNaive([0xffffe0, 0xffffdf, 0xffffff, 0xfffffe, 0xffffff]);
    expectNaive([0x010000, 0x000100, 0x000001, 0x010203, 0x030201]);
  });

  test("agree with the naive count at every number of pixels", () => {
    for (let n = 0; n <= 1000; n = nextLength(n)) {
      const colors = new Array<u32>(n);
      for (let i = 0; i < n; i++) {
        const s = scatter(i, 97);
        colors[i] = s === 0 ? 0 : s === 1 ? 0xffffff : <u32>scatter(s, 0x1000000);
      }
      expectNaive(colors);
    }
  });

  test("a full word: all 32 of its colours", () => {
    expectNaive(new Array<u32>(32).map<u32>((_, i) => 0x7fffe0 + (31 - i)));
  });
});

describe("markColors", () => {
  test("keeps its bits: a second part adds to the first", () => {
    expect(mark(pixels([5, 9]), 2)).toBe(2);
    markColors(table, pixels([9, 0xffffff, 0]), 3, ALL);
    expect(rankColors(table)).toBe(4);
    expect(at<u32>(table, 0)).toBe(0x221);
    expect(at<u32>(table, 1)).toBe(0);
    expect(at<u32>(table, 3)).toBe(3);
    expect(at<u32>(table, 2 * COLOR_WORDS - 2)).toBe(0x80000000);
    expect(at<u32>(table, 2 * COLOR_WORDS - 1)).toBe(3);
  });
});

describe("listColors", () => {
  test("lists a part of the table", () => {
    expect(mark(pixels([31, 32, 63, 64, 0xffffff]), 5)).toBe(5);
    const colors = room<u32>(2);
    expect(listColors(colors, table, 1, 2)).toBe(2);
    expect(at<u32>(colors, 0)).toBe(32);
    expect(at<u32>(colors, 1)).toBe(63);
    expect(intact<u32>(colors, 2)).toBe(true);
    expect(listColors(colors, table, 3, COLOR_WORDS - 1)).toBe(0);
  });
});

describe("countColors", () => {
  test("numbers do not depend on the order of pixels", () => {
    const weights = zeros<u32>(3);
    const first = pixels([7, 0xabcdef, 0x10]);
    mark(first, 3);
    countColors(weights, table, first, 3, ALL);
    countColors(weights, table, pixels([0xabcdef, 0x10, 7]), 3, ALL);
    for (let i = 0; i < 3; i++) expect(at<u32>(weights, i)).toBe(2);
  });
});

describe("a mask", () => {
  test("makes neighbours one, and what it takes off adds up", () => {
    const mask: u32 = 0xfcfcfc;
    const rgb = pixels([0x010203, 0x030000, 0x000000, 0x040000, 0x0700ff]);
    expect(mark(rgb, 5, mask)).toBe(3);
    const colors = list(3);
    expect(at<u32>(colors, 0)).toBe(0);
    expect(at<u32>(colors, 1)).toBe(0x040000);
    expect(at<u32>(colors, 2)).toBe(0x0400fc);
    const weights = zeros<u32>(3);
    countColors(weights, table, rgb, 5, mask);
    expect(at<u32>(weights, 0)).toBe(3);
    const rests = zeros<u32>(9);
    sumRests(rests, table, rgb, 5, mask);
    const expected: u32[] = [4, 2, 3, 0, 0, 0, 3, 0, 3];
    for (let i = 0; i < 9; i++) expect(at<u32>(rests, i)).toBe(expected[i]);
    expect(intact<u32>(rests, 9)).toBe(true);
  });

  test("sums agree with the naive ones at every number of pixels", () => {
    for (let n = 0; n <= 1000; n = nextLength(n)) {
      const colors = new Array<u32>(n).map<u32>((_, i) => <u32>scatter(i, 0x1000000) & 0x0f0f07);
      const rgb = pixels(colors);
      const count = mark(rgb, n, 0xfefefe);
      const found = list(count);
      const rests = zeros<u32>(3 * count);
      sumRests(rests, table, rgb, n, 0xfefefe);
      for (let k = 0; k < count; k++) {
        const sums: u32[] = [0, 0, 0];
        for (let i = 0; i < n; i++) {
          if ((colors[i] & 0xfefefe) !== at<u32>(found, k)) continue;
          for (let axis = 0; axis < 3; axis++) sums[axis] += (colors[i] >>> (16 - 8 * axis)) & 1;
        }
        for (let axis = 0; axis < 3; axis++) expect(at<u32>(rests, 3 * k + axis)).toBe(sums[axis]);
      }
      expect(intact<u32>(rests, 3 * count)).toBe(true);
    }
  });
});
