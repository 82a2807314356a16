import { exponential } from "../kernels/elementary.js";

/** A Gaussian line. */
interface GaussianPeak {
  /** Where it is, channels; not a whole number. */
  channel: number;
  /** Counts. */
  area: number;
  /** Channels. */
  readonly sigma: number;
}

const ROUNDS = 30;
/** How far a line may lie from the top that it makes, sigmas. */
const FARTHEST = 0.8;
/** Lines farther apart than this many sigmas of both together do not touch. */
const TOUCH = 5;
/** Variance of a channel's width, channels squared. */
const CHANNEL = 1 / 12;

/**
 * Lines that together have the tops of a smoothed second difference, overlaps shared out.
 *
 * A straight background takes no part.
 *
 * @param difference of {@link secondDifference}, and the `smoothing` it was made with, `[channels]`
 * @param tops channels of its maxima, from low to high, none at an end
 * @param sigmaAt sigma of a line at a channel, channels
 *
 * Source: Gauss-Seidel iteration of areas, each at least 0, and of places.
 */
export function separatePeaks(
  difference: Float64Array,
  smoothing: Float64Array,
  tops: readonly number[],
  sigmaAt: (channel: number) => number,
): GaussianPeak[] {
  const peaks = tops.map((top): GaussianPeak => ({ channel: top, area: 0, sigma: sigmaAt(top) }));
  const touching = peaks.map((peak) =>
    peaks.filter(
      (other) =>
        other !== peak && Math.abs(other.channel - peak.channel) < TOUCH * (peak.sigma + other.sigma),
    ),
  );
  for (let round = 0; round < ROUNDS; round++) {
    peaks.forEach((peak, k) => {
      const at = Math.min(Math.max(Math.round(peak.channel), 1), difference.length - 2);
      // What is left there for this line alone.
      const [left = 0, top = 0, right = 0] = [at - 1, at, at + 1].map((channel) =>
        touching[k]!.reduce(
          (rest, other) => rest - other.area * answer(channel, smoothing[channel]!, other),
          difference[channel]!,
        ),
      );
      const bend = left - 2 * top + right;
      const place = bend < 0 ? at + (0.5 * (left - right)) / bend : at;
      const far = FARTHEST * peak.sigma;
      peak.channel = Math.min(Math.max(place, tops[k]! - far), tops[k]! + far);
      peak.area = Math.max(0, top / answer(at, smoothing[at]!, peak));
    });
  }
  return peaks;
}

/** Second difference in a channel of a line of one count: a Gaussian smoothed by a Gaussian. */
function answer(at: number, smoothing: number, { channel, sigma }: GaussianPeak): number {
  const variance = sigma ** 2 + smoothing ** 2 + CHANNEL;
  const density = (x: number) => exponential((-x * x) / (2 * variance)) / Math.sqrt(2 * Math.PI * variance);
  return 2 * density(at - channel) - density(at - channel - 1) - density(at - channel + 1);
}
