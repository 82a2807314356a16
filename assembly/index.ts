export { buildAliasTable } from "./alias";
export { allWithin } from "./bounds";
export { deltaE2000 } from "./ciede2000";
export { labToSrgb, srgbToLab } from "./color";
export { compressCounts } from "./compress";
export { chunkBound, chunkScratch, compressChunk } from "./compress-chunk";
export { convolveRows } from "./convolve";
export { cosineSimilarity, deltaE76, deltaE94 } from "./delta-e";
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
export { quantile, searchCount } from "./poisson-quantile";
export { rowMargin } from "./poisson-spectrum";
export { buildPoissonTable, poissonTableBytes } from "./poisson-table";
export { philox, philoxBlocks, sampleIndices } from "./random";
export { rebinSpectra } from "./rebin";
export { leastPass, passMargin, sampleCounts, sampleScratch } from "./sample";
export { secondDifference } from "./second-difference";
export { sha256Blocks } from "./sha256";
export { silhouette } from "./silhouette";
export { smooth, snip } from "./snip";
export { normalize, resampleSpectrum } from "./spectrum";
export { halveRows, ssimRows } from "./ssim";
export { addSpectra, sumWindows } from "./sums";
export { unshuffle } from "./unshuffle";
export { widenCounts } from "./widen";
