import jpegJs from "jpeg-js";
import { MAX_PIXELS, type RgbImage } from "../image.js";
import { convertYcc } from "./jpeg/colour.js";
import { type JpegColours, type JpegParts, readJpegParts } from "./jpeg/guard.js";
import { jpegError } from "./jpeg/segments.js";

/**
 * Decodes a baseline or progressive JPEG (grey, YCbCr, RGB, CMYK or YCCK, 8 bits) to 8-bit sRGB.
 *
 * Colour profiles and the EXIF orientation are not applied; CMYK is turned into RGB by the plain formula. About 33
 * bytes a pixel are in use at the most.
 *
 * @param bytes the whole file.
 * @returns the picture, `[height, width, 3]`.
 * @throws GanxError `INVALID_IMAGE` if the file is damaged, cut short or of a kind that is not read. JPEG has no
 * checksum, so damage inside the compressed data may go unnoticed.
 * Source: ITU-T T.81 and T.871.
 */
export function decodeJpeg(bytes: Uint8Array): RgbImage {
  const parts = readJpegParts(bytes);
  const { width, height } = parts.frame;
  try {
    const decoded = jpegJs.decode(joinSegments(parts), {
      useTArray: true,
      formatAsRGBA: false,
      // What is tolerated is only that the last restart interval is shorter than the others.
      tolerantDecoding: true,
      colorTransform: parts.colours === "ycck",
      maxResolutionInMP: MAX_PIXELS / 1e6,
      maxMemoryUsageInMB: Number.POSITIVE_INFINITY,
    });
    if (decoded.width !== width || decoded.height !== height) throw new Error("the size changed");
    if (parts.colours === "ycc") convertYcc(decoded.data, parts.frame);
    return { width, height, rgb: decoded.data };
  } catch (cause) {
    throw explain(cause, parts);
  }
}

/**
 * Makes a JPEG of only what the pixels depend on.
 *
 * Comments, thumbnails and the like would cost jpeg-js memory, and the colour markers would make it convert YCbCr
 * itself, without rounding. For four components it insists on an Adobe marker.
 */
function joinSegments({ segments, colours }: JpegParts): Uint8Array {
  const all = [Uint8Array.of(0xff, 0xd8), ...adobeMarker(colours), ...segments, Uint8Array.of(0xff, 0xd9)];
  const joined = new Uint8Array(all.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const segment of all) {
    joined.set(segment, at);
    at += segment.length;
  }
  return joined;
}

function adobeMarker(colours: JpegColours): Uint8Array[] {
  if (colours !== "cmyk" && colours !== "ycck") return [];
  const transform = colours === "ycck" ? 2 : 0;
  return [Uint8Array.of(0xff, 0xee, 0, 14, 0x41, 0x64, 0x6f, 0x62, 0x65, 0, 100, 0, 0, 0, 0, transform)];
}

function explain(cause: unknown, { frame }: JpegParts) {
  if (cause instanceof RangeError) {
    const size = `${frame.width} x ${frame.height} pixels`;
    return jpegError(`not enough memory to decode ${size}; scale the picture down or convert it to PNG`, {
      cause,
    });
  }
  // Other than plain errors are slips of jpeg-js on damaged data; their text would tell a user nothing.
  const detail = cause instanceof Error && cause.constructor === Error ? ` (${cause.message})` : "";
  const message = `the compressed data are damaged${detail}; copy or download the file again`;
  return jpegError(message.replace(/\s+/g, " "), { cause });
}
