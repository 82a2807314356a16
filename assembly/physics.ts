// The second module: X-ray physics, which programs that need no expected spectrum of a composition never load.
export { absorb, addAttenuation, sineOfDegrees, transmit } from "./attenuation";
export { spreadLines } from "./cross-excitation";
export { addPairs, escapeFractions, undisturbed } from "./detector";
export { tubeContinuum, tubeLines } from "./ebel";
export { escapeFromCells, multiplyRows, pathsInCells, primaryLine } from "./fluorescence";
export { heapBase } from "./memory";
export { addResponse, responseScratch } from "./response";
export { addScatter, comptonEnergies, emitFromLayer } from "./scatter";
