// Node only: pictures from files.
import { readFile } from "node:fs/promises";
import { GanxError } from "../errors.js";
import type { RgbImage } from "../image.js";
import { type DecodeImageOptions, decodeImage } from "./decode-image.js";
import { reasonOf } from "./replace-file.js";

/** Reads a whole file. @throws GanxError `IO` */
export async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await readFile(path));
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === "ENOENT";
    throw new GanxError("IO", `cannot read ${path}: ${missing ? "no such file" : reasonOf(cause)}`, {
      cause,
    });
  }
}

/**
 * Reads a PNG or JPEG picture.
 *
 * @throws GanxError `IO` where the file cannot be read, `INVALID_IMAGE` where it is not such a picture
 */
export async function readImage(path: string, options: DecodeImageOptions = {}): Promise<RgbImage> {
  const bytes = await readBytes(path);
  try {
    return decodeImage(bytes, options);
  } catch (cause) {
    if (!(cause instanceof GanxError)) throw cause;
    throw new GanxError(cause.code, `${path}: ${cause.message}`, { cause });
  }
}
