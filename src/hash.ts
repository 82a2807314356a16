import type { RgbImage } from "./image.js";

/** SHA-256 of a picture: the text `<width>x<height>:` followed by its pixels, in hexadecimal. */
export function hashImage({ width, height, rgb }: RgbImage): Promise<string> {
  return sha256(`${width}x${height}:`, rgb);
}

/** SHA-256 of some parts in a row, in hexadecimal. */
export async function sha256(...parts: (string | Uint8Array)[]): Promise<string> {
  const encoder = new TextEncoder();
  const bytes = parts.map((part) => (typeof part === "string" ? encoder.encode(part) : part));
  const all = new Uint8Array(bytes.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of bytes) {
    all.set(part, at);
    at += part.length;
  }
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", all));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
