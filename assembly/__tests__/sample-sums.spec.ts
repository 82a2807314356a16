import { addTotalSpectrum, sumWindows } from "../sample";
import { at, intact, nextLength, put, room, scatter, set } from "./buffers";

describe("sumWindows", () => {
  test("sums whole, single, empty and overlapping windows of both widths", () => {
    const windows = put<u32>([0, 4, 1, 2, 3, 3, 1, 4]);
    const expected: u32[] = [65545, 2, 0, 65544, 26, 6, 0, 21];
    const out = room<u32>(8);
    sumWindows(out, put<u16>([1, 2, 7, 65535, 5, 6, 7, 8]), 2, 2, 4, windows, 4);
    for (let i = 0; i < 8; i++) expect(at<u32>(out, i)).toBe(expected[i]);
    sumWindows(out, put<u32>([1, 2, 7, 65535, 5, 6, 7, 8]), 4, 2, 4, windows, 4);
    for (let i = 0; i < 8; i++) expect(at<u32>(out, i)).toBe(expected[i]);
    expect(intact<u32>(out, 8)).toBe(true);
  });

  test("holds 32 bits", () => {
    const out = room<u32>(1);
    sumWindows(out, put<u32>([4000000000, 294967295]), 4, 1, 2, put<u32>([0, 2]), 1);
    expect(at<u32>(out, 0)).toBe(4294967295);
  });
});

describe("sumWindows and addTotalSpectrum", () => {
  test("agree with sums one by one, at every number of pixels, channels and windows", () => {
    for (let n = 0; n <= 1000; n = nextLength(n)) {
      for (let turn = 0; turn < 3; turn++) {
        const pixels = turn === 0 ? n : 3;
        const channels = turn === 1 ? n : 5;
        const count = turn === 2 ? n : 4;
        const narrow = room<u16>(pixels * channels);
        const wide = room<u32>(pixels * channels);
        const total = room<f64>(channels);
        const expectedTotal = new Array<f64>(channels).fill(0.5);
        for (let c = 0; c < channels; c++) set<f64>(total, c, 0.5);
        for (let i = 0; i < pixels * channels; i++) {
          const value = scatter(i, 65536);
          set<u16>(narrow, i, <u16>value);
          set<u32>(wide, i, <u32>value);
          // Once of each width.
          expectedTotal[i % channels] += 2 * <f64>value;
        }
        const windows = room<u32>(2 * count);
        for (let w = 0; w < count; w++) {
          const from = scatter(w, channels + 1);
          set<u32>(windows, 2 * w, from);
          set<u32>(windows, 2 * w + 1, from + scatter(w + 99, channels - from + 1));
        }
        const a = room<u32>(pixels * count);
        const b = room<u32>(pixels * count);
        sumWindows(a, narrow, 2, pixels, channels, windows, count);
        sumWindows(b, wide, 4, pixels, channels, windows, count);
        let wrong = 0;
        for (let i = 0; i < pixels * count; i++) {
          const row = (i / count) * channels;
          let sum: u32 = 0;
          for (let c = at<u32>(windows, 2 * (i % count)); c < at<u32>(windows, 2 * (i % count) + 1); c++) {
            sum += at<u32>(wide, row + c);
          }
          if (at<u32>(a, i) !== sum || at<u32>(b, i) !== sum) wrong++;
        }
        addTotalSpectrum(total, narrow, 2, pixels, channels);
        addTotalSpectrum(total, wide, 4, pixels, channels);
        for (let c = 0; c < channels; c++) if (at<f64>(total, c) !== expectedTotal[c]) wrong++;
        expect(wrong).toBe(0);
        expect(intact<u32>(a, pixels * count)).toBe(true);
        expect(intact<u32>(b, pixels * count)).toBe(true);
        expect(intact<f64>(total, channels)).toBe(true);
      }
    }
  });
});

describe("addTotalSpectrum", () => {
  test("adds to what is there, beyond 32 bits", () => {
    const total = put<f64>([10, 4294967296]);
    addTotalSpectrum(total, put<u32>([1, 4294967295, 2, 4294967295]), 4, 2, 2);
    expect(at<f64>(total, 0)).toBe(13);
    expect(at<f64>(total, 1)).toBe(3 * 4294967296 - 2);
    expect(intact<f64>(total, 2)).toBe(true);
  });
});
