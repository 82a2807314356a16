import { addSpectra, sumWindows } from "../sums";
import { at, intact, nextLength, put, room, scatter, set } from "./buffers";

/** Bytes of the number types: u16 and f64. */
const SIZES: i32[] = [2, 8];

/** Wrong results of both kernels for a block inside a larger array, of both number types. */
function wrongResults(rows: i32, columns: i32, channels: i32, windowCount: i32, slack: i32): i32 {
  const pixelStride = channels + slack;
  const rowStride = (columns + slack) * pixelStride;
  const windows = room<u32>(2 * windowCount);
  for (let w = 0; w < windowCount; w++) {
    const from = scatter(w, channels + 1);
    set<u32>(windows, 2 * w, from);
    set<u32>(windows, 2 * w + 1, from + scatter(w + 99, channels - from + 1));
  }
  const pixels = rows * columns;
  let wrong = 0;
  for (let k = 0; k < SIZES.length; k++) {
    const bytes = SIZES[k];
    const limit = 65536;
    const counts = room<f64>(rows * rowStride);
    for (let i = 0; i < rows * rowStride; i++) {
      if (bytes === 2) set<u16>(counts, i, <u16>scatter(i, limit));
      else set<f64>(counts, i, <f64>scatter(i, limit));
    }
    const total = room<f64>(channels);
    const maximum = room<f64>(channels);
    const sums = room<f64>(pixels * windowCount);
    for (let c = 0; c < channels; c++) {
      set<f64>(total, c, 0.5);
      set<f64>(maximum, c, 40);
    }
    if (!addSpectra(total, maximum, counts, bytes, rows, columns, channels, rowStride, pixelStride)) wrong++;
    sumWindows(sums, counts, bytes, rows, columns, rowStride, pixelStride, windows, windowCount);
    for (let c = 0; c < channels; c++) {
      let sum = 0.5;
      let most: f64 = 40;
      for (let p = 0; p < pixels; p++) {
        const value = <f64>scatter((p / columns) * rowStride + (p % columns) * pixelStride + c, limit);
        sum += value;
        most = Math.max(most, value);
      }
      if (at<f64>(total, c) !== sum || at<f64>(maximum, c) !== most) wrong++;
    }
    for (let i = 0; i < pixels * windowCount; i++) {
      const p = i / windowCount;
      let sum: f64 = 0;
      for (
        let c = at<u32>(windows, 2 * (i % windowCount));
        c < at<u32>(windows, 2 * (i % windowCount) + 1);
        c++
      ) {
        sum += <f64>scatter((p / columns) * rowStride + (p % columns) * pixelStride + c, limit);
      }
      if (at<f64>(sums, i) !== sum) wrong++;
    }
    if (!intact<f64>(total, channels) || !intact<f64>(maximum, channels)) wrong++;
    if (!intact<f64>(sums, pixels * windowCount)) wrong++;
  }
  return wrong;
}

describe("addSpectra and sumWindows", () => {
  test("agree with sums one by one, at every number of columns, rows, channels and windows", () => {
    for (let n = 0; n <= 1000; n = nextLength(n)) {
      expect(wrongResults(2, n, 5, 4, 0)).toBe(0);
      expect(wrongResults(n, 2, 9, 1, 1)).toBe(0);
      expect(wrongResults(2, 3, n, 4, 3)).toBe(0);
      expect(wrongResults(1, 3, 20, n, 0)).toBe(0);
    }
  });

  test("hold large counts", () => {
    const total = put<f64>([10, 4294967296]);
    const maximum = put<f64>([0, 0]);
    const counts = put<f64>([1, 4294967295, 2, 4294967295]);
    expect(addSpectra(total, maximum, counts, 8, 1, 2, 2, 4, 2)).toBe(true);
    expect(at<f64>(total, 0)).toBe(13);
    expect(at<f64>(total, 1)).toBe(3 * 4294967296 - 2);
    expect(at<f64>(maximum, 1)).toBe(4294967295);
    const out = room<f64>(2);
    sumWindows(out, counts, 8, 1, 2, 4, 2, put<u32>([0, 2]), 1);
    expect(at<f64>(out, 0)).toBe(4294967296);
    expect(at<f64>(out, 1)).toBe(4294967297);
  });

  test("the largest two-byte counts fill no lane", () => {
    const channels = 65536;
    const counts = room<u16>(channels);
    for (let c = 0; c < channels; c++) set<u16>(counts, c, 65535);
    const out = room<f64>(1);
    sumWindows(out, counts, 2, 1, 1, channels, channels, put<u32>([0, <u32>channels]), 1);
    expect(at<f64>(out, 0)).toBe(65536.0 * 65535.0);
  });
});

function accepted(values: f64[]): bool {
  const n = values.length;
  return addSpectra(room<f64>(n), room<f64>(n), put<f64>(values), 8, 1, 1, n, n, n);
}

describe("addSpectra", () => {
  test("says where counts are negative or not finite", () => {
    expect(accepted([0, -1])).toBe(false);
    expect(accepted([NaN, 0])).toBe(false);
    expect(accepted([Infinity])).toBe(false);
    expect(accepted([-1e-300])).toBe(false);
    expect(accepted([0, 0.5, 1e300])).toBe(true);
  });
});
