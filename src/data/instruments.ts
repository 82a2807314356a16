// Scanners by name. Numbers marked (s) are those of makers and publications; the others are typical values, chosen so
// that a painting gives counts at about the rate such a scanner is run at.
//
// labec          open-air scanner of INFN-CHNet at LABEC: F. Taccetti et al., Rend. Lincei 30 (2019) 307; the axis is
//                that of A. Bombini, arXiv:2304.14078, 2023
// m6-jetstream   Bruker M6 Jetstream: M. Alfeld et al., J. Anal. At. Spectrom. 28 (2013) 760; calibration and resolution
//                as read from spectra
// xglab          XGLab scanner with a 50 mm2 drift detector
// ag-fresco      a scanner with a silver anode as seen in measured scans of frescoes
// xrf-explorer   an M6 Jetstream on the axis that XRF-Explorer takes for granted (2.0, olive-groves/xrf-explorer): channel i
//                of 4096 is at i * 40 / 4096 keV. Without the strobe, whose peak would stand at the axis's beginning, cut in
//                half and higher than all others

import type { Instrument } from "../instrument.js";

const SILICON_DRIFT = {
  fano: 0.115,
  epsEV: 3.85,
  filters: [],
  deadLayerUm: 0.1,
  siThicknessUm: 450,
  shortTailRatio: 0.005,
  shortTailKeV: 0.15,
  longTailRatio: 0,
  longTailKeV: 3,
  stepRatio: 0.0005,
} as const;

const M6_JETSTREAM: Instrument = {
  name: "m6-jetstream",
  tube: {
    anode: "Rh", // (s)
    kV: 50, // (s)
    currentUA: 600, // (s)
    electronDeg: 90,
    takeOffDeg: 20,
    windowUm: 100, // (s)
    filters: [],
  },
  beam: { solidAngleSr: 6.5e-5, cutoffKeV: 20 },
  geometry: { incidenceDeg: 90, takeOffDeg: 60 }, // (s)
  airPathCm: 2,
  gas: "air",
  detector: {
    ...SILICON_DRIFT,
    noiseEV: 74.066, // (s)
    fano: 0.116, // (s)
    windowUm: 12.5, // (s)
    deadLayerUm: 0.029, // (s)
    areaMm2: 30,
    distanceMm: 20,
  },
  electronics: { deadTimeUs: 2, paralyzable: true, pairTimeNs: 100, strobeHz: 10_000 }, // strobe (s)
  axis: { offsetKeV: -0.9555, gainKeV: 0.009999, channels: 4096 }, // (s)
};

export const INSTRUMENTS: Readonly<Record<string, Instrument>> = {
  labec: {
    name: "labec",
    tube: {
      anode: "Mo", // (s)
      kV: 40, // (s)
      currentUA: 100, // (s)
      electronDeg: 90,
      takeOffDeg: 20,
      windowUm: 250,
      filters: [],
    },
    beam: { solidAngleSr: 1.2e-4, cutoffKeV: 0 },
    geometry: { incidenceDeg: 45, takeOffDeg: 45 },
    airPathCm: 1,
    gas: "air",
    detector: { ...SILICON_DRIFT, noiseEV: 70, windowUm: 25, areaMm2: 50, distanceMm: 20 },
    electronics: { deadTimeUs: 2, paralyzable: true, pairTimeNs: 100, strobeHz: 0 },
    axis: { offsetKeV: 0.5 + 19 / 1024, gainKeV: 38 / 1024, channels: 1024 }, // (s)
  },
  "m6-jetstream": M6_JETSTREAM,
  xglab: {
    name: "xglab",
    tube: {
      anode: "Rh", // (s)
      kV: 50, // (s)
      currentUA: 200, // (s)
      electronDeg: 90,
      takeOffDeg: 20,
      windowUm: 125,
      filters: [],
    },
    beam: { solidAngleSr: 5e-5, cutoffKeV: 0 },
    geometry: { incidenceDeg: 90, takeOffDeg: 50 },
    airPathCm: 2.5,
    gas: "air",
    detector: {
      ...SILICON_DRIFT,
      noiseEV: 49.25, // 130 eV at Mn Ka (s)
      windowUm: 12.5,
      areaMm2: 50, // (s)
      distanceMm: 20,
    },
    electronics: { deadTimeUs: 2, paralyzable: true, pairTimeNs: 100, strobeHz: 0 },
    axis: { offsetKeV: 0, gainKeV: 0.01, channels: 4096 },
  },
  "ag-fresco": {
    name: "ag-fresco",
    tube: {
      anode: "Ag", // (s)
      kV: 40,
      currentUA: 100,
      electronDeg: 90,
      takeOffDeg: 20,
      windowUm: 250,
      filters: [],
    },
    beam: { solidAngleSr: 3.6e-4, cutoffKeV: 0 },
    geometry: { incidenceDeg: 90, takeOffDeg: 40 }, // from the Compton peak, 20.6 keV (s)
    airPathCm: 2,
    gas: "air",
    detector: { ...SILICON_DRIFT, noiseEV: 70, windowUm: 12.5, areaMm2: 25, distanceMm: 20 },
    electronics: { deadTimeUs: 2, paralyzable: true, pairTimeNs: 100, strobeHz: 0 },
    axis: { offsetKeV: 0, gainKeV: 0.02917, channels: 1024 }, // gain, channels (s)
  },
  "xrf-explorer": {
    ...M6_JETSTREAM,
    name: "xrf-explorer",
    electronics: { ...M6_JETSTREAM.electronics, strobeHz: 0 },
    axis: { offsetKeV: 0, gainKeV: 40 / 4096, channels: 4096 },
  },
};
