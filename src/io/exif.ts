import { readDirectory, TiffProblem } from "./tiff/directory.js";

const ORIENTATION = 274;

/** How a picture is to be turned according to its EXIF data; damaged data say nothing. */
export function readExif(bytes: Uint8Array): { readonly orientation: number } {
  try {
    const [value = 1] = readDirectory(bytes).numbers(ORIENTATION) ?? [];
    return { orientation: Number.isInteger(value) && value >= 1 && value <= 8 ? value : 1 };
  } catch (cause) {
    if (cause instanceof TiffProblem) return { orientation: 1 };
    throw cause;
  }
}
