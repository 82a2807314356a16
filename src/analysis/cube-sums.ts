import { sumBlock } from "../kernels/sums.js";
import type { CubeBlock } from "./cube-source.js";

/** Channels from one up to, not including, another. */
export type ChannelWindow = readonly [from: number, to: number];

/** Stands for the map of all channels. */
const ALL = -1;

/** Sums over a cube that arrives in blocks, in any order. */
export class CubeSums {
  /** Counts of all pixels, `[channels]`. */
  readonly total: Float64Array;
  /** Highest count of any pixel in each channel, `[channels]`. */
  readonly maximum: Float64Array;
  /** Counts of each pixel in all channels, `[height, width]`. */
  readonly pixels: Float64Array;
  /** Counts of each pixel in the windows of each map, `[height, width]` each; exact below 2^24. */
  readonly maps: readonly Float32Array[];
  private readonly windows: readonly { readonly map: number; readonly window: ChannelWindow }[];

  /** @param maps one or more windows each, within 0..channels */
  constructor(
    private readonly width: number,
    height: number,
    channels: number,
    maps: readonly (readonly ChannelWindow[])[] = [],
  ) {
    this.total = new Float64Array(channels);
    this.maximum = new Float64Array(channels);
    this.pixels = new Float64Array(width * height);
    this.maps = maps.map(() => new Float32Array(width * height));
    const windows = maps.flatMap((list, map) => list.map((window) => ({ map, window })));
    this.windows = [{ map: ALL, window: [0, channels] }, ...windows];
  }

  /** @returns whether all its counts are finite and at least 0; where not, the sums are of no use */
  add({ x, y, firstChannel, layout, bytes }: CubeBlock): boolean {
    const { rows, columns, channels } = layout;
    // Windows that reach into this block.
    const met = this.windows
      .map(({ map, window: [from, to] }) => ({ map, from: from - firstChannel, to: to - firstChannel }))
      .map(({ map, from, to }) => ({ map, from: Math.max(0, from), to: Math.min(channels, to) }))
      .filter(({ from, to }) => from < to);
    const part = sumBlock(bytes, layout, Uint32Array.from(met.flatMap(({ from, to }) => [from, to])));
    for (let c = 0; c < channels; c++) {
      const channel = firstChannel + c;
      this.total[channel] += part.total[c];
      if (part.maximum[c] > this.maximum[channel]) this.maximum[channel] = part.maximum[c];
    }
    met.forEach(({ map: index }, slot) => {
      const map = index === ALL ? this.pixels : this.maps[index];
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
