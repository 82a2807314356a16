import { checkNumber, show } from "../check.js";
import { checkEnergyAxis, type EnergyAxis, requireEnergy } from "../energy-axis.js";
import { GanxError } from "../errors.js";
import { checkInstrument, DEFAULT_INSTRUMENT, fwhmKeV, type Instrument } from "../instrument.js";
import type { Line } from "../lines.js";
import { escapeParent, isAllEscape, SILICON_KEV, sumParents } from "./artefact-peaks.js";
import { type ElementSeries, elementSeries, nameAt, type Range, type Spot } from "./element-series.js";
import { explainPeaks, NAMED, type Part } from "./explain-peaks.js";
import type { Peak } from "./find-peaks.js";
import { PAINTING_ELEMENTS } from "./painting-elements.js";
import { comptonLine, softParts } from "./scattered-lines.js";
import type { TubeScatter } from "./tube-scatter.js";

/** A line's name for a peak. */
export interface PeakLine extends Line {
  /**
   * `line`; `scatter` of a line of the tube's anode, with its energy or after Compton scattering; or an artefact of the
   * detector: `escape` of a silicon photon, or the `sum` of two photons at once.
   */
  readonly kind: "line" | "scatter" | "escape" | "sum";
  /** Energy of the peak less that of the line, keV. */
  readonly deviationKeV: number;
}

/** A peak and the lines it is made of. */
export type IdentifiedPeak<P> = P & {
  /** The most plausible lines, the one with the largest part first; none where nothing explains the peak. */
  readonly lines: readonly PeakLine[];
  /** Other lines at this energy, the more plausible first. */
  readonly alternatives: readonly PeakLine[];
};

export interface IdentifyLinesOptions {
  /** Where lines can be seen; default from 0.5 keV to the tube's voltage. */
  readonly axis?: EnergyAxis;
  /** Its detector says how wide lines are, its tube what is excited; default an open-air scanner at 40 kV. */
  readonly instrument?: Instrument;
  /** Symbols of the elements to choose from; default those of paintings, their grounds, metals and air. */
  readonly elements?: readonly string[];
  /**
   * Of {@link tubeScatter}: what the instrument sees of its tube's soft lines. Without it a small peak at one of them is
   * named as an element's, with the tube's line among the alternatives.
   */
  readonly scatter?: TubeScatter;
  /** How far a line may be from its peak, keV; default a third of the FWHM there. */
  readonly toleranceKeV?: number;
}

/** What a peak must have to be named; {@link findPeaks} gives it. */
export type NamedPeak = Pick<Peak, "energyKeV" | "area" | "significance">;

type Parts = readonly (readonly Part[])[];

const MOST_ALTERNATIVES = 5;

/**
 * Names the peaks of a spectrum as an analyst does.
 *
 * An element is there only if its strongest series is at a peak: Ka; beyond 20 keV Ka or La; of heavy elements La. The
 * surest peak is taken first. Of the elements that have their alpha lines there, the one is chosen whose other lines are
 * at peaks in plausible proportions (lead rather than arsenic where there is Pb Lb and no As Kb), and its lines then
 * explain further peaks. An element whose alpha line is under another's is found by its other lines. What the M lines
 * of a heavy element explain is not taken for a light one's K line: a little sulphur beside lead stays unnamed.
 *
 * @param peaks of {@link findPeaks}, in any order
 * @returns the same peaks with their names, in the same order
 * @throws GanxError `INVALID_ARGUMENT`
 */
export function identifyLines<P extends NamedPeak>(
  peaks: readonly P[],
  options: IdentifyLinesOptions = {},
): IdentifiedPeak<P>[] {
  const instrument = checkInstrument(options.instrument ?? DEFAULT_INSTRUMENT);
  const elements = checkElements(options.elements ?? PAINTING_ELEMENTS);
  const spots = peaks.map((peak, i) => spotOf(peak, i, instrument, options.toleranceKeV));
  const range = rangeOf(options.axis, instrument);
  const { anode } = instrument.tube;
  const candidates = elements
    .filter((element) => element !== anode)
    .map((element) => elementSeries(element, spots, range, instrument));
  // Of the anode the hardest series shows itself; how much there is of the others follows from it.
  const scattered = elementSeries(anode, spots, range, instrument);
  candidates.push(scattered.slice(0, 1));
  const soft = softParts(instrument, options.scatter ?? [], scattered, spots);
  const foretold = soft.map((list) => list.filter(({ isAll }) => isAll));
  const { parts, ranked } = explainPeaks(candidates, spots, foretold);
  const possible = [...ranked, scattered.slice(1)];

  return peaks.map((peak, i) => {
    const beside = soft[i]!.filter(({ area, isAll }) => !isAll && area >= NAMED * peak.area);
    const named = unique([...parts[i]!, ...beside].flatMap(({ series }) => nameOf(series, spots, i, anode)));
    const artefact = artefactOf(parts, spots, i, anode) ?? scatterOf(parts, spots, i, scattered, instrument);
    const lines = artefact ? [artefact] : named;
    const others = possible.flatMap((series) => series.flatMap((one) => alternativeAt(one, spots, i, anode)));
    const alternatives = unique([...named, ...others]).filter(({ name }) => {
      return lines.every((line) => line.name !== name);
    });
    return { ...peak, lines, alternatives: alternatives.slice(0, MOST_ALTERNATIVES) };
  });
}

/** What the detector makes of other peaks' photons, where no element with other lines to show for it must be there. */
function artefactOf(parts: Parts, spots: readonly Spot[], spot: number, anode: string): PeakLine | undefined {
  const from = escapeParent(spots, spot);
  const isConfirmed = parts[spot]!.some(({ confirmed }) => confirmed);
  if (isConfirmed && !isAllEscape(spots, spot, from)) return undefined;
  const name = (at: number) => parts[at]?.[0] && nameOf(parts[at]![0]!.series, spots, at, anode)[0];
  const parent = name(from);
  if (parent) return artefactLine(parent, "escape", parent.energyKeV - SILICON_KEV, spots[spot]!);
  const pair = isConfirmed ? undefined : sumParents(spots, spot);
  const [a, b] = pair ? pair.map(name) : [];
  if (!a || !b) return undefined;
  return artefactLine(a, `+ ${b.name}`, a.energyKeV + b.energyKeV, spots[spot]!);
}

/** The anode's line that a peak is, scattered, where no element with other lines explains the peak. */
function scatterOf(
  parts: Parts,
  spots: readonly Spot[],
  spot: number,
  [hard]: readonly ElementSeries[],
  instrument: Instrument,
): PeakLine | undefined {
  if (!hard || parts[spot]!.some(({ confirmed }) => confirmed)) return undefined;
  const here = spots[spot]!;
  const found = comptonLine(instrument, hard.letter, here);
  if (!found) return undefined;
  const { element, line, name, energyKeV } = found;
  return { element, line, name, energyKeV, kind: "scatter", deviationKeV: here.energyKeV - energyKeV };
}

function artefactLine(parent: Line, suffix: string, energyKeV: number, spot: Spot): PeakLine {
  const { element, line, name } = parent;
  const kind = suffix === "escape" ? "escape" : "sum";
  const deviationKeV = spot.energyKeV - energyKeV;
  return { element, line, name: `${name} ${suffix}`, energyKeV, kind, deviationKeV };
}

function nameOf(series: ElementSeries, spots: readonly Spot[], spot: number, anode: string): PeakLine[] {
  const line = nameAt(series, spots, spot);
  if (line === undefined) return [];
  const { element, name, energyKeV } = line;
  const deviationKeV = spots[spot]!.energyKeV - energyKeV;
  const kind = element === anode ? "scatter" : "line";
  return [{ element, line: line.line, name, energyKeV, kind, deviationKeV }];
}

/** The alpha or beta lines of a series where they are at the peak. */
function alternativeAt(
  series: ElementSeries,
  spots: readonly Spot[],
  spot: number,
  anode: string,
): PeakLine[] {
  return nameOf(series, spots, spot, anode).filter(({ line, deviationKeV }) => {
    return /^[KLM][ab]$/.test(line) && Math.abs(deviationKeV) <= spots[spot]!.tolerance;
  });
}

function unique(lines: readonly PeakLine[]): PeakLine[] {
  return lines.filter((line, i) => lines.findIndex(({ name }) => name === line.name) === i);
}

function rangeOf(axis: EnergyAxis | undefined, instrument: Instrument): Range {
  const tubeKV = instrument.tube.kV;
  if (axis === undefined) return { lowKeV: 0.5, highKeV: tubeKV, tubeKV };
  const { offsetKeV, gainKeV, channels } = checkEnergyAxis(axis);
  requireEnergy("lines", axis);
  return { lowKeV: offsetKeV, highKeV: offsetKeV + (channels - 1) * gainKeV, tubeKV };
}

function spotOf(peak: NamedPeak, i: number, instrument: Instrument, toleranceKeV: number | undefined): Spot {
  const energyKeV = checkNumber(`peak ${i}: energyKeV`, peak?.energyKeV, -1e3, 1e3);
  const area = checkNumber(`peak ${i}: area`, peak.area, 0, Number.MAX_VALUE);
  const significance = checkNumber(`peak ${i}: significance`, peak.significance, 0, Number.MAX_VALUE);
  const fwhm = fwhmKeV(instrument, Math.max(0, energyKeV));
  const tolerance = checkNumber("toleranceKeV", toleranceKeV ?? fwhm / 3, 1e-6, 1e3);
  return { energyKeV, area, noise: area / Math.max(significance, 1e-3), fwhm, tolerance };
}

function checkElements(elements: readonly string[]): readonly string[] {
  if (Array.isArray(elements) && elements.length > 0) return [...new Set(elements)];
  throw new GanxError("INVALID_ARGUMENT", `elements: expected symbols of elements, found ${show(elements)}`);
}
