import { squares } from "./pixels.js";
import { predictorOf } from "./predictors.js";

/** What was done to a picture before it was coded. */
export type Transform =
  | {
      readonly kind: "predictor" | "color";
      readonly width: number;
      readonly bits: number;
      readonly data: Uint32Array;
    }
  | { readonly kind: "green" }
  | { readonly kind: "palette"; readonly width: number; readonly bits: number; readonly data: Uint32Array };

const BLACK = 0xff000000;

/** Sums of the four components of two pixels, each modulo 256. */
export function addPixels(a: number, b: number): number {
  const alphaAndGreen = (a & 0xff00ff00) + (b & 0xff00ff00);
  const redAndBlue = (a & 0x00ff00ff) + (b & 0x00ff00ff);
  return ((alphaAndGreen & 0xff00ff00) | (redAndBlue & 0x00ff00ff)) >>> 0;
}

/**
 * Undoes a transform.
 *
 * @param pixels ARGB; changed in place but for a palette
 * @returns ARGB, `[height, width]`
 * Source: RFC 9649, section 3.4.
 */
export function undoTransform(pixels: Uint32Array, height: number, transform: Transform): Uint32Array {
  if (transform.kind === "green") addGreen(pixels);
  else if (transform.kind === "predictor") addPredictions(pixels, height, transform);
  else if (transform.kind === "color") addColors(pixels, height, transform);
  else return lookUp(pixels, height, transform);
  return pixels;
}

interface Tiled {
  readonly width: number;
  readonly bits: number;
  readonly data: Uint32Array;
}

function addGreen(pixels: Uint32Array): void {
  for (let i = 0; i < pixels.length; i++) {
    const green = (pixels[i] >>> 8) & 255;
    pixels[i] = addPixels(pixels[i], (green << 16) | green);
  }
}

function addPredictions(pixels: Uint32Array, height: number, { width, bits, data }: Tiled): void {
  const across = squares(width, bits);
  pixels[0] = addPixels(pixels[0], BLACK);
  for (let x = 1; x < width; x++) pixels[x] = addPixels(pixels[x], pixels[x - 1]);
  for (let y = 1, at = width; y < height; y++) {
    pixels[at] = addPixels(pixels[at], pixels[at - width]);
    at++;
    for (let x = 1; x < width; x++, at++) {
      const mode = (data[(y >>> bits) * across + (x >>> bits)] >>> 8) & 15;
      pixels[at] = addPixels(pixels[at], predictorOf(mode)(pixels, at, width));
    }
  }
}

/** A component of a transform times a sample, both signed. */
const delta = (factor: number, sample: number): number =>
  (((factor << 24) >> 24) * ((sample << 24) >> 24)) >> 5;

function addColors(pixels: Uint32Array, height: number, { width, bits, data }: Tiled): void {
  const across = squares(width, bits);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      const factors = data[(y >>> bits) * across + (x >>> bits)];
      const pixel = pixels[at];
      const green = pixel >>> 8;
      const red = ((pixel >>> 16) + delta(factors, green)) & 255;
      const blue = (pixel + delta(factors >>> 8, green) + delta(factors >>> 16, red)) & 255;
      pixels[at] = (pixel & 0xff00ff00) | (red << 16) | blue;
    }
  }
}

/** Colours of a palette by indices, of which a pixel holds several where there are few colours. */
function lookUp(pixels: Uint32Array, height: number, { width, bits, data }: Tiled): Uint32Array {
  const out = new Uint32Array(width * height);
  const across = squares(width, bits);
  const each = 8 >> bits;
  const mask = (1 << each) - 1;
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      const packed = pixels[y * across + (x >> bits)] >>> 8;
      const index = (packed >>> ((x & ((1 << bits) - 1)) * each)) & mask;
      // What is beyond the palette is transparent black.
      out[at] = index < data.length ? data[index] : 0;
    }
  }
  return out;
}
