import type { RgbImage } from "./image.js";
import { sha256Bytes } from "./kernels/sha256.js";

/** SHA-256 of a picture: the text `<width>x<height>:` followed by its pixels, in hexadecimal. */
export function hashImage({ width, height, rgb }: RgbImage): string {
  return sha256(`${width}x${height}:`, rgb);
}

/** SHA-256 of some parts in a row, in hexadecimal. */
export function sha256(...parts: (string | Uint8Array)[]): string {
  const encoder = new TextEncoder();
  const bytes = parts.map((part) => (typeof part === "string" ? encoder.encode(part) : part));
  return Array.from(sha256Bytes(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
