// How a cube is cut into pieces on its way to and from an HDF5 file.
import type { Region } from "../region.js";
import type { Scan } from "../scan.js";

/** Chunks of `/img`, `[rows, columns, channels]`: one spectrum and one line map each touch a small part of them. */
export const CHUNK = [8, 64, 64] as const;
/**
 * A tile holds whole chunks, so that each is compressed once, and no more than this where it holds several: what stays
 * near the processor is drawn and compressed faster.
 */
const TILE_BYTES = 2 * 2 ** 20;

/** Chunks of a cube, which are not larger than the cube. */
export function chunkShape(
  shape: readonly [height: number, width: number, channels: number],
): readonly [rows: number, columns: number, channels: number] {
  const [height, width, channels] = shape;
  return [Math.min(CHUNK[0], height), Math.min(CHUNK[1], width), Math.min(CHUNK[2], channels)];
}

/** The tiles of a scan, row by row. */
export function tiles({ width, height, energyAxis, countBytes }: Scan): Region[] {
  const [rows, step] = CHUNK;
  const chunkBytes = rows * step * energyAxis.channels * countBytes;
  const chunks = Math.floor(TILE_BYTES / chunkBytes);
  const columns = step * Math.max(1, chunks);
  const out: Region[] = [];
  for (let y = 0; y < height; y += rows) {
    for (let x = 0; x < width; x += columns) {
      out.push({ x, y, width: Math.min(columns, width - x), height: Math.min(rows, height - y) });
    }
  }
  return out;
}
