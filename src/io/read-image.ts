// Node only: pictures from files.
import { GanxError } from "../errors.js";
import type { RgbImage } from "../image.js";
import { checkPicture, type DecodeImageOptions } from "./picture.js";
import { readBytes } from "./read-bytes.js";

/**
 * Reads a PNG or JPEG picture.
 *
 * @throws GanxError `IO` where the file cannot be read, `INVALID_IMAGE` where it is not such a picture, `ABORTED`
 */
export async function readImage(
  path: string,
  options: DecodeImageOptions & { readonly signal?: AbortSignal } = {},
): Promise<RgbImage> {
  const bytes = await readBytes(path, options.signal);
  try {
    const { kind, background } = checkPicture(bytes, options);
    // The decoder of the other kind need not be loaded.
    return kind === "PNG"
      ? (await import("./png.js")).decodePng(bytes, background)
      : (await import("./jpeg.js")).decodeJpeg(bytes);
  } catch (cause) {
    if (!(cause instanceof GanxError)) throw cause;
    throw new GanxError(cause.code, `${path}: ${cause.message}`, { cause });
  }
}
