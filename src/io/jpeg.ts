import type { RgbImage } from "../image.js";
import { paintPlanes } from "./jpeg/colour.js";
import { type JpegParts, readJpegParts } from "./jpeg/guard.js";
import { decodePlanes } from "./jpeg/planes.js";
import { jpegError } from "./jpeg/segments.js";

/**
 * Decodes a baseline or progressive JPEG (grey, YCbCr, RGB, CMYK or YCCK, 8 bits) to 8-bit sRGB.
 *
 * Colour profiles and the EXIF orientation are not applied; CMYK is turned into RGB by the plain formula. At the
 * most 6 bytes a pixel are in use, 12 for a progressive file (with four components 7 and 15).
 *
 * @param bytes the whole file.
 * @returns the picture, `[height, width, 3]`.
 * @throws GanxError `INVALID_IMAGE` if the file is damaged, cut short or of a kind that is not read. JPEG has no
 * checksum, so damage inside the compressed data may go unnoticed.
 * Source: ITU-T T.81 and T.871.
 */
export function decodeJpeg(bytes: Uint8Array): RgbImage {
  const parts = readJpegParts(bytes);
  const { frame, colours, segments } = parts;
  try {
    const rgb = paintPlanes(frame, decodePlanes(frame, segments), colours);
    return { width: frame.width, height: frame.height, rgb };
  } catch (cause) {
    throw explain(cause, parts);
  }
}

function explain(cause: unknown, { frame }: JpegParts) {
  if (cause instanceof RangeError) {
    const size = `${frame.width} x ${frame.height} pixels`;
    return jpegError(`not enough memory to decode ${size}; scale the picture down or convert it to PNG`, {
      cause,
    });
  }
  return jpegError("the compressed data are damaged; copy or download the file again", { cause });
}
