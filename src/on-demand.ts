// Public functions whose modules are loaded when they are first called: importing `ganx` loads the core alone.

/** A function that loads the module of another when it is first called. */
function whenCalled<P extends readonly unknown[], R>(
  load: () => Promise<(...args: P) => R | Promise<R>>,
): (...args: P) => Promise<R> {
  return async (...args) => (await load())(...args);
}

export const decodeCountMap = whenCalled(
  async () => (await import("./io/decode-count-map.js")).decodeCountMap,
);
export const decodeImage = whenCalled(async () => (await import("./io/decode-image.js")).decodeImage);
export const embeddedLibrary = whenCalled(
  async () => (await import("./embedded-library.js")).embeddedLibrary,
);
export const encodeGrey16 = whenCalled(async () => (await import("./io/png/encode.js")).encodeGrey16);
export const imageSize = whenCalled(async () => (await import("./io/image-size.js")).imageSize);
export const objectStratigraphy = whenCalled(
  async () => (await import("./object-stratigraphy.js")).objectStratigraphy,
);
export const paintStack = whenCalled(async () => (await import("./paint-stack.js")).paintStack);
export const parseStratigraphy = whenCalled(
  async () => (await import("./stratigraphy-format.js")).parseStratigraphy,
);
export const detectorResponse = whenCalled(async () => (await import("./xray/detector.js")).detectorResponse);
export const massAttenuation = whenCalled(
  async () => (await import("./xray/mass-attenuation.js")).massAttenuation,
);
export const paintLayer = whenCalled(async () => (await import("./xray/paint.js")).paintLayer);
export const parseStackText = whenCalled(async () => (await import("./xray/stack-text.js")).parseStackText);
export const sherman = whenCalled(async () => (await import("./xray/sherman.js")).sherman);
export const stackSpectrum = whenCalled(async () => (await import("./xray/stack-spectrum.js")).stackSpectrum);
export const tubeSpectrum = whenCalled(async () => (await import("./xray/tube.js")).tubeSpectrum);
