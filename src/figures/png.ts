import { encodePng, type PngPixels } from "../io/png/encode.js";

/** Encodes pixels as a PNG file in a data URL, in any runtime. */
export function pngDataUrl(pixels: PngPixels): string {
  const bytes = encodePng(pixels);
  let text = "";
  // In pieces, because a function takes only so many arguments.
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return `data:image/png;base64,${btoa(text)}`;
}
