import { sumBlock } from "../kernels/sums.js";
import type { CubeBlock } from "./cube-source.js";

/** Channels from one up to, not including, another. */
export type ChannelWindow = readonly [from: number, to: number];

/** Sums over a cube that arrives in blocks, in any order. */
export class CubeSums {
  /** Counts of all pixels, `[channels]`. */
  readonly total: Float64Array;
  /** Highest count of any pixel in each channel, `[channels]`. */
  readonly maximum: Float64Array;
  /** Counts of each pixel in all channels, `[height, width]`. */
  readonly pixels: Float64Array;
  /** Counts of each pixel in each window, `[height, width]` each; exact below 2^24. */
  readonly maps: readonly Float32Array[];
  private readonly windows: readonly ChannelWindow[];

  /** @param windows within 0..channels */
  constructor(
    private readonly width: number,
    height: number,
    channels: number,
    windows: readonly ChannelWindow[] = [],
  ) {
    this.total = new Float64Array(channels);
    this.maximum = new Float64Array(channels);
    this.windows = [[0, channels], ...windows];
    this.pixels = new Float64Array(width * height);
    this.maps = windows.map(() => new Float32Array(width * height));
  }

  /** @returns whether all its counts are finite and at least 0; where not, the sums are of no use */
  add({ x, y, firstChannel, layout, bytes }: CubeBlock): boolean {
    const { rows, columns, channels } = layout;
    // Windows that reach into this block.
    const met = this.windows
      .map(([from, to], i) => ({ i, from: from - firstChannel, to: to - firstChannel }))
      .map(({ i, from, to }) => ({ i, from: Math.max(0, from), to: Math.min(channels, to) }))
      .filter(({ from, to }) => from < to);
    const part = sumBlock(bytes, layout, Uint32Array.from(met.flatMap(({ from, to }) => [from, to])));
    for (let c = 0; c < channels; c++) {
      const channel = firstChannel + c;
      this.total[channel] += part.total[c];
      if (part.maximum[c] > this.maximum[channel]) this.maximum[channel] = part.maximum[c];
    }
    met.forEach(({ i }, slot) => {
      const map = i === 0 ? this.pixels : this.maps[i - 1];
      const { sums } = part;
      let at = slot;
      for (let row = 0; row < rows; row++) {
        const start = (y + row) * this.width + x;
        for (let pixel = start; pixel < start + columns; pixel++) {
          map[pixel] += sums[at];
          at += met.length;
        }
      }
    });
    return part.valid;
  }
}
