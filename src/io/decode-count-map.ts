import { type CountMap, checkCount, checkCountMapSize } from "../count-map.js";
import { GanxError } from "../errors.js";
import { allocateNumbers } from "./allocate.js";
import { visitNpy } from "./decode-npy.js";
import { identifyImage, isImageKind } from "./image-kind.js";
import { isNpy, readNpyHeader, showShape } from "./npy/header.js";
import { decodeGreyPng } from "./png/grey.js";

/**
 * Decodes a map of photons per pixel: a NumPy array `[height, width]` or `[height, width, 1]`, or a grey PNG.
 *
 * The sample values of a PNG of 1 to 16 bits are the photons: nothing is scaled, and neither gamma nor a colour
 * profile is applied. Whole numbers come out exact; other numbers of 64 bits are rounded to 32.
 *
 * @param bytes the whole file; its kind is told from its first bytes, not from a name
 * @returns photons 0..1 000 000, `[height, width]`
 * @throws GanxError `INVALID_FILE` if the bytes are neither, are damaged, have more than `MAX_PIXELS` pixels or none,
 *   have colours or transparency, or a value out of range (the message names its row and column); `INVALID_ARGUMENT` if
 *   they are not a Uint8Array; `OUT_OF_MEMORY`
 */
export function decodeCountMap(bytes: Uint8Array): CountMap {
  if (!(bytes instanceof Uint8Array)) {
    throw new GanxError(
      "INVALID_ARGUMENT",
      `count map: expected the file as a Uint8Array, found ${typeof bytes}`,
    );
  }
  if (isNpy(bytes)) return fromNpy(bytes);
  const kind = bytes.length === 0 ? "an empty file" : identifyImage(bytes);
  if (kind === "PNG") return fromPng(bytes);
  const found = isImageKind(kind) ? `a ${kind} picture` : kind;
  const message = `count map: expected a NumPy array (.npy) or a grey PNG of 8 or 16 bits, found ${found}`;
  throw new GanxError("INVALID_FILE", message);
}

function fromNpy(bytes: Uint8Array): CountMap {
  const header = readNpyHeader(bytes);
  const [height, width, depth = 1, ...more] = header.shape;
  if (header.shape.length < 2 || depth !== 1 || more.length > 0) {
    const message = `count map: expected an array [height, width], found ${showShape(header.shape)}`;
    throw new GanxError("INVALID_FILE", message);
  }
  checkCountMapSize(width, height, "INVALID_FILE");
  const values = allocateNumbers(Float32Array, header.count);
  visitNpy(bytes, header, (value, i) => {
    values[i] = checkCount(value, i, width, "INVALID_FILE");
  });
  return { width, height, values };
}

function fromPng(bytes: Uint8Array): CountMap {
  try {
    return decodeGreyPng(bytes);
  } catch (cause) {
    // Of a map it is the file that is wrong: one code for both formats.
    if (!(cause instanceof GanxError) || cause.code !== "INVALID_IMAGE") throw cause;
    throw new GanxError("INVALID_FILE", cause.message, { cause });
  }
}
