// Sums over blocks of counts: over the pixels for every channel, over windows of channels for every pixel.
//
// A block is T [rows, columns, channels] somewhere inside a larger array: pixels of a row lie `pixelStride` elements
// apart, rows `rowStride`. T is u16, the usual one, which is summed without being converted, or f64.

/** Pixels whose channels are walked together: at 1024 channels of two bytes they stay in the second cache. */
const BATCH = 64;

/** Adds to totals and raises maxima, eight channels of u16 at a time; returns the first channel not done. */
function addBatchU16(
  total: usize,
  maximum: usize,
  counts: usize,
  pixels: i32,
  channels: i32,
  pixelBytes: usize,
): i32 {
  let c = 0;
  for (; c + 8 <= channels; c += 8) {
    let low = i32x4.splat(0);
    let high = i32x4.splat(0);
    let most = i16x8.splat(0);
    let at = counts + ((<usize>c) << 1);
    for (let p = 0; p < pixels; p++) {
      const values = v128.load(at);
      low = i32x4.add(low, i32x4.extend_low_i16x8_u(values));
      high = i32x4.add(high, i32x4.extend_high_i16x8_u(values));
      most = i16x8.max_u(most, values);
      at += pixelBytes;
    }
    addLanes(total + ((<usize>c) << 3), low);
    addLanes(total + ((<usize>c) << 3) + 32, high);
    raiseLanes(maximum + ((<usize>c) << 3), i32x4.extend_low_i16x8_u(most));
    raiseLanes(maximum + ((<usize>c) << 3) + 32, i32x4.extend_high_i16x8_u(most));
  }
  return c;
}

function addLanes(out: usize, lanes: v128): void {
  const upper = i8x16.shuffle(lanes, lanes, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15);
  v128.store(out, f64x2.add(v128.load(out), f64x2.convert_low_i32x4_u(lanes)));
  v128.store(out, f64x2.add(v128.load(out, 16), f64x2.convert_low_i32x4_u(upper)), 16);
}

function raiseLanes(out: usize, lanes: v128): void {
  const upper = i8x16.shuffle(lanes, lanes, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15);
  v128.store(out, f64x2.max(v128.load(out), f64x2.convert_low_i32x4_u(lanes)));
  v128.store(out, f64x2.max(v128.load(out, 16), f64x2.convert_low_i32x4_u(upper)), 16);
}

function addSpectraOf<T>(
  total: usize,
  maximum: usize,
  counts: usize,
  rows: i32,
  columns: i32,
  channels: i32,
  rowStride: i32,
  pixelStride: i32,
): bool {
  let good = true;
  const pixelBytes = <usize>pixelStride * sizeof<T>();
  for (let row = 0; row < rows; row++) {
    const start = counts + <usize>row * <usize>rowStride * sizeof<T>();
    for (let first = 0; first < columns; first += BATCH) {
      const pixels = min(BATCH, columns - first);
      let at = start + <usize>first * pixelBytes;
      let from = 0;
      if (sizeof<T>() === 2) {
        from = addBatchU16(total, maximum, at, pixels, channels, pixelBytes);
      }
      for (let p = 0; p < pixels; p++) {
        for (let c = from; c < channels; c++) {
          const value = <f64>load<T>(at + <usize>c * sizeof<T>());
          const slot = (<usize>c) << 3;
          if (isFloat<T>()) good = good && value >= 0 && value < Infinity;
          store<f64>(total + slot, load<f64>(total + slot) + value);
          store<f64>(maximum + slot, Math.max(load<f64>(maximum + slot), value));
        }
        at += pixelBytes;
      }
    }
  }
  return good;
}

/**
 * Adds the counts of every pixel to a total spectrum and raises a maximum spectrum to them.
 *
 * @param total f64 [channels]; added to
 * @param maximum f64 [channels]; raised
 * @param counts T [rows, columns, channels] with strides
 * @param bytes of T, 2 or 8
 * @returns whether all counts are at least 0 and finite; where not, total and maximum are of no use
 *
 * Two-byte counts go eight channels at a time with a scalar tail.
 */
export function addSpectra(
  total: usize,
  maximum: usize,
  counts: usize,
  bytes: i32,
  rows: i32,
  columns: i32,
  channels: i32,
  rowStride: i32,
  pixelStride: i32,
): bool {
  return bytes === 2
    ? addSpectraOf<u16>(total, maximum, counts, rows, columns, channels, rowStride, pixelStride)
    : addSpectraOf<f64>(total, maximum, counts, rows, columns, channels, rowStride, pixelStride);
}

function sumOf<T>(counts: usize, n: i32): f64 {
  let sum: f64 = 0;
  let i = 0;
  if (sizeof<T>() === 2) {
    let lanes = i32x4.splat(0);
    // 65536 counts fit a lane: n is a number of channels.
    for (; i + 8 <= n; i += 8) {
      lanes = i32x4.add(lanes, i32x4.extadd_pairwise_i16x8_u(v128.load(counts + ((<usize>i) << 1))));
    }
    for (let lane = 0; lane < 4; lane++) {
      sum += <f64>(<u32>i32x4.extract_lane(lanes, 0));
      lanes = i8x16.shuffle(lanes, lanes, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3);
    }
  }
  for (; i < n; i++) sum += <f64>load<T>(counts + <usize>i * sizeof<T>());
  return sum;
}

function sumWindowsOf<T>(
  out: usize,
  counts: usize,
  rows: i32,
  columns: i32,
  rowStride: i32,
  pixelStride: i32,
  windows: usize,
  windowCount: i32,
): void {
  for (let row = 0; row < rows; row++) {
    let at = counts + <usize>row * <usize>rowStride * sizeof<T>();
    for (let p = 0; p < columns; p++) {
      for (let w = 0; w < windowCount; w++) {
        const from = load<u32>(windows + ((<usize>w) << 3));
        const to = load<u32>(windows + ((<usize>w) << 3), 4);
        store<f64>(out, sumOf<T>(at + <usize>from * sizeof<T>(), <i32>(to - from)));
        out += 8;
      }
      at += <usize>pixelStride * sizeof<T>();
    }
  }
}

/**
 * Sums counts over windows of channels, for every pixel of a block.
 *
 * @param out f64 [rows, columns, windows]; overwritten
 * @param counts T [rows, columns, channels] with strides, at most 65536 channels
 * @param bytes of T, 2 or 8
 * @param windows u32 [windowCount, 2]: first channel, and one past the last; within 0..channels
 *
 * Two-byte counts go eight at a time with a scalar tail.
 */
export function sumWindows(
  out: usize,
  counts: usize,
  bytes: i32,
  rows: i32,
  columns: i32,
  rowStride: i32,
  pixelStride: i32,
  windows: usize,
  windowCount: i32,
): void {
  if (bytes === 2)
    sumWindowsOf<u16>(out, counts, rows, columns, rowStride, pixelStride, windows, windowCount);
  else sumWindowsOf<f64>(out, counts, rows, columns, rowStride, pixelStride, windows, windowCount);
}
