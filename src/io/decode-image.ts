import { GanxError } from "../errors.js";
import type { RgbImage } from "../image.js";
import { identifyImage } from "./image-kind.js";
import { decodeJpeg } from "./jpeg.js";
import type { Rgb8 } from "./png/paint.js";
import { decodePng } from "./png.js";

/** Options of {@link decodeImage}. */
export interface DecodeImageOptions {
  /** sRGB, three whole numbers 0..255, that shows through transparent pixels; white unless given. */
  readonly alphaBackground?: readonly [number, number, number];
}

const WHITE: Rgb8 = [255, 255, 255];

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
  if (!(bytes instanceof Uint8Array)) {
    throw new GanxError(
      "INVALID_ARGUMENT",
      `decodeImage: expected the file as a Uint8Array, found ${typeof bytes}`,
    );
  }
  const background = checkBackground(options?.alphaBackground ?? WHITE);
  if (bytes.length === 0) {
    throw new GanxError("INVALID_IMAGE", "image: the file is empty; expected a PNG or JPEG picture");
  }
  const kind = identifyImage(bytes);
  if (kind === "PNG") return decodePng(bytes, background);
  if (kind === "JPEG") return decodeJpeg(bytes);
  const message = `image: expected a PNG or JPEG picture, found ${kind}; convert the picture to PNG`;
  throw new GanxError("INVALID_IMAGE", message);
}

function checkBackground(background: Rgb8): Rgb8 {
  const values: unknown[] = Array.isArray(background) ? Array.from(background) : [background];
  const isByte = (value: unknown) =>
    Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 255;
  if (values.length !== 3 || !values.every(isByte)) {
    const found = values.map((value) => (typeof value === "number" ? value : typeof value)).join(", ");
    throw new GanxError(
      "INVALID_ARGUMENT",
      `alphaBackground: expected three whole numbers 0..255, found ${found}`,
    );
  }
  return values as unknown as Rgb8;
}
