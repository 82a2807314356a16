// Convolution of the images of a cube in space, every channel alike.

/** Column or row `i` of a picture of `n` that is mirrored at its edges, the outermost one repeated. */
function mirrored(i: i32, n: i32): i32 {
  const period = 2 * n;
  const at = i % period;
  const place = at < 0 ? at + period : at;
  return place < n ? place : period - 1 - place;
}

/**
 * Convolves rows of a cube with a kernel; beyond its left and right edge the picture is mirrored.
 *
 * @param out f64[count, width, channels], 8-aligned; overwritten
 * @param values f64[rows, width, channels], 8-aligned
 * @param rows i32[count, kernelHeight]: which row of `values` each row of the kernel meets
 * @param kernel f64[kernelHeight, kernelWidth], 8-aligned
 * @param offsets u32[kernelHeight, kernelWidth]; scratch
 *
 * Eight channels at a time, two in a vector, then one by one: whole numbers give the same sums either way, below 2^53
 * exact. Source: definition, with the centre and the edges of SciPy's convolve2d, `mode="same"`, `boundary="symm"`.
 */
export function convolveRows(
  out: usize,
  values: usize,
  rows: usize,
  kernel: usize,
  offsets: usize,
  kernelHeight: i32,
  kernelWidth: i32,
  count: i32,
  width: i32,
  channels: i32,
): void {
  const taps = kernelHeight * kernelWidth;
  const pixel = (<usize>channels) << 3;
  const centre = (kernelWidth - 1) >> 1;
  for (let y = 0; y < count; y++) {
    for (let x = 0; x < width; x++) {
      for (let i = 0; i < kernelHeight; i++) {
        const row = load<i32>(rows + ((<usize>(y * kernelHeight + i)) << 2));
        for (let j = 0; j < kernelWidth; j++) {
          const column = mirrored(x + centre - j, width);
          const at = (<usize>row * <usize>width + <usize>column) * pixel;
          store<u32>(offsets + ((<usize>(i * kernelWidth + j)) << 2), <u32>(values + at));
        }
      }
      convolvePixel(out, offsets, kernel, taps, channels);
      out += pixel;
    }
  }
}

/** Sums the channels of the pixels at `sources` by their weights. */
function convolvePixel(out: usize, sources: usize, weights: usize, taps: i32, channels: i32): void {
  let c: usize = 0;
  const end = (<usize>channels) << 3;
  for (; c + 64 <= end; c += 64) {
    let a = f64x2.splat(0);
    let b = a;
    let d = a;
    let e = a;
    for (let t: usize = 0; t < <usize>taps; t++) {
      const from = <usize>load<u32>(sources + (t << 2)) + c;
      const weight = f64x2.splat(load<f64>(weights + (t << 3)));
      a = f64x2.add(a, f64x2.mul(weight, v128.load(from)));
      b = f64x2.add(b, f64x2.mul(weight, v128.load(from, 16)));
      d = f64x2.add(d, f64x2.mul(weight, v128.load(from, 32)));
      e = f64x2.add(e, f64x2.mul(weight, v128.load(from, 48)));
    }
    v128.store(out + c, a);
    v128.store(out + c, b, 16);
    v128.store(out + c, d, 32);
    v128.store(out + c, e, 48);
  }
  for (; c < end; c += 8) {
    let sum: f64 = 0;
    for (let t: usize = 0; t < <usize>taps; t++) {
      const from = <usize>load<u32>(sources + (t << 2)) + c;
      sum += load<f64>(weights + (t << 3)) * load<f64>(from);
    }
    store<f64>(out + c, sum);
  }
}
