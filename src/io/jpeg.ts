import { paintPlanes } from "./jpeg/colour.js";
import { type JpegParts, readJpegParts } from "./jpeg/guard.js";
import { readJpegMetadata } from "./jpeg/metadata.js";
import { decodePlanes } from "./jpeg/planes.js";
import { jpegError } from "./jpeg/segments.js";
import type { DecodedPicture } from "./pixels/decoded-picture.js";

/**
 * Decodes a baseline or progressive JPEG (grey, YCbCr, RGB, CMYK or YCCK, 8 bits).
 *
 * CMYK is turned into RGB by the plain formula, whatever its profile. At the most 6 bytes a pixel are in use, 12 for a
 * progressive file (with four components 7 and 15).
 *
 * @param bytes the whole file.
 * @throws GanxError `INVALID_IMAGE` if the file is damaged, cut short or of a kind that is not read. JPEG has no
 * checksum, so damage inside the compressed data may go unnoticed.
 * Source: ITU-T T.81 and T.871.
 */
export function decodeJpeg(bytes: Uint8Array): DecodedPicture {
  const parts = readJpegParts(bytes);
  const { width, height } = parts.frame;
  const colours = decodeJpegPixels(parts);
  const metadata = readJpegMetadata(parts.application);
  if (parts.colours !== "cmyk" && parts.colours !== "ycck") {
    return { width, height, colours, isGrey: parts.colours === "grey", ...metadata };
  }
  const { profile, orientation, notes = [] } = metadata;
  const ignored = profile ? ", and its profile was ignored" : "";
  const note = `its CMYK was turned into RGB by the plain formula${ignored}`;
  return { width, height, colours, orientation, notes: [...notes, note] };
}

/** The colours of a JPEG, `[height, width, 3]`. @throws GanxError `INVALID_IMAGE` */
export function decodeJpegPixels(parts: JpegParts): Uint8Array {
  const { frame, colours, segments } = parts;
  try {
    return paintPlanes(frame, decodePlanes(frame, segments), colours);
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
