import { GanxError } from "../../errors.js";
import type { ExifColours } from "../exif.js";

/** Samples of pixels at 8 or 16 bits. */
export type Samples = Uint8Array | Uint16Array;

/** An sRGB colour, three whole numbers 0..255. */
export type Rgb8 = readonly [number, number, number];

/** What a decoder finds in a file, before its profile, transparency and orientation are applied. */
export interface DecodedPicture {
  readonly width: number;
  readonly height: number;
  /** `[height, width, 3]`, 0..255 or 0..65535; handed over. */
  readonly colours: Samples;
  /** Opacity of each pixel `[height, width]`, of the same type, where there is any transparency. */
  readonly alpha?: Samples;
  /** Whether the colours are multiplied by their opacity already. */
  readonly isPremultiplied?: boolean;
  /** Whether the file holds grey values. */
  readonly isGrey?: boolean;
  /** The ICC profile in the file. */
  readonly profile?: Uint8Array;
  /** What its EXIF data say of its colours; a profile knows better. */
  readonly exifColours?: ExifColours;
  /** How the picture is to be turned, as EXIF numbers it, 1..8. */
  readonly orientation?: number;
  readonly notes?: readonly string[];
}

/** Room for samples of a picture. @throws GanxError `INVALID_IMAGE` where there is none */
export function allocateSamples(
  kind: string,
  { width, height }: { readonly width: number; readonly height: number },
  perPixel: number,
  isDeep: boolean,
): Samples {
  const length = width * height * perPixel;
  try {
    return isDeep ? new Uint16Array(length) : new Uint8Array(length);
  } catch (cause) {
    const size = `${width} x ${height} pixels need ${length * (isDeep ? 2 : 1)} bytes`;
    throw new GanxError(
      "INVALID_IMAGE",
      `${kind}: ${size}, which are not to be had here; scale the picture down`,
      { cause },
    );
  }
}
