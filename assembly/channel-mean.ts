/**
 * Photons expected in a channel that is not quiet; the one after the last stands for all that are.
 *
 * @param distribution f64 [channels]; 8-byte aligned
 * @param mean photons in all channels together
 * @param quiet those of the quiet channels
 */
export function channelMean(distribution: usize, channel: u32, channels: u32, mean: f64, quiet: f64): f64 {
  if (channel >= channels) return channel === channels ? quiet : 0.0;
  return mean * load<f64>(distribution + ((<usize>channel) << 3));
}
