import { MAX_PIXELS } from "../../image.js";
import type { TiffDirectory } from "./directory.js";
import { tiffError } from "./problem.js";
import { TAG } from "./tags.js";

/** Longest side accepted: it keeps one row, and so the working memory, small. */
const MAX_SIDE = 1_000_000;

/** Width and height of a TIFF. @throws GanxError `INVALID_IMAGE` where they are missing or too large */
export function readSize(directory: TiffDirectory): { readonly width: number; readonly height: number } {
  const [width = 0] = directory.numbers(TAG.width) ?? [];
  const [height = 0] = directory.numbers(TAG.height) ?? [];
  const size = `${width} x ${height}`;
  if (width < 1 || height < 1) throw tiffError(`expected a width and height of at least 1, found ${size}`);
  if (width * height > MAX_PIXELS || width > MAX_SIDE || height > MAX_SIDE) {
    const limits = `${MAX_PIXELS} pixels, ${MAX_SIDE} a side`;
    throw tiffError(`${size} pixels are more than supported (${limits}); scale the picture down`);
  }
  return { width, height };
}
