// The smoothed second difference of a spectrum, which answers to peaks and not to a straight background.

/**
 * Negative second difference of a spectrum that is smoothed by a Gaussian of its own width at each channel.
 *
 * @param out f64[n], 8-aligned; overwritten: above 0 on a peak, 0 on a straight line
 * @param deviation f64[n], 8-aligned; overwritten: standard deviation of `out` for Poisson counts
 * @param values f64[n], 8-aligned, counts, at least 0
 * @param widths f64[n], 8-aligned: sigma of the smoothing at each channel, channels, above 0
 *
 * Scalar; the Gaussian is sampled at the channels, cut at 5 sigma and normalised. Beyond either end the spectrum goes on
 * as its last channel.
 * Source: M. A. Mariscotti, Nucl. Instrum. Methods 50 (1967) 309, doi:10.1016/0029-554X(67)90058-4, eqs. 3 to 8, with a
 * Gaussian, which has any width, for the window of odd width that is applied five times.
 */
export function secondDifference(out: usize, deviation: usize, values: usize, widths: usize, n: i32): void {
  const last = n - 1;
  for (let i = 0; i < n; i++) {
    const sigma = load<f64>(widths + ((<usize>i) << 3));
    // exp(-k^2 / 2 sigma^2) from one channel to the next: each step is smaller than the last by the same factor.
    const shrink = Math.exp(-1 / (sigma * sigma));
    let step = Math.exp(-0.5 / (sigma * sigma));
    const reach = <i32>Math.ceil(5 * sigma);
    let before = step;
    let here: f64 = 1;
    let area: f64 = 0;
    let sum: f64 = 0;
    let variance: f64 = 0;
    for (let k = 0; k <= reach + 1; k++) {
      const after = k < reach ? here * step : 0;
      step *= shrink;
      const weight = 2 * here - before - after;
      let counts = load<f64>(values + ((<usize>max(i - k, 0)) << 3));
      area += here;
      if (k > 0) {
        counts += load<f64>(values + ((<usize>min(i + k, last)) << 3));
        area += here;
      }
      sum += weight * counts;
      variance += weight * weight * counts;
      before = here;
      here = after;
    }
    store<f64>(out + ((<usize>i) << 3), sum / area);
    store<f64>(deviation + ((<usize>i) << 3), Math.sqrt(variance) / area);
  }
}
