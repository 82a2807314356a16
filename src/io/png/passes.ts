import type { PngHeader } from "./header.js";

/** A regular grid of pixels that PNG stores as one picture: pixel (i, j) is at (x + i * dx, y + j * dy). */
export interface PngPass {
  readonly x: number;
  readonly y: number;
  readonly dx: number;
  readonly dy: number;
  readonly columns: number;
  readonly rows: number;
}

/** x, y, dx, dy of the seven passes. Source: W3C PNG specification, section 8.2. */
const ADAM7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/** The passes of a picture in file order: one, or up to seven if it is interlaced. Empty ones are left out. */
export function pngPasses({ width, height, interlaced }: PngHeader): PngPass[] {
  const grids = interlaced ? ADAM7 : ([[0, 0, 1, 1]] as const);
  return grids
    .map(([x, y, dx, dy]) => {
      const columns = Math.max(0, Math.ceil((width - x) / dx));
      const rows = Math.max(0, Math.ceil((height - y) / dy));
      return { x, y, dx, dy, columns, rows };
    })
    .filter(({ columns, rows }) => columns > 0 && rows > 0);
}
