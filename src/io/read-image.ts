// Node only: pictures from files.
import { readFile } from "node:fs/promises";
import { GanxError, throwIfAborted } from "../errors.js";
import type { RgbImage } from "../image.js";
import { unlessAborted } from "../workers/unless-aborted.js";
import { type DecodeImageOptions, decodeImage } from "./decode-image.js";
import { readReason } from "./file-error.js";

/** Reads a whole file. @throws GanxError `IO`, `ABORTED` */
export async function readBytes(path: string, signal?: AbortSignal): Promise<Uint8Array> {
  try {
    // A pipe that nobody fills would not notice the signal.
    const { buffer, byteOffset, length } = await unlessAborted(readFile(path, { signal }), signal);
    return new Uint8Array(buffer, byteOffset, length);
  } catch (cause) {
    throwIfAborted(signal);
    throw new GanxError("IO", `cannot read ${path}: ${readReason(cause)}`, { cause });
  }
}

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
    return decodeImage(bytes, options);
  } catch (cause) {
    if (!(cause instanceof GanxError)) throw cause;
    throw new GanxError(cause.code, `${path}: ${cause.message}`, { cause });
  }
}
