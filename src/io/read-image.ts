// Node only: pictures from files.
import { GanxError } from "../errors.js";
import type { RgbImage } from "../image.js";
import { type DecodeImageOptions, decodeImage } from "./decode-image.js";
import { readBytes } from "./read-bytes.js";

/**
 * Reads a PNG, JPEG, TIFF or WebP picture.
 *
 * @throws GanxError `IO` where the file cannot be read, `INVALID_IMAGE` where it is not such a picture, `ABORTED`
 */
export async function readImage(
  path: string,
  options: DecodeImageOptions & { readonly signal?: AbortSignal } = {},
): Promise<RgbImage> {
  const bytes = await readBytes(path, options.signal);
  try {
    return await decodeImage(bytes, options);
  } catch (cause) {
    if (!(cause instanceof GanxError)) throw cause;
    throw new GanxError(cause.code, `${path}: ${cause.message}`, { cause });
  }
}
