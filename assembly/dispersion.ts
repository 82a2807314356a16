// How much counts scatter from pixel to pixel.

/**
 * Adds the squares of counts, and the squared differences between neighbours in a row, to those of every channel.
 *
 * @param squares f64 [channels]; added to
 * @param differences f64 [channels]; added to
 * @param values f64 [rows, columns, channels], 16-byte aligned
 *
 * Two channels at a time with a scalar tail: the sums are the same either way. Source: definition.
 */
export function addDispersion(
  squares: usize,
  differences: usize,
  values: usize,
  rows: i32,
  columns: i32,
  channels: i32,
): void {
  const pixelBytes = (<usize>channels) << 3;
  for (let row = 0; row < rows; row++) {
    for (let p = 0; p < columns; p++) {
      // The first pixel of a row has no neighbour before it: its difference to itself is 0.
      const before = p === 0 ? values : values - pixelBytes;
      let at: usize = 0;
      for (; at + 16 <= pixelBytes; at += 16) {
        const value = v128.load(values + at);
        const step = f64x2.sub(value, v128.load(before + at));
        v128.store(squares + at, f64x2.add(v128.load(squares + at), f64x2.mul(value, value)));
        v128.store(differences + at, f64x2.add(v128.load(differences + at), f64x2.mul(step, step)));
      }
      if (at < pixelBytes) {
        const value = load<f64>(values + at);
        const step = value - load<f64>(before + at);
        store<f64>(squares + at, load<f64>(squares + at) + value * value);
        store<f64>(differences + at, load<f64>(differences + at) + step * step);
      }
      values += pixelBytes;
    }
  }
}
