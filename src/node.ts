// The public surface of `ganx/node`: files.
export type { CubeFile, CubeFileOptions } from "./io/cube/cube-file.js";
export type { CubeRegion, Hdf5Cube } from "./io/hdf5-cube.js";
export type { CubeHdf5Options } from "./io/hdf5-cube-writer.js";
export { encodeNpy, type NpyValues } from "./io/npy.js";
export { openCube } from "./io/open-cube.js";
export { readCountMap } from "./io/read-count-map.js";
export { type Hdf5Scan, readHdf5 } from "./io/read-hdf5.js";
export { readImage } from "./io/read-image.js";
export { readInstrument } from "./io/read-instrument.js";
export { readLibrary } from "./io/read-library.js";
export { readSpectrum } from "./io/read-spectrum.js";
export { readStratigraphy } from "./io/read-stratigraphy.js";
export { findDifference, recreateScan } from "./io/regenerate.js";
export { type WriteCubeOptions, writeCube } from "./io/write/write-any.js";
export { writeCubeHdf5 } from "./io/write-cube-hdf5.js";
export { type WriteHdf5Options, writeHdf5 } from "./io/write-hdf5.js";
