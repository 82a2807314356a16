// The public surface of `ganx`, the same in every runtime.

export { commonAxis, sameAxis } from "./analysis/axes.js";
export {
  type ComparedCube,
  type CompareOptions,
  type Comparison,
  compareCubes,
  type Omission,
} from "./analysis/compare.js";
export type { LineComparison } from "./analysis/compare-lines.js";
export { convolveSpatial, type ImageStack } from "./analysis/convolve.js";
export type { CountCube } from "./analysis/count-cube.js";
export {
  type CountArray,
  type CubeBlock,
  type CubeSource,
  type MemoryCube,
  type PassOptions,
  sourceOf,
} from "./analysis/cube-source.js";
export { type ExtractedPigment, type ExtractOptions, extractPigment } from "./analysis/extract-pigment.js";
export { type FindPeaksOptions, findPeaks, type Peak } from "./analysis/find-peaks.js";
export {
  type IdentifiedPeak,
  type IdentifyLinesOptions,
  identifyLines,
  type PeakLine,
} from "./analysis/identify-lines.js";
export type { Similarity, SimilarityOptions } from "./analysis/image-similarity.js";
export {
  type Background,
  type Inspection,
  type InspectOptions,
  inspectCube,
  type LineMap,
  type LineMapsOptions,
  PAPER_LINES,
} from "./analysis/inspect.js";
export { lineMap } from "./analysis/line-map.js";
export { type LineMapOptions, type LineWindowOptions, lineWindow } from "./analysis/line-window.js";
export type { RealismScore } from "./analysis/realism.js";
export { rebinCube, rebinToAxis } from "./analysis/rebin.js";
export { type SnipOptions, snipBackground } from "./analysis/snip.js";
export {
  type SpectrumMetrics,
  type SpectrumMetricVariants,
  spectrumMetrics,
  spectrumMetricVariants,
} from "./analysis/spectrum-metrics.js";
export { msSsim, ssim } from "./analysis/ssim.js";
export type { SsimWindowName } from "./analysis/ssim-scale.js";
export {
  type ScatterReference,
  type SoftPeak,
  type TubeScatter,
  tubeScatter,
} from "./analysis/tube-scatter.js";
export {
  type Color,
  type ColorMetric,
  cosineSimilarity,
  deltaE76,
  deltaE94,
  deltaE2000,
  labToSrgb,
  srgbToLab,
} from "./color.js";
export type { CountMap } from "./count-map.js";
export { createScan, type Progress, type ScanOptions } from "./create-scan.js";
export {
  channelEnergies,
  DEFAULT_ENERGY_AXIS,
  type EnergyAxis,
  energyAxisFromRange,
  type Quantity,
} from "./energy-axis.js";
export { GanxError, type GanxErrorCode } from "./errors.js";
export { type Ganx, loadGanx } from "./ganx.js";
export type { RgbImage } from "./image.js";
export {
  DEFAULT_INSTRUMENT,
  type Foil,
  INSTRUMENT_NAMES,
  type Instrument,
  type InstrumentDescription,
  instrumentByName,
} from "./instrument.js";
export type { Anode, Gas } from "./instrument-fields.js";
export { parseInstrument } from "./instrument-format.js";
export type { DecodeImageOptions } from "./io/decode-image.js";
export { decodeSpectrum } from "./io/decode-spectrum.js";
export { encodeCubeHdf5, encodeHdf5 } from "./io/encode-hdf5.js";
export type { CubeHdf5Options } from "./io/hdf5-cube-writer.js";
export type { WriteHdf5Options } from "./io/hdf5-scan-writer.js";
export { parseLibrary } from "./io/parse-library.js";
export type { SpectrumFile, SpectrumFileOptions } from "./io/spectrum-file.js";
export {
  type IterativeKMeansOptions,
  type IterativeKMeansResult,
  iterativeKMeans,
  type KMeansMethod,
  type KMeansOptions,
  type KMeansResult,
  type KMeansTrial,
  kMeans,
  silhouetteScore,
} from "./k-means.js";
export type { Counts } from "./kernels/sample.js";
export type { WasmSource } from "./kernels/wasm-module.js";
export {
  embeddedLibrary,
  type Library,
  type LibrarySelection,
  type MeasuredSpectrum,
  type Pigment,
  type PigmentSpectrum,
  resampleSpectrum,
  type Technique,
} from "./library.js";
export { type Line, lineFamilies, lines, parseLine, type WeightedLine } from "./lines.js";
export {
  type MaterialLayer,
  type ObjectKind,
  type ObjectOptions,
  objectStratigraphy,
} from "./object-stratigraphy.js";
export type { Mixing, PaintOptions } from "./paint-plan.js";
export { type PicturePigments, paintStack } from "./paint-stack.js";
export type { ClusterSpace } from "./palette.js";
export type { Period } from "./period.js";
export type { Region } from "./region.js";
export type {
  Cube,
  MixtureComponent,
  PaletteColor,
  Scan,
} from "./scan.js";
export type { PictureLayer, Stratigraphy, StratigraphyLayer } from "./stratigraphy.js";
export { parseStratigraphy, type StratigraphyFile } from "./stratigraphy-format.js";
export type { HiddenTruth, Recipe, Truth } from "./truth.js";
export { VERSION } from "./version.js";
export type { Composition } from "./xray/composition.js";
export { type DetectorResponse, detectorResponse, type Photons } from "./xray/detector.js";
export { massAttenuation } from "./xray/mass-attenuation.js";
export type { NamedMaterial } from "./xray/named-material.js";
export { type Paint, type PaintFilm, type PigmentShare, paintLayer } from "./xray/paint.js";
export { type FluorescenceLine, type Geometry, type ShermanBeam, sherman } from "./xray/sherman.js";
export type { StackLayer } from "./xray/stack.js";
export { type StackSpectrum, stackSpectrum } from "./xray/stack-spectrum.js";
export { parseStackText } from "./xray/stack-text.js";
export type { Share, Substance } from "./xray/substance.js";
export { type TubeSpectrum, type TubeSpectrumOptions, tubeSpectrum } from "./xray/tube.js";
export type { Shell } from "./xray/xray-data.js";
