import { GanxError } from "../errors.js";
import type { RgbImage } from "../image.js";
import type { ImageKind } from "./image-kind.js";
import { checkPicture, type DecodeImageOptions } from "./picture.js";
import type { DecodedPicture } from "./pixels/decoded-picture.js";

export type { DecodeImageOptions } from "./picture.js";

type Decode = (bytes: Uint8Array) => DecodedPicture;

/** The decoder of each kind, loaded when a file of that kind is met. */
const DECODERS: Readonly<Record<ImageKind, () => Promise<Decode>>> = {
  PNG: async () => (await import("./png.js")).decodePng,
  JPEG: async () => (await import("./jpeg.js")).decodeJpeg,
  TIFF: async () => (await import("./tiff.js")).decodeTiff,
  WebP: async () => (await import("./webp.js")).decodeWebp,
};

/**
 * Decodes a PNG, JPEG, TIFF or WebP picture to sRGB; the same file gives the same pixels in every runtime.
 *
 * Pictures of more than 8 bits a sample are given at 8 and at 16 bits. A colour profile of the kind of Adobe RGB, Display
 * P3 or a grey gamma is converted to sRGB, other profiles are named in `notes` and ignored. The orientation that the
 * file asks for is obeyed.
 *
 * @param bytes the whole file, which must not change before the promise settles; its kind is told from its first bytes,
 *   not from a name.
 * @param options `alphaBackground`: sRGB 0..255 on which transparency is laid, default white.
 * @returns the picture, `[height, width, 3]`, row by row from the top left.
 * @throws GanxError `INVALID_IMAGE` if the bytes are not a sound picture of these kinds of at most `MAX_PIXELS` pixels,
 * and `INVALID_ARGUMENT` if they are not a Uint8Array or an option is out of range.
 * Source: W3C PNG specification (third edition); ITU-T T.81 and T.871 (JPEG); TIFF 6.0; RFC 9649 (WebP).
 */
export async function decodeImage(bytes: Uint8Array, options?: DecodeImageOptions): Promise<RgbImage> {
  const { kind, background } = checkPicture(bytes, options);
  const decode = await DECODERS[kind]();
  const { finishPicture } = await import("./pixels/finish.js");
  const decoded = decode(bytes);
  try {
    return await finishPicture(decoded, background);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    const size = `${decoded.width} x ${decoded.height} pixels`;
    throw new GanxError("INVALID_IMAGE", `image: not enough memory for ${size}; scale the picture down`, {
      cause,
    });
  }
}
