// Counts of any number type as doubles.

function widenOf<T>(
  out: usize,
  counts: usize,
  rows: i32,
  columns: i32,
  channels: i32,
  rowStride: i32,
  pixelStride: i32,
): void {
  for (let row = 0; row < rows; row++) {
    let at = counts + <usize>row * <usize>rowStride * sizeof<T>();
    for (let p = 0; p < columns; p++) {
      for (let c = 0; c < channels; c++) {
        store<f64>(out, <f64>load<T>(at + <usize>c * sizeof<T>()));
        out += 8;
      }
      at += <usize>pixelStride * sizeof<T>();
    }
  }
}

/**
 * Copies a block of counts as doubles, without gaps.
 *
 * @param out f64 [rows, columns, channels]; overwritten
 * @param counts T [rows, columns, channels] with strides
 * @param kind what T is: 0 to 3 are u8 u16 u32 u64, 4 to 7 are i8 i16 i32 i64, 8 is f32 and 9 is f64
 * @param rowStride elements of T from one row to the next
 * @param pixelStride elements of T from one pixel to the next
 *
 * Scalar; 64-bit integers above 2^53 are rounded.
 */
export function widenCounts(
  out: usize,
  counts: usize,
  kind: i32,
  rows: i32,
  columns: i32,
  channels: i32,
  rowStride: i32,
  pixelStride: i32,
): void {
  if (kind === 0) widenOf<u8>(out, counts, rows, columns, channels, rowStride, pixelStride);
  else if (kind === 1) widenOf<u16>(out, counts, rows, columns, channels, rowStride, pixelStride);
  else if (kind === 2) widenOf<u32>(out, counts, rows, columns, channels, rowStride, pixelStride);
  else if (kind === 3) widenOf<u64>(out, counts, rows, columns, channels, rowStride, pixelStride);
  else if (kind === 4) widenOf<i8>(out, counts, rows, columns, channels, rowStride, pixelStride);
  else if (kind === 5) widenOf<i16>(out, counts, rows, columns, channels, rowStride, pixelStride);
  else if (kind === 6) widenOf<i32>(out, counts, rows, columns, channels, rowStride, pixelStride);
  else if (kind === 7) widenOf<i64>(out, counts, rows, columns, channels, rowStride, pixelStride);
  else if (kind === 8) widenOf<f32>(out, counts, rows, columns, channels, rowStride, pixelStride);
  else widenOf<f64>(out, counts, rows, columns, channels, rowStride, pixelStride);
}
