// Made-up distributions, and draws of pixels that all have one of them.
import { buildRecord, type Counts, drawCounts, newCounts } from "../../src/kernels/sample.js";

export function normalized(values: ArrayLike<number>): Float64Array {
  const out = Float64Array.from(values);
  const sum = out.reduce((total, value) => total + value, 0);
  return out.map((value) => value / sum);
}

export const flat = (channels: number): Float64Array => normalized(new Float64Array(channels).fill(1));

/** Zeros, tiny and large values, without a pattern that lanes could follow. */
export function ragged(channels: number, salt = 0): Float64Array {
  return normalized(
    Array.from({ length: channels }, (_, c) =>
      (c + salt) % 3 === 0 && channels > 3 ? 0 : 1 / (1 + ((c * 7 + salt) % 29)) ** 3,
    ),
  );
}

/** A background that falls, and a few peaks over it. */
export function spectrumLike(channels: number): Float64Array {
  return normalized(
    Array.from({ length: channels }, (_, c) => {
      const peak = [0.08, 0.2, 0.34, 0.5, 0.71].reduce((sum, place, i) => {
        const from = (c - place * channels) / 4;
        return sum + 2 ** -i * Math.exp((-from * from) / 2);
      }, 0);
      return peak + 0.02 * Math.exp((-3 * c) / channels);
    }),
  );
}

export interface PixelDraws {
  readonly photons: number;
  readonly passes: readonly number[];
  readonly poisson: boolean;
  readonly pixels: number;
  readonly seed: number;
  readonly first?: number;
  readonly bytes?: 2 | 4;
  readonly background?: { readonly record: Uint8Array; readonly mean: number };
}

/** The counts of consecutive pixels, `[pixels, channels]`. */
export function drawPixels(distribution: Float64Array, draws: PixelDraws): Counts {
  const { photons, passes, poisson, pixels, seed, first = 0, bytes = 4, background } = draws;
  const channels = distribution.length;
  const records = [buildRecord(distribution, passes)];
  const sampler = { channels, seed, bytes, poisson, records, background };
  const counts = newCounts(pixels * channels, bytes);
  drawCounts(counts, sampler, {
    first,
    stride: pixels,
    width: pixels,
    rows: 1,
    labels: new Uint8Array(pixels),
    photons: new Float64Array(pixels).fill(photons),
  });
  return counts;
}
