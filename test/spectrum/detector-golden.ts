import { readFileSync } from "node:fs";

interface TubeGolden {
  readonly anode: "Rh" | "Mo" | "Ag" | "W" | "Cr" | "Cu";
  readonly kV: number;
  readonly electronDeg: number;
  readonly takeOffDeg: number;
  readonly layers: readonly {
    readonly element: string;
    readonly densityGCm3: number;
    readonly thicknessUm: number;
  }[];
  readonly energiesKeV: readonly number[];
  readonly perKeV: readonly number[];
  readonly barePerKeV: readonly number[];
  readonly lines: readonly { readonly energyKeV: number; readonly photons: number }[];
}

interface HypermetGolden {
  readonly area: number;
  readonly energyKeV: number;
  readonly fwhmKeV: number;
  readonly shortRatio: number;
  readonly shortKeV: number;
  readonly longRatio: number;
  readonly longKeV: number;
  readonly step: number;
  readonly lowKeV: number;
  readonly gainKeV: number;
  readonly counts: readonly number[];
}

interface ScatterGolden {
  readonly element: string;
  readonly degrees: number;
  readonly energiesKeV: readonly number[];
  readonly rayleigh: readonly number[];
  readonly compton: readonly number[];
  readonly comptonKeV: readonly number[];
}

/** Values of PyMca, fisx and xraylib; ../golden/make_detector.py makes them. */
export const DETECTOR_GOLDEN: {
  readonly tubes: readonly TubeGolden[];
  readonly escape: { readonly energiesKeV: readonly number[]; readonly rates: readonly number[] };
  readonly hypermet: readonly HypermetGolden[];
  readonly scatter: readonly ScatterGolden[];
  readonly pileUp: { readonly counts: readonly number[]; readonly pairs: readonly number[] };
} = JSON.parse(readFileSync(new URL("../golden/detector.json", import.meta.url), "utf8"));
