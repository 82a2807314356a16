import type { RgbImage } from "./image.js";
import { sha256Bytes } from "./kernels/sha256.js";

/**
 * SHA-256 of a picture: the text `<width>x<height>:` followed by its pixels or, where it has 16 bits, the text
 * `<width>x<height>x16:` followed by those, the low byte first; in hexadecimal.
 */
export function hashImage({ width, height, rgb, rgb16 }: RgbImage): string {
  if (!rgb16) return sha256(`${width}x${height}:`, rgb);
  return sha256(`${width}x${height}x16:`, new Uint8Array(rgb16.buffer, rgb16.byteOffset, rgb16.byteLength));
}

/** SHA-256 of some parts in a row, in hexadecimal. */
export function sha256(...parts: (string | Uint8Array)[]): string {
  const encoder = new TextEncoder();
  const bytes = parts.map((part) => (typeof part === "string" ? encoder.encode(part) : part));
  return Array.from(sha256Bytes(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
