/**
 * Expected spectra as abundance-weighted sums of distributions, each row scaled to sum 1.
 *
 * @param out f64 [colors, channels]; 8-byte aligned, as are the inputs
 * @param abundances f64 [colors, pigments], each >= 0, every row with a sum above 0
 * @param distributions f64 [pigments, channels], each >= 0
 *
 * Channels are taken in pairs, an odd last one alone. Source: Bombini 2023, arXiv:2304.14078, Algorithm 1.
 */
export function mixSpectra(
  out: usize,
  abundances: usize,
  distributions: usize,
  colors: i32,
  pigments: i32,
  channels: i32,
): void {
  const row = (<usize>channels) << 3;
  const paired = (<usize>(channels & ~1)) << 3;
  for (let k = 0; k < colors; k++) {
    memory.fill(out, 0, row);
    for (let p = 0; p < pigments; p++) {
      const weight = load<f64>(abundances + ((<usize>p) << 3));
      if (weight === 0.0) continue;
      const from = distributions + row * <usize>p;
      const weights = f64x2.splat(weight);
      for (let c: usize = 0; c < paired; c += 16) {
        v128.store(out + c, f64x2.add(v128.load(out + c), f64x2.mul(weights, v128.load(from + c))));
      }
      if (paired < row) {
        store<f64>(out + paired, load<f64>(out + paired) + weight * load<f64>(from + paired));
      }
    }
    let sum = 0.0;
    for (let c: usize = 0; c < row; c += 8) sum += load<f64>(out + c);
    for (let c: usize = 0; c < row; c += 8) store<f64>(out + c, load<f64>(out + c) / sum);
    abundances += (<usize>pigments) << 3;
    out += row;
  }
}
