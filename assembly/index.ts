export { absorb, addAttenuation, sineOfDegrees, transmit } from "./attenuation";
export { labToSrgb, srgbToLab } from "./color";
export { convolveRows } from "./convolve";
export { cosineSimilarity, deltaE76, deltaE94, deltaE2000 } from "./delta-e";
export { countColors, labelPixels, markColors } from "./distinct";
export {
  assignPoints,
  colorPoints,
  fillEmptyClusters,
  gatherPoints,
  inertia,
  kMeansPlusPlus,
  lloyd,
  miniBatch,
} from "./k-means";
export { heapBase } from "./memory";
export { mixSpectra } from "./mixture";
export { philox, philoxBlocks, sampleIndices } from "./random";
export { rebinSpectra } from "./rebin";
export { addTotalSpectrum, buildAliasTable, sampleCounts, sumWindows } from "./sample";
export { secondDifference } from "./second-difference";
export { silhouette } from "./silhouette";
export { smooth, snip } from "./snip";
export { addGaussianLines, normalize, resampleSpectrum } from "./spectrum";
