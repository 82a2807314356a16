// The public surface: a change here is a change for every user.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as analysis from "../../src/analysis.js";
import * as ganx from "../../src/index.js";
import * as node from "../../src/node.js";
import { Scan } from "../../src/scan.js";

test("`ganx` exports", () => {
  expect(Object.keys(ganx).sort()).toEqual([
    "DEFAULT_ENERGY_AXIS",
    "DEFAULT_INSTRUMENT",
    "GanxError",
    "INSTRUMENT_NAMES",
    "PAPER_LINES",
    "VERSION",
    "channelEnergies",
    "cosineSimilarity",
    "createScan",
    "decodeCountMap",
    "decodeImage",
    "decodeSpectrum",
    "deltaE2000",
    "deltaE76",
    "deltaE94",
    "detectorResponse",
    "embeddedLibrary",
    "encodeCubeHdf5",
    "encodeGrey16",
    "encodeHdf5",
    "encodeNumpy",
    "encodeZarr",
    "energyAxisFromRange",
    "imageSize",
    "instrumentByName",
    "iterativeKMeans",
    "kMeans",
    "labToSrgb",
    "lineFamilies",
    "lineWindow",
    "lines",
    "loadGanx",
    "massAttenuation",
    "objectStratigraphy",
    "paintLayer",
    "paintStack",
    "parseInstrument",
    "parseLibrary",
    "parseLine",
    "parseStackText",
    "parseStratigraphy",
    "provideModules",
    "resampleSpectrum",
    "sherman",
    "silhouetteScore",
    "srgbToLab",
    "stackSpectrum",
    "startPool",
    "tubeSpectrum",
    "zarrFile",
  ]);
});

test("`ganx/analysis` exports", () => {
  expect(Object.keys(analysis).sort()).toEqual([
    "commonAxis",
    "compareCubes",
    "convolveSpatial",
    "extractPigment",
    "findPeaks",
    "identifyLines",
    "inspectCube",
    "lineMap",
    "msSsim",
    "rebinCube",
    "rebinToAxis",
    "sameAxis",
    "snipBackground",
    "sourceOf",
    "spectrumMetricVariants",
    "spectrumMetrics",
    "ssim",
    "tubeScatter",
  ]);
});

test("`ganx/node` exports", () => {
  expect(Object.keys(node).sort()).toEqual([
    "encodeNpy",
    "findDifference",
    "openCube",
    "readCountMap",
    "readHdf5",
    "readImage",
    "readInstrument",
    "readLibrary",
    "readSpectrum",
    "readStratigraphy",
    "recreateScan",
    "writeCube",
    "writeCubeHdf5",
    "writeHdf5",
  ]);
});

test("loadGanx gives", async () => {
  expect(Object.keys(await ganx.loadGanx()).sort()).toEqual([
    "commonAxis",
    "compareCubes",
    "convolveSpatial",
    "cosineSimilarity",
    "createScan",
    "decodeCountMap",
    "decodeImage",
    "decodeSpectrum",
    "deltaE2000",
    "deltaE76",
    "deltaE94",
    "detectorResponse",
    "embeddedLibrary",
    "encodeCubeHdf5",
    "encodeGrey16",
    "encodeHdf5",
    "encodeNumpy",
    "encodeZarr",
    "extractPigment",
    "findPeaks",
    "identifyLines",
    "imageSize",
    "inspectCube",
    "instrumentByName",
    "iterativeKMeans",
    "kMeans",
    "labToSrgb",
    "lineFamilies",
    "lineMap",
    "lineWindow",
    "lines",
    "massAttenuation",
    "msSsim",
    "objectStratigraphy",
    "paintLayer",
    "paintStack",
    "parseInstrument",
    "parseLibrary",
    "parseLine",
    "parseStackText",
    "parseStratigraphy",
    "rebinCube",
    "rebinToAxis",
    "resampleSpectrum",
    "sameAxis",
    "sherman",
    "silhouetteScore",
    "snipBackground",
    "sourceOf",
    "spectrumMetricVariants",
    "spectrumMetrics",
    "srgbToLab",
    "ssim",
    "stackSpectrum",
    "startPool",
    "tubeScatter",
    "tubeSpectrum",
    "zarrFile",
  ]);
});

test("a scan has", () => {
  expect(Object.getOwnPropertyNames(Scan.prototype).sort()).toEqual(
    expect.arrayContaining([
      "countBytes",
      "drawLineMaps",
      "lineMap",
      "lineMaps",
      "region",
      "slabs",
      "spectrum",
      "totalSpectrum",
    ]),
  );
});

test("the version is that of the package", () => {
  const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  expect(ganx.VERSION).toBe(version);
});
