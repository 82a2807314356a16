export { convolveRows } from "./convolve";
export { exponential, logarithm } from "./elementary";
export { heapBase } from "./memory";
export { spectrumMetrics } from "./metric";
export { rebinSpectra } from "./rebin";
export { secondDifference } from "./second-difference";
export { smooth, snip } from "./snip";
export { halveRows, ssimRows } from "./ssim";
export { unshuffle } from "./unshuffle";
