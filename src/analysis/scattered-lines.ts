import type { Instrument } from "../instrument.js";
import { type Line, lineFamilies } from "../lines.js";
import type { ElementSeries, Spot } from "./element-series.js";
import type { Part } from "./explain-peaks.js";
import { oneMinusCosine } from "./one-minus-cosine.js";
import type { ScatterReference, SoftPeak, TubeScatter } from "./tube-scatter.js";

/** Electron's rest energy, keV. */
const REST_KEV = 510.999;
/** A Compton peak is so wide that it may be found this part of its energy off. */
const REACH = 0.01;

/**
 * The anode's alpha or beta family of a series that a peak is after Compton scattering, with the energy it then has.
 *
 * Source: A. H. Compton, Phys. Rev. 21 (1923) 483; the photons turn by the sum of both angles with the surface.
 */
export function comptonLine(
  { tube, geometry }: Instrument,
  letter: ElementSeries["letter"],
  { energyKeV: at }: Pick<Spot, "energyKeV">,
): Line | undefined {
  const turn = oneMinusCosine(geometry.incidenceDeg + geometry.takeOffDeg);
  const families = lineFamilies(tube.anode).filter(
    ({ line }) => line === `${letter}a` || line === `${letter}b`,
  );
  return families
    .map(({ element, line, name, energyKeV }) => {
      const after = energyKeV / (1 + (energyKeV / REST_KEV) * turn);
      return { element, line, name: `${name} Compton`, energyKeV: after };
    })
    .find(({ energyKeV }) => Math.abs(at - energyKeV) <= REACH * energyKeV);
}

/** Photons of the tube's L lines are known this well; Ebel's constants for them are less sure than those of K lines. */
const LEEWAY = 1.4;

/** What the tube's softer lines, scattered, have of a peak. */
export interface SoftPart extends Part {
  /** Whether the peak need be nothing else. */
  readonly isAll: boolean;
}

/**
 * What the tube's softer lines have of each peak, scattered by a material as light or heavy as the Compton peak shows.
 *
 * @param anode its series, the hardest first
 */
export function softParts(
  instrument: Instrument,
  scatter: TubeScatter,
  [hard, ...softer]: readonly ElementSeries[],
  spots: readonly Spot[],
): SoftPart[][] {
  const main = hard && spots[hard.mainSpot]?.area;
  if (!main) return spots.map(() => []);
  const compton = spots.filter((one) => comptonLine(instrument, hard.letter, one)?.line === hard.main.line);
  const soft = softPeaks(scatter, compton.reduce((sum, { area }) => sum + area, 0) / main);
  return spots.map(({ energyKeV, area, noise, tolerance }) => {
    const peak = soft.find((one) => Math.abs(energyKeV - one.energyKeV) <= tolerance);
    const series = softer.find(({ letter }) => letter === peak?.line.line[0]);
    if (!peak || !series) return [];
    const foretold = peak.share * main;
    const isAll = area - 2 * noise <= LEEWAY * foretold;
    return [{ series, area: isAll ? area : foretold, confirmed: false, isAll }];
  });
}

/** The soft peaks of a material with a Compton share, between those of its neighbours. */
function softPeaks(scatter: TubeScatter, comptonShare: number): SoftPeak[] {
  const below = scatter.findLast((one) => one.comptonShare <= comptonShare) ?? scatter[0];
  const above = scatter.find((one) => one.comptonShare >= comptonShare) ?? scatter.at(-1);
  if (!below || !above) return [];
  const width = above.comptonShare - below.comptonShare;
  const part = width > 0 ? (comptonShare - below.comptonShare) / width : 0;
  const shareIn = ({ soft }: ScatterReference, name: string) =>
    soft.find(({ line }) => line.name === name)?.share ?? 0;
  return below.soft.map((peak) => {
    const share = (1 - part) * peak.share + part * shareIn(above, peak.line.name);
    return { ...peak, share };
  });
}
