import type { RgbImage } from "../image.js";
import { decodeJpeg } from "./jpeg.js";
import { checkPicture, type DecodeImageOptions } from "./picture.js";
import { decodePng } from "./png.js";

export type { DecodeImageOptions } from "./picture.js";

/**
 * Decodes a PNG or JPEG picture to 8-bit sRGB; the same file gives the same pixels in every runtime.
 *
 * Colour profiles and the EXIF orientation are not applied.
 *
 * @param bytes the whole file; its kind is told from its first bytes, not from a name.
 * @param options `alphaBackground`: sRGB 0..255 on which a PNG with transparency is laid, default white.
 * @returns the picture, `[height, width, 3]`, row by row from the top left.
 * @throws GanxError `INVALID_IMAGE` if the bytes are not a sound PNG or JPEG of at most `MAX_PIXELS` pixels, and
 * `INVALID_ARGUMENT` if they are not a Uint8Array or an option is out of range.
 * Source: W3C PNG specification (third edition); ITU-T T.81 and T.871 (JPEG).
 */
export function decodeImage(bytes: Uint8Array, options?: DecodeImageOptions): RgbImage {
  const { kind, background } = checkPicture(bytes, options);
  return kind === "PNG" ? decodePng(bytes, background) : decodeJpeg(bytes);
}
