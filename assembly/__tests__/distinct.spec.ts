import { COLOR_WORDS, countColors, labelPixels, markColors } from "../distinct";
import { at, intact, nextLength, room, same, scatter, set, zeros } from "./buffers";

const bitmap = room<u32>(COLOR_WORDS);
const ranks = room<u32>(COLOR_WORDS);

function pixels(colors: u32[]): usize {
  const rgb = room<u8>(3 * colors.length);
  for (let i = 0; i < colors.length; i++) {
    set<u8>(rgb, 3 * i, <u8>(colors[i] >>> 16));
    set<u8>(rgb, 3 * i + 1, <u8>(colors[i] >>> 8));
    set<u8>(rgb, 3 * i + 2, <u8>colors[i]);
  }
  return rgb;
}

function mark(rgb: usize, count: i32): i32 {
  memory.fill(bitmap, 0, (<usize>COLOR_WORDS) << 2);
  return markColors(bitmap, ranks, rgb, count);
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

/** All three kernels against the naive count. */
function expectNaive(colors: u32[]): void {
  const count = colors.length;
  const expected = naiveDistinct(colors);
  const n = expected.length;
  const rgb = pixels(colors);
  expect(mark(rgb, count)).toBe(n);

  const found = room<u32>(n);
  const weights = zeros<u32>(n);
  countColors(found, weights, bitmap, ranks, rgb, count);
  for (let i = 0; i < n; i++) {
    expect(at<u32>(found, i)).toBe(expected[i]);
    expect(at<u32>(weights, i)).toBe(naiveCount(colors, expected[i]));
  }

  const labels = room<u8>(n);
  for (let i = 0; i < n; i++) set<u8>(labels, i, <u8>(7 * i + 3));
  const out = room<u8>(count);
  labelPixels(out, labels, bitmap, ranks, rgb, count);
  let wrong = 0;
  for (let i = 0; i < count; i++) {
    if (at<u8>(out, i) !== <u8>(7 * expected.indexOf(colors[i]) + 3)) wrong++;
  }
  expect(wrong).toBe(0);

  expect(intact<u32>(found, n)).toBe(true);
  expect(intact<u32>(weights, n)).toBe(true);
  expect(intact<u8>(out, count)).toBe(true);
  expect(intact<u32>(bitmap, COLOR_WORDS)).toBe(true);
  expect(intact<u32>(ranks, COLOR_WORDS)).toBe(true);
}

describe("markColors, countColors and labelPixels", () => {
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
  test("keeps its bits: a second picture adds to the first", () => {
    expect(mark(pixels([5, 9]), 2)).toBe(2);
    expect(markColors(bitmap, ranks, pixels([9, 0xffffff, 0]), 3)).toBe(4);
    expect(at<u32>(ranks, 0)).toBe(0);
    expect(at<u32>(ranks, 1)).toBe(3);
    expect(at<u32>(ranks, COLOR_WORDS - 1)).toBe(3);
    expect(at<u32>(bitmap, 0)).toBe(0x221);
    expect(at<u32>(bitmap, COLOR_WORDS - 1)).toBe(0x80000000);
  });
});

describe("countColors", () => {
  test("numbers do not depend on the order of pixels", () => {
    const there = room<u32>(3);
    const back = room<u32>(3);
    const weights = zeros<u32>(3);
    const first = pixels([7, 0xabcdef, 0x10]);
    mark(first, 3);
    countColors(there, weights, bitmap, ranks, first, 3);
    countColors(back, weights, bitmap, ranks, pixels([0xabcdef, 0x10, 7]), 3);
    expect(same<u32>(there, back, 3)).toBe(true);
    for (let i = 0; i < 3; i++) expect(at<u32>(weights, i)).toBe(2);
  });
});
