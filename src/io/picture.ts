import { GanxError } from "../errors.js";
import { type ImageKind, identifyImage, isImageKind } from "./image-kind.js";
import type { Rgb8 } from "./pixels/decoded-picture.js";

/** Options of `decodeImage`. */
export interface DecodeImageOptions {
  /** sRGB, three whole numbers 0..255, that shows through transparent pixels; white unless given. */
  readonly alphaBackground?: readonly [number, number, number];
}

/** What messages say is read. */
const EXPECTED = "PNG, JPEG, TIFF or WebP picture";

const WHITE: Rgb8 = [255, 255, 255];

/**
 * Tells how a picture is to be decoded.
 *
 * @throws GanxError `INVALID_IMAGE` if the bytes are no picture of a kind that is read, `INVALID_ARGUMENT`
 */
export function checkPicture(
  bytes: Uint8Array,
  options?: DecodeImageOptions,
): { readonly kind: ImageKind; readonly background: Rgb8 } {
  if (!(bytes instanceof Uint8Array)) {
    throw new GanxError(
      "INVALID_ARGUMENT",
      `decodeImage: expected the file as a Uint8Array, found ${typeof bytes}`,
    );
  }
  const background = checkBackground(options?.alphaBackground ?? WHITE);
  if (bytes.length === 0) {
    throw new GanxError("INVALID_IMAGE", `image: the file is empty; expected a ${EXPECTED}`);
  }
  const kind = identifyImage(bytes);
  if (isImageKind(kind)) return { kind, background };
  const message = `image: expected a ${EXPECTED}, found ${kind}; convert the picture to PNG`;
  throw new GanxError("INVALID_IMAGE", message);
}

function checkBackground(background: Rgb8): Rgb8 {
  const values: unknown[] = Array.isArray(background) ? Array.from(background) : [background];
  const isByte = (value: unknown) =>
    Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 255;
  if (values.length !== 3 || !values.every(isByte)) {
    const found = values.map((value) => (typeof value === "number" ? value : typeof value)).join(", ");
    throw new GanxError(
      "INVALID_ARGUMENT",
      `alphaBackground: expected three whole numbers 0..255, found ${found}`,
    );
  }
  return values as unknown as Rgb8;
}
