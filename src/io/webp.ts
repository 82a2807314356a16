import { readExif } from "./exif.js";
import { allocateSamples, type DecodedPicture } from "./pixels/decoded-picture.js";
import { decodeAlpha } from "./webp/alpha.js";
import { readWebpParts, type WebpParts } from "./webp/container.js";
import { webpError } from "./webp/problem.js";
import { paintFrame } from "./webp/vp8/colours.js";
import { decodeVp8 } from "./webp/vp8/frame.js";
import { decodeVp8l, VP8L_HEAD_BYTES } from "./webp/vp8l/decode.js";

/**
 * Decodes a WebP picture, lossy or lossless, to the pixels that libwebp gives.
 *
 * @param bytes the whole file.
 * @throws GanxError `INVALID_IMAGE` if the file is damaged, cut short or an animation. WebP has no checksum, so damage
 * inside the compressed data may go unnoticed.
 * Source: RFC 9649 (WebP), RFC 6386 (VP8).
 */
export function decodeWebp(bytes: Uint8Array): DecodedPicture {
  const parts = readWebpParts(bytes);
  const { width, height, profile, exif } = parts;
  const facts = exif ? readExif(withoutName(exif)) : undefined;
  const metadata = { profile, orientation: facts?.orientation, exifColours: facts?.colours };
  try {
    return {
      width,
      height,
      ...metadata,
      ...(parts.isLossless ? decodeLossless(parts) : decodeLossy(parts)),
    };
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw webpError(`not enough memory to decode ${width} x ${height} pixels; scale the picture down`, {
      cause,
    });
  }
}

/** Some programs write the name of JPEG's segment before EXIF data. */
function withoutName(exif: Uint8Array): Uint8Array {
  return String.fromCharCode(...exif.subarray(0, 4)) === "Exif" ? exif.subarray(6) : exif;
}

type Pixels = Pick<DecodedPicture, "colours" | "alpha">;

function decodeLossy(parts: WebpParts): Pixels {
  const { width, height, data, alpha } = parts;
  const frame = decodeVp8(data, width, height);
  const colours = allocateSamples("WebP", parts, 3, false) as Uint8Array;
  paintFrame(frame, width, height, colours);
  return alpha ? { colours, alpha: decodeAlpha(alpha, width, height) } : { colours };
}

function decodeLossless(parts: WebpParts): Pixels {
  const { width, height, data } = parts;
  const pixels = decodeVp8l(data.subarray(VP8L_HEAD_BYTES), width, height);
  const colours = allocateSamples("WebP", parts, 3, false);
  // A bit of the header says whether there is any.
  const alpha = ((data[4] >> 4) & 1) === 1 ? allocateSamples("WebP", parts, 1, false) : undefined;
  for (let i = 0, at = 0; i < pixels.length; i++, at += 3) {
    const pixel = pixels[i];
    colours[at] = pixel >>> 16;
    colours[at + 1] = pixel >>> 8;
    colours[at + 2] = pixel;
    if (alpha) alpha[i] = pixel >>> 24;
  }
  return { colours, alpha };
}
