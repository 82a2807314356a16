import { GanxError } from "./errors.js";

/** A decoded picture: 8-bit sRGB, `[height, width, 3]`, row by row from the top left. */
export interface RgbImage {
  readonly width: number;
  readonly height: number;
  /** sRGB 0..255, length `width * height * 3`. */
  readonly rgb: Uint8Array;
  /** The sRGB colour that transparency was composited on, where the picture had any. */
  readonly alphaBackground?: readonly [number, number, number];
}

/** Most pixels a picture may have; above it labels and truth would no longer fit comfortably in memory. */
export const MAX_PIXELS = 100_000_000;

/** Returns the image if its size and pixels agree. @throws GanxError `INVALID_IMAGE` */
export function checkImage(image: RgbImage): RgbImage {
  const { width, height, rgb } = image;
  if (!Number.isInteger(width) || !Number.isInteger(height) || width < 1 || height < 1) {
    throw new GanxError(
      "INVALID_IMAGE",
      `image: expected a width and height of at least 1, found ${width} x ${height}`,
    );
  }
  if (width * height > MAX_PIXELS) {
    throw new GanxError(
      "INVALID_IMAGE",
      `image: ${width} x ${height} pixels are more than the ${MAX_PIXELS} supported; scale the picture down`,
    );
  }
  if (!(rgb instanceof Uint8Array) || rgb.length !== width * height * 3) {
    throw new GanxError(
      "INVALID_IMAGE",
      `image: expected a Uint8Array of ${width * height * 3} sRGB values, found ${rgb?.length ?? typeof rgb}`,
    );
  }
  return image;
}

const handedOver = new WeakSet<RgbImage>();

/** Marks a picture whose pixels nobody else holds or will change, so that a scan need not copy them. */
export function handOver(image: RgbImage): RgbImage {
  handedOver.add(image);
  return image;
}

/** The pixels of a picture for whoever must not see them change: its own where it was handed over, else a copy. */
export function takePixels(image: RgbImage): Uint8Array {
  return handedOver.delete(image) ? image.rgb : image.rgb.slice();
}
