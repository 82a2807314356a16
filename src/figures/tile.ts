import type { RgbImage } from "../image.js";
import { INFERNO } from "./colormap.js";
import { pngDataUrl } from "./png.js";

/** A grid of numbers, row by row. */
export interface Grid {
  readonly width: number;
  readonly height: number;
  readonly values: ArrayLike<number>;
  /** Distance between the values of neighbours, 1 unless given, and index of the first, 0 unless given. */
  readonly stride?: number;
  readonly offset?: number;
}

/**
 * Shrinks a grid by averaging the area under each new cell; never enlarges.
 *
 * @param width wanted width; the result is at most this wide, and likewise for the height
 * @returns counts as finite numbers of at least 0: what is negative or not a number counts as 0
 */
export function shrinkGrid(grid: Grid, width: number, height: number): Grid & { values: Float64Array } {
  const { stride = 1, offset = 0 } = grid;
  const [newWidth, newHeight] = [Math.min(grid.width, width), Math.min(grid.height, height)];
  const columns = coverage(grid.width, newWidth);
  const rows = coverage(grid.height, newHeight);
  const values = new Float64Array(newWidth * newHeight);
  for (const row of rows) {
    for (const column of columns) {
      const value = grid.values[(row.from * grid.width + column.from) * stride + offset];
      if (value > 0 && value < Infinity) {
        values[row.to * newWidth + column.to] += value * row.weight * column.weight;
      }
    }
  }
  return { width: newWidth, height: newHeight, values };
}

/** Which share of each new cell each old one covers along one side. */
function coverage(size: number, newSize: number): { from: number; to: number; weight: number }[] {
  const parts: { from: number; to: number; weight: number }[] = [];
  const ratio = newSize / size;
  for (let from = 0; from < size; from++) {
    const [start, end] = [from * ratio, (from + 1) * ratio];
    const to = Math.min(Math.floor(start + 1e-9), newSize - 1);
    const split = Math.min(end, to + 1);
    parts.push({ from, to, weight: split - start });
    if (end - split > 1e-9 && to + 1 < newSize) parts.push({ from, to: to + 1, weight: end - split });
  }
  return parts;
}

/**
 * The value that stands for white in a map: its 99.5th percentile, so that one bright pixel cannot darken the rest.
 *
 * @returns at least 0; the maximum where the percentile is 0, and 0 only if every value is
 */
export function robustMaximum(values: Float64Array): number {
  const sorted = Float64Array.from(values).sort();
  const rank = sorted[Math.floor(0.995 * (sorted.length - 1))];
  return rank > 0 ? rank : sorted[sorted.length - 1];
}

/** A grid as a PNG in the colours of {@link INFERNO}, 0 to `maximum`. @returns a data URL */
export function gridTile({ width, height, values }: Grid, maximum: number): string {
  const scale = maximum > 0 ? 255 / maximum : 0;
  const data = new Uint8Array(values.length);
  for (let i = 0; i < data.length; i++) data[i] = Math.min(255, Math.round(values[i] * scale));
  return pngDataUrl({ width, height, data, palette: INFERNO });
}

/** A picture, shrunk to fit, as a PNG. @returns a data URL */
export function pictureTile(image: RgbImage, width: number, height: number): string {
  const source = { width: image.width, height: image.height, values: image.rgb, stride: 3 };
  const channels = [0, 1, 2].map((offset) => shrinkGrid({ ...source, offset }, width, height));
  const [shrunk] = channels;
  const data = new Uint8Array(shrunk.values.length * 3);
  channels.forEach(({ values }, c) => {
    values.forEach((value, i) => {
      data[3 * i + c] = Math.round(value);
    });
  });
  return pngDataUrl({ width: shrunk.width, height: shrunk.height, data });
}
