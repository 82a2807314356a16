import { GanxError } from "./errors.js";

/** A decoded picture: 8-bit sRGB, `[height, width, 3]`, row by row from the top left. */
export interface RgbImage {
  readonly width: number;
  readonly height: number;
  /** sRGB 0..255, length `width * height * 3`. */
  readonly rgb: Uint8Array;
  /**
   * The same at 16 bits, 0..65535 as long as `rgb`, where the picture has more than 8: a scan's colours are then found
   * among these. `rgb` holds each divided by 257 and rounded.
   */
  readonly rgb16?: Uint16Array;
  /** The sRGB colour that transparency was composited on, where the picture had any. */
  readonly alphaBackground?: readonly [number, number, number];
  /** The colour space that the file names, where it is not sRGB. */
  readonly colorSpace?: string;
  /** What was done to the pixels and what was not, in words: a profile applied or ignored, an orientation. */
  readonly notes?: readonly string[];
}

/** Most pixels a picture may have; above it labels and truth would no longer fit comfortably in memory. */
export const MAX_PIXELS = 100_000_000;

/** The 8-bit values nearest to those of 16 bits. */
let nearest: Uint8Array | undefined;

/** Each of 16 bits at 8, rounded. */
export function to8Bits(values: Uint8Array | Uint16Array): Uint8Array {
  if (values instanceof Uint8Array) return values;
  nearest ??= Uint8Array.from({ length: 65_536 }, (_, value) => Math.round(value / 257));
  const out = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i++) out[i] = nearest[values[i]];
  return out;
}

/** The 16-bit samples of a picture unless its 8-bit ones say all that they do. */
export function deepSamples({ rgb, rgb16 }: Pick<RgbImage, "rgb" | "rgb16">): Uint16Array | undefined {
  if (rgb16 === undefined) return undefined;
  for (let i = 0; i < rgb16.length; i++) if (rgb16[i] !== 257 * rgb[i]) return rgb16;
  return undefined;
}

/** Returns the image if its size and pixels agree. @throws GanxError `INVALID_IMAGE` */
export function checkImage(image: RgbImage): RgbImage {
  const { width, height, rgb, rgb16 } = image;
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
  if (rgb16 !== undefined) checkDeep(rgb, rgb16);
  return image;
}

function checkDeep(rgb: Uint8Array, rgb16: Uint16Array): void {
  if (!(rgb16 instanceof Uint16Array) || rgb16.length !== rgb.length) {
    throw new GanxError(
      "INVALID_IMAGE",
      `image: expected a Uint16Array of ${rgb.length} 16-bit sRGB values, found ${(rgb16 as Uint16Array | null)?.length ?? typeof rgb16}`,
    );
  }
  for (let i = 0; i < rgb.length; i++) {
    // Whole numbers: no more than 128 apart is what rounding leaves.
    if (Math.abs(rgb16[i] - 257 * rgb[i]) <= 128) continue;
    throw new GanxError(
      "INVALID_IMAGE",
      `image: expected rgb to be rgb16 / 257, rounded, found ${rgb[i]} beside ${rgb16[i]} at index ${i}`,
    );
  }
}

const handedOver = new WeakSet<RgbImage>();

/** Marks a picture whose pixels nobody else holds or will change, so that a scan need not copy them. */
export function handOver(image: RgbImage): RgbImage {
  handedOver.add(image);
  return image;
}

/** The pixels of a picture for whoever must not see them change: its own where it was handed over, else a copy. */
export function takePixels(image: RgbImage): Pick<RgbImage, "rgb" | "rgb16"> {
  const own = handedOver.delete(image);
  const rgb = own ? image.rgb : image.rgb.slice();
  const deep = deepSamples(image);
  return deep ? { rgb, rgb16: own ? deep : deep.slice() } : { rgb };
}
