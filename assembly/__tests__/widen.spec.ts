import { widenCounts } from "../widen";
import { at, intact, nextLength, put, room, scatter, set } from "./buffers";

/** Wrong results for a block of T inside a larger array. */
function wrongOf<T>(kind: i32, rows: i32, columns: i32, channels: i32, slack: i32): i32 {
  const pixelStride = channels + slack;
  const rowStride = (columns + slack) * pixelStride;
  const counts = room<T>(rows * rowStride);
  for (let i = 0; i < rows * rowStride; i++) set<T>(counts, i, <T>(scatter(i, 128) - (kind >= 4 ? 64 : 0)));
  const out = room<f64>(rows * columns * channels);
  widenCounts(out, counts, kind, rows, columns, channels, rowStride, pixelStride);
  let wrong = intact<f64>(out, rows * columns * channels) ? 0 : 1;
  for (let i = 0; i < rows * columns * channels; i++) {
    const p = i / channels;
    const from = (p / columns) * rowStride + (p % columns) * pixelStride + (i % channels);
    if (at<f64>(out, i) !== <f64>at<T>(counts, from)) wrong++;
  }
  return wrong;
}

function wrong(rows: i32, columns: i32, channels: i32, slack: i32): i32 {
  return (
    wrongOf<u8>(0, rows, columns, channels, slack) +
    wrongOf<u16>(1, rows, columns, channels, slack) +
    wrongOf<u32>(2, rows, columns, channels, slack) +
    wrongOf<u64>(3, rows, columns, channels, slack) +
    wrongOf<i8>(4, rows, columns, channels, slack) +
    wrongOf<i16>(5, rows, columns, channels, slack) +
    wrongOf<i32>(6, rows, columns, channels, slack) +
    wrongOf<i64>(7, rows, columns, channels, slack) +
    wrongOf<f32>(8, rows, columns, channels, slack) +
    wrongOf<f64>(9, rows, columns, channels, slack)
  );
}

describe("widenCounts", () => {
  test("copies every number type, at every number of rows, columns and channels", () => {
    for (let n = 0; n <= 1000; n = nextLength(n)) {
      expect(wrong(n, 2, 3, 1)).toBe(0);
      expect(wrong(2, n, 3, 0)).toBe(0);
      expect(wrong(2, 3, n, 2)).toBe(0);
    }
  });

  test("keeps the largest numbers", () => {
    const out = room<f64>(1);
    widenCounts(out, put<u32>([4294967295]), 2, 1, 1, 1, 1, 1);
    expect(at<f64>(out, 0)).toBe(4294967295);
    widenCounts(out, put<i64>([-9007199254740991]), 7, 1, 1, 1, 1, 1);
    expect(at<f64>(out, 0)).toBe(-9007199254740991);
    widenCounts(out, put<f64>([Infinity]), 9, 1, 1, 1, 1, 1);
    expect(at<f64>(out, 0)).toBe(Infinity);
  });
});
