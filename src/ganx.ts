// What `loadGanx` gives: everything that works in every runtime, ready to be called.

import { lineWindow } from "./analysis/line-window.js";
import { cosineSimilarity, deltaE76, deltaE94, deltaE2000, labToSrgb, srgbToLab } from "./color.js";
import { createScan } from "./create-scan.js";
import { instrumentByName } from "./instrument.js";
import { parseInstrument } from "./instrument-format.js";
import { decodeSpectrum } from "./io/decode-spectrum.js";
import { encodeNumpy, encodeZarr } from "./io/encode-cube.js";
import { encodeCubeHdf5, encodeHdf5 } from "./io/encode-hdf5.js";
import { parseLibrary } from "./io/parse-library.js";
import { iterativeKMeans, kMeans, silhouetteScore } from "./k-means.js";
import { loadCore } from "./kernels/core.js";
import { provideModules, type WasmSources } from "./kernels/sources.js";
import { resampleSpectrum } from "./library.js";
import { lineFamilies, lines, parseLine } from "./lines.js";
import {
  decodeCountMap,
  decodeImage,
  detectorResponse,
  embeddedLibrary,
  encodeGrey16,
  imageSize,
  massAttenuation,
  objectStratigraphy,
  paintLayer,
  paintStack,
  parseStackText,
  parseStratigraphy,
  sherman,
  stackSpectrum,
  startPool,
  tubeSpectrum,
  zarrFile,
} from "./on-demand.js";

const functions = {
  lineWindow,
  cosineSimilarity,
  createScan,
  decodeCountMap,
  decodeImage,
  decodeSpectrum,
  deltaE2000,
  deltaE76,
  deltaE94,
  detectorResponse,
  embeddedLibrary,
  encodeCubeHdf5,
  encodeHdf5,
  encodeGrey16,
  encodeNumpy,
  encodeZarr,
  imageSize,
  instrumentByName,
  iterativeKMeans,
  kMeans,
  labToSrgb,
  lineFamilies,
  lines,
  massAttenuation,
  objectStratigraphy,
  paintLayer,
  paintStack,
  parseInstrument,
  parseLibrary,
  parseLine,
  parseStackText,
  parseStratigraphy,
  resampleSpectrum,
  sherman,
  silhouetteScore,
  srgbToLab,
  stackSpectrum,
  startPool,
  tubeSpectrum,
  zarrFile,
};

/** Everything ganx does in every runtime: `ganx` and `ganx/analysis`. */
export type Ganx = typeof functions & typeof import("./analysis.js");

/**
 * Loads all that works in every runtime.
 *
 * Runtimes that forbid compiling bytes import `ganx/ganx.wasm`, `ganx/analysis.wasm` and `ganx/physics.wasm` as modules
 * and pass those; in workerd the package does that by itself.
 *
 * @throws GanxError `NOT_LOADED`
 */
export async function loadGanx(options: WasmSources = {}): Promise<Ganx> {
  provideModules(options);
  const [analysis] = await Promise.all([
    import("./analysis.js"),
    import("./kernels/analysis.js").then(({ loadAnalysis }) => loadAnalysis()),
    loadCore(),
  ]);
  return { ...functions, ...analysis };
}
