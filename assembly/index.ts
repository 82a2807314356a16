export { absorb, addAttenuation, sineOfDegrees, transmit } from "./attenuation";
export { labToSrgb, srgbToLab } from "./color";
export { compressCounts } from "./compress";
export { convolveRows } from "./convolve";
export { cosineSimilarity, deltaE76, deltaE94, deltaE2000 } from "./delta-e";
export { addDispersion } from "./dispersion";
export { countColors, labelPixels, listColors, markColors, rankColors, sumRests } from "./distinct";
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
export { spectrumMetrics } from "./metric";
export { mixSpectra } from "./mixture";
export { drawPoisson } from "./poisson";
export { philox, philoxBlocks, sampleIndices } from "./random";
export { rebinSpectra } from "./rebin";
export { buildAliasTable, sampleCounts } from "./sample";
export { secondDifference } from "./second-difference";
export { sha256Blocks } from "./sha256";
export { silhouette } from "./silhouette";
export { smooth, snip } from "./snip";
export { addGaussianLines, normalize, resampleSpectrum } from "./spectrum";
export { halveRows, ssimRows } from "./ssim";
export { addSpectra, sumWindows } from "./sums";
export { widenCounts } from "./widen";
