// What `loadGanx` gives: everything that works in every runtime, ready to be called.

import { commonAxis, sameAxis } from "./analysis/axes.js";
import { compareCubes } from "./analysis/compare.js";
import { convolveSpatial } from "./analysis/convolve.js";
import { sourceOf } from "./analysis/cube-source.js";
import { extractPigment } from "./analysis/extract-pigment.js";
import { findPeaks } from "./analysis/find-peaks.js";
import { identifyLines } from "./analysis/identify-lines.js";
import { inspectCube } from "./analysis/inspect.js";
import { lineMap } from "./analysis/line-map.js";
import { lineWindow } from "./analysis/line-window.js";
import { rebinCube, rebinToAxis } from "./analysis/rebin.js";
import { snipBackground } from "./analysis/snip.js";
import { spectrumMetrics, spectrumMetricVariants } from "./analysis/spectrum-metrics.js";
import { msSsim, ssim } from "./analysis/ssim.js";
import { tubeScatter } from "./analysis/tube-scatter.js";
import { cosineSimilarity, deltaE76, deltaE94, deltaE2000, labToSrgb, srgbToLab } from "./color.js";
import type { CountMap } from "./count-map.js";
import { createScan } from "./create-scan.js";
import type { RgbImage } from "./image.js";
import { instrumentByName } from "./instrument.js";
import { parseInstrument } from "./instrument-format.js";
import type { DecodeImageOptions } from "./io/decode-image.js";
import { decodeSpectrum } from "./io/decode-spectrum.js";
import { encodeCubeHdf5, encodeHdf5 } from "./io/encode-hdf5.js";
import { parseLibrary } from "./io/parse-library.js";
import { iterativeKMeans, kMeans, silhouetteScore } from "./k-means.js";
import { loadCore } from "./kernels/core.js";
import { providePhysics } from "./kernels/physics.js";
import type { WasmSource } from "./kernels/wasm-module.js";
import { embeddedLibrary, resampleSpectrum } from "./library.js";
import { lineFamilies, lines, parseLine } from "./lines.js";
import { objectStratigraphy } from "./object-stratigraphy.js";
import { paintStack } from "./paint-stack.js";
import { parseStratigraphy } from "./stratigraphy-format.js";
import { detectorResponse } from "./xray/detector.js";
import { massAttenuation } from "./xray/mass-attenuation.js";
import { paintLayer } from "./xray/paint.js";
import { sherman } from "./xray/sherman.js";
import { stackSpectrum } from "./xray/stack-spectrum.js";
import { parseStackText } from "./xray/stack-text.js";
import { tubeSpectrum } from "./xray/tube.js";

const functions = {
  commonAxis,
  compareCubes,
  convolveSpatial,
  cosineSimilarity,
  createScan,
  decodeSpectrum,
  deltaE2000,
  deltaE76,
  detectorResponse,
  deltaE94,
  embeddedLibrary,
  encodeCubeHdf5,
  encodeHdf5,
  extractPigment,
  findPeaks,
  identifyLines,
  inspectCube,
  instrumentByName,
  iterativeKMeans,
  kMeans,
  labToSrgb,
  lineFamilies,
  lineMap,
  lines,
  lineWindow,
  massAttenuation,
  msSsim,
  parseInstrument,
  objectStratigraphy,
  paintLayer,
  paintStack,
  parseLibrary,
  parseLine,
  parseStackText,
  parseStratigraphy,
  rebinCube,
  rebinToAxis,
  resampleSpectrum,
  sameAxis,
  sherman,
  silhouetteScore,
  snipBackground,
  sourceOf,
  spectrumMetrics,
  spectrumMetricVariants,
  srgbToLab,
  ssim,
  stackSpectrum,
  tubeScatter,
  tubeSpectrum,
};

/** Everything ganx does in every runtime. */
export type Ganx = typeof functions & {
  /**
   * Decodes a PNG or JPEG picture; transparency is composited on white unless `alphaBackground` says otherwise.
   *
   * @throws GanxError `INVALID_IMAGE`, `INVALID_ARGUMENT`
   */
  decodeImage(bytes: Uint8Array, options?: DecodeImageOptions): RgbImage;
  /**
   * Decodes a map of photons per pixel: a NumPy array (`.npy`) `[height, width]` or a grey PNG of up to 16 bits.
   *
   * @throws GanxError `INVALID_FILE`, `INVALID_ARGUMENT`, `OUT_OF_MEMORY`
   */
  decodeCountMap(bytes: Uint8Array): CountMap;
};

/**
 * Loads the WebAssembly core and the picture decoders.
 *
 * @param options `wasm`: where the core comes from, `physicsWasm`: where X-ray physics comes from, which is loaded when a
 *   composition's spectrum is needed; default the bytes inside the package. Edge runtimes, which forbid compiling bytes,
 *   import `ganx/ganx.wasm` and `ganx/physics.wasm` as modules and pass those.
 * @throws GanxError `NOT_LOADED`
 */
export async function loadGanx(options: { wasm?: WasmSource; physicsWasm?: WasmSource } = {}): Promise<Ganx> {
  providePhysics(options.physicsWasm);
  const [{ decodeImage }, { decodeCountMap }] = await Promise.all([
    import("./io/decode-image.js"),
    import("./io/decode-count-map.js"),
    loadCore(options.wasm),
  ]);
  return { ...functions, decodeCountMap, decodeImage };
}
