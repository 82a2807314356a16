// The public surface of `ganx`, the same in every runtime.
export type { ReadyCubeSource } from "./analysis/cube-source.js";
export { type LineMapOptions, type LineWindowOptions, lineWindow } from "./analysis/line-window.js";
export type { Background, BackgroundRecipe } from "./background.js";
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
export type {
  CountModel,
  CountRecipe,
  DwellCounts,
  FixedCounts,
  InstrumentCounts,
  LuminosityCounts,
  MappedCounts,
  PoissonCounts,
} from "./count-model.js";
export { createScan, type Progress, type ScanOptions } from "./create-scan.js";
export type { LibrarySelection, Technique } from "./embedded-library.js";
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
export { type EncodeOptions, encodeNumpy, encodeZarr } from "./io/encode-cube.js";
export { encodeCubeHdf5, encodeHdf5 } from "./io/encode-hdf5.js";
export type { CubeHdf5Options } from "./io/hdf5-cube-writer.js";
export type { WriteHdf5Options } from "./io/hdf5-scan-writer.js";
export type { ImageSize } from "./io/image-size.js";
export { parseLibrary } from "./io/parse-library.js";
export type { SpectrumFile, SpectrumFileOptions } from "./io/spectrum-file.js";
export type { ZarrEntry } from "./io/zarr/zarr-entries.js";
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
export type { CompressedTile } from "./kernels/deflate.js";
export type { Counts } from "./kernels/sample.js";
export { provideModules, type WasmSource, type WasmSources } from "./kernels/sources.js";
export {
  type Library,
  type MeasuredSpectrum,
  type Pigment,
  type PigmentSpectrum,
  resampleSpectrum,
} from "./library.js";
export { type Line, lineFamilies, lines, PAPER_LINES, parseLine, type WeightedLine } from "./lines.js";
export type { MaterialLayer, ObjectKind, ObjectOptions } from "./object-stratigraphy.js";
export {
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
export type { Mixing, PaintOptions } from "./paint-plan.js";
export type { PicturePigments } from "./paint-stack.js";
export type { ClusterSpace } from "./palette.js";
export type { Period } from "./period.js";
export type { Region } from "./region.js";
export type {
  Cube,
  DrawLineMapsOptions,
  MixtureComponent,
  PaletteColor,
  Scan,
  SlabOptions,
} from "./scan.js";
export type { PictureLayer, Stratigraphy, StratigraphyLayer } from "./stratigraphy.js";
export type { StratigraphyFile } from "./stratigraphy-format.js";
export type { HiddenTruth, Recipe, Truth } from "./truth.js";
export { VERSION } from "./version.js";
export type { Composition } from "./xray/composition.js";
export type { DetectorResponse, Photons } from "./xray/detector.js";
export type { NamedMaterial } from "./xray/named-material.js";
export type { Paint, PaintFilm, PigmentShare } from "./xray/paint.js";
export type { FluorescenceLine, Geometry, ShermanBeam } from "./xray/sherman.js";
export type { StackLayer } from "./xray/stack.js";
export type { StackSpectrum } from "./xray/stack-spectrum.js";
export type { Share, Substance } from "./xray/substance.js";
export type { TubeSpectrum, TubeSpectrumOptions } from "./xray/tube.js";
export type { Shell } from "./xray/xray-data.js";
