// Spectra brought onto channels of another width, counts conserved.

/** Positions this near to the edge of a channel, in channels, are taken to be at it. */
const SNAP: f64 = 1e-9;

/**
 * Shares the channels of many spectra out among new ones of one width, each spread evenly over its own.
 *
 * @param out f64[spectra, outChannels], 8-aligned; overwritten
 * @param values f64[spectra, channels], 8-aligned, finite
 * @param first lower edge of the first new channel, in channels above the lower edge of the first old one
 * @param step width of a new channel, in old channels, above 0
 *
 * Scalar. What lies outside the new channels is left out. Each new channel is the difference of two running sums that
 * are rounded to one grid, fine enough for the sum of the spectrum: so the new channels of whole counts add up exactly
 * to the old ones that they cover. Source: conservation of counts.
 */
export function rebinSpectra(
  out: usize,
  values: usize,
  spectra: i32,
  channels: i32,
  first: f64,
  step: f64,
  outChannels: i32,
): void {
  const end = <f64>channels;
  for (let s = 0; s < spectra; s++) {
    let size: f64 = 0;
    for (let i = 0; i < channels; i++) size += Math.abs(load<f64>(values + ((<usize>i) << 3)));
    // Three times the power of two below the sum: adding it and taking it away rounds to the grid.
    const grid = 3 * reinterpret<f64>(reinterpret<u64>(size) & 0x7ff0000000000000);
    let below: f64 = 0;
    let channel = 0;
    let last: f64 = 0;
    for (let j = 0; j <= outChannels; j++) {
      let edge = first + <f64>j * step;
      const whole = nearest<f64>(edge);
      if (Math.abs(edge - whole) < SNAP) edge = whole;
      edge = Math.min(Math.max(edge, 0), end);
      for (; <f64>(channel + 1) <= edge; channel++) below += load<f64>(values + ((<usize>channel) << 3));
      const rest = edge - <f64>channel;
      let sum = below;
      if (rest > 0) sum += rest * load<f64>(values + ((<usize>channel) << 3));
      sum = sum + grid - grid;
      if (j > 0) store<f64>(out + ((<usize>(j - 1)) << 3), sum - last);
      last = sum;
    }
    values += (<usize>channels) << 3;
    out += (<usize>outChannels) << 3;
  }
}
