import { GanxError } from "../../errors.js";
import { readJpegParts } from "../jpeg/guard.js";
import { decodeJpegPixels } from "../jpeg.js";
import type { TiffLayout } from "./layout.js";
import { tiffError } from "./problem.js";
import { PHOTOMETRIC } from "./tags.js";

const MARKER_BYTES = 2;

/** A JPEG with the tables that all of a TIFF share, which stand between a start and an end of their own. */
function withTables(data: Uint8Array, tables: Uint8Array | undefined): Uint8Array {
  if (!tables || tables.length < 2 * MARKER_BYTES) return data;
  const shared = tables.subarray(0, tables.length - MARKER_BYTES);
  const out = new Uint8Array(shared.length + data.length - MARKER_BYTES);
  out.set(shared);
  out.set(data.subarray(MARKER_BYTES), shared.length);
  return out;
}

/**
 * Decodes a strip or tile that is a JPEG.
 *
 * @param rows of the chunk
 * @returns sRGB or grey as RGB, `[rows, chunkWidth, 3]`
 * @throws GanxError `INVALID_IMAGE`
 * Source: Adobe, TIFF technical note 2 (2002).
 */
export function decodeJpegChunk(
  data: Uint8Array,
  layout: TiffLayout,
  rows: number,
  name: string,
): Uint8Array {
  const { chunkWidth } = layout.grid;
  try {
    const parts = readJpegParts(withTables(data, layout.jpegTables));
    const { width, height, components } = parts.frame;
    if (width !== chunkWidth || height < rows || height > layout.grid.chunkHeight) {
      throw tiffError(`expected ${chunkWidth} x ${rows} pixels, found ${width} x ${height}`);
    }
    if (components.length !== layout.colourSamples) {
      throw tiffError(`expected ${layout.colourSamples} colour components, found ${components.length}`);
    }
    const isInverted = layout.photometric === PHOTOMETRIC.whiteIsZero;
    if (isInverted || components.length === 4)
      throw tiffError("JPEG of CMYK or inverted grey is not read; convert to PNG");
    // The TIFF says what the components are, not the JPEG in it.
    const colours = components.length === 1 ? "grey" : layout.photometric === PHOTOMETRIC.ycc ? "ycc" : "rgb";
    return decodeJpegPixels({ ...parts, colours });
  } catch (cause) {
    if (!(cause instanceof GanxError)) throw cause;
    throw tiffError(`in ${name}: ${cause.message.replace(/^(JPEG|TIFF): /, "")}`, { cause });
  }
}
