// The public surface of `ganx/analysis`: what measures spectra, cubes and pictures, the same in every runtime.
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
export type { CountCube, CubeWith } from "./analysis/count-cube.js";
export {
  type CountArray,
  type CubeBlock,
  type CubeSource,
  type MemoryCube,
  type PassOptions,
  sourceOf,
} from "./analysis/cube-source.js";
export type { ChannelWindow } from "./analysis/cube-sums.js";
export { type ExtractedPigment, type ExtractOptions, extractPigment } from "./analysis/extract-pigment.js";
export { type FindPeaksOptions, findPeaks, type Peak } from "./analysis/find-peaks.js";
export type { Thumbnail } from "./analysis/flatten.js";
export {
  type IdentifiedPeak,
  type IdentifyLinesOptions,
  identifyLines,
  type NamedPeak,
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
} from "./analysis/inspect.js";
export { lineMap } from "./analysis/line-map.js";
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
export type { Values } from "./kernels/rebin.js";
export type { BlockLayout, NumberType } from "./kernels/sums.js";
