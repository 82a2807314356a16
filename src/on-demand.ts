// Public functions whose modules are loaded when they are first called: importing `ganx` loads the core alone.

import type { CountMap } from "./count-map.js";
import type { RgbImage } from "./image.js";
import type { DecodeImageOptions } from "./io/decode-image.js";
import type { ImageSize } from "./io/image-size.js";

/**
 * Decodes a PNG, JPEG, TIFF or WebP picture, upright and in sRGB; transparency is composited on white unless
 * `alphaBackground` says otherwise.
 *
 * @param bytes the whole file, which must not change meanwhile; its kind is told from its first bytes
 * @returns sRGB of 8 bits and, where the file has more, also of 16, `[height, width, 3]`; `notes` say what was done
 * @throws GanxError `INVALID_IMAGE`, `INVALID_ARGUMENT`
 */
export async function decodeImage(bytes: Uint8Array, options?: DecodeImageOptions): Promise<RgbImage> {
  return (await import("./io/decode-image.js")).decodeImage(bytes, options);
}

/**
 * Decodes a map of photons per pixel: a NumPy array (`.npy`) `[height, width]` or a grey PNG of up to 16 bits.
 *
 * @param bytes the whole file
 * @throws GanxError `INVALID_FILE`, `INVALID_ARGUMENT`, `OUT_OF_MEMORY`
 */
export async function decodeCountMap(bytes: Uint8Array): Promise<CountMap> {
  return (await import("./io/decode-count-map.js")).decodeCountMap(bytes);
}

/**
 * Tells the size of a PNG or JPEG picture from its header without decoding it, for whoever accepts only so many pixels.
 *
 * @param bytes the whole file
 * @returns its kind, and the pixels it announces; it may hold fewer, and be of a sort that is not read
 * @throws GanxError `INVALID_IMAGE`
 */
export async function imageSize(bytes: Uint8Array): Promise<ImageSize> {
  return (await import("./io/image-size.js")).imageSize(bytes);
}

/**
 * Encodes numbers, such as those of a line map, as a greyscale PNG of 16 bits.
 *
 * @param values `[height, width]`, row by row from the top left
 * @param deflate compresses into zlib's format, where a faster one than the default is at hand
 * @throws GanxError `INVALID_ARGUMENT`
 */
export async function encodeGrey16(
  values: Uint16Array,
  width: number,
  height: number,
  deflate?: (bytes: Uint8Array) => Uint8Array,
): Promise<Uint8Array<ArrayBuffer>> {
  return (await import("./io/png/encode.js")).encodeGrey16(values, width, height, deflate);
}

/** A function whose module is loaded when it is first called. */
function whenCalled<F extends (...args: never[]) => unknown>(load: () => Promise<F>): F {
  const call = async (...args: Parameters<F>) => (await load())(...args);
  return call as unknown as F;
}

/** @function */
export const embeddedLibrary: typeof import("./embedded-library.js").embeddedLibrary = whenCalled(
  async () => (await import("./embedded-library.js")).embeddedLibrary,
);
/** @function */
export const objectStratigraphy: typeof import("./object-stratigraphy.js").objectStratigraphy = whenCalled(
  async () => (await import("./object-stratigraphy.js")).objectStratigraphy,
);
/** @function */
export const paintStack: typeof import("./paint-stack.js").paintStack = whenCalled(
  async () => (await import("./paint-stack.js")).paintStack,
);
/** @function */
export const parseStratigraphy: typeof import("./stratigraphy-format.js").parseStratigraphy = whenCalled(
  async () => (await import("./stratigraphy-format.js")).parseStratigraphy,
);
/** @function */
export const detectorResponse: typeof import("./xray/detector.js").detectorResponse = whenCalled(
  async () => (await import("./xray/detector.js")).detectorResponse,
);
/** @function */
export const massAttenuation: typeof import("./xray/mass-attenuation.js").massAttenuation = whenCalled(
  async () => (await import("./xray/mass-attenuation.js")).massAttenuation,
);
/** @function */
export const paintLayer: typeof import("./xray/paint.js").paintLayer = whenCalled(
  async () => (await import("./xray/paint.js")).paintLayer,
);
/** @function */
export const parseStackText: typeof import("./xray/stack-text.js").parseStackText = whenCalled(
  async () => (await import("./xray/stack-text.js")).parseStackText,
);
/** @function */
export const sherman: typeof import("./xray/sherman.js").sherman = whenCalled(
  async () => (await import("./xray/sherman.js")).sherman,
);
/** @function */
export const stackSpectrum: typeof import("./xray/stack-spectrum.js").stackSpectrum = whenCalled(
  async () => (await import("./xray/stack-spectrum.js")).stackSpectrum,
);
/** @function */
export const tubeSpectrum: typeof import("./xray/tube.js").tubeSpectrum = whenCalled(
  async () => (await import("./xray/tube.js")).tubeSpectrum,
);
/** @function */
export const startPool: typeof import("./workers/pool.js").startPool = whenCalled(
  async () => (await import("./workers/pool.js")).startPool,
);
/** @function */
export const zarrFile: typeof import("./io/zarr/zarr-file.js").zarrFile = whenCalled(
  async () => (await import("./io/zarr/zarr-file.js")).zarrFile,
);
