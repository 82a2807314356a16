// The second module: X-ray physics, which programs that need no expected spectrum of a composition never load.
export { absorb, addAttenuation, sineOfDegrees, transmit } from "./attenuation";
export { addGaussianLines } from "./gaussian-lines";
export { heapBase } from "./memory";
