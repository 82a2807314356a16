import type { PeakName } from "../figures/peak-names.js";
import { type SpectrumSeries, spectrumSvg } from "../figures/spectrum-plot.js";
import type { Instrument } from "../instrument.js";
import type { SpectrumPeak } from "../spectrum-peaks.js";
import type { StackSpectrum } from "../xray/stack-spectrum.js";

export interface StackFigureOptions {
  readonly title: string;
  readonly subtitle?: string;
  readonly log?: boolean;
  /** Time whose counts are shown, s; unless given, counts a second. */
  readonly dwellSeconds?: number;
}

/** Where the curve begins at the least: what electronics make at 0 keV would dwarf the rest. */
const FIRST_KEV = 0.6;
const MOST_NAMES = 40;

/** Names for a figure, the highest line of each element first, then all other peaks by height. */
export function stackPeakNames(peaks: readonly SpectrumPeak[]): PeakName[] {
  const element = ({ label }: SpectrumPeak): string => label.split(" ", 1)[0]!;
  const isMain = (peak: SpectrumPeak, i: number): boolean =>
    peak.kind === "line" &&
    peaks.findIndex((one) => one.kind === "line" && element(one) === element(peak)) === i;
  return [...peaks.filter(isMain), ...peaks.filter((peak, i) => !isMain(peak, i))]
    .slice(0, MOST_NAMES)
    .map(({ label, energyKeV }, i) => ({ label, energyKeV, weight: 2 ** -i }));
}

/** Energies worth showing of an instrument's axis, keV. */
export function shownRange({ axis, tube }: Pick<Instrument, "axis" | "tube">): readonly [number, number] {
  const low = axis.offsetKeV - axis.gainKeV / 2;
  const high = low + axis.channels * axis.gainKeV;
  const from = Math.max(low, FIRST_KEV);
  const to = Math.min(high, tube.kV);
  return to > from ? [from, to] : [low, high];
}

/** Draws the expected spectrum of a stack, the peaks named. @returns an SVG document */
export function stackFigureSvg(
  spectrum: StackSpectrum,
  peaks: readonly SpectrumPeak[],
  instrument: Instrument,
  { title, subtitle, log = false, dwellSeconds }: StackFigureOptions,
): string {
  const series: SpectrumSeries = {
    label: "expected",
    values: dwellSeconds === undefined ? spectrum.counts : spectrum.counts.map((rate) => rate * dwellSeconds),
  };
  return spectrumSvg({
    axis: spectrum.axis,
    series: [series],
    lines: stackPeakNames(peaks),
    title,
    ...(subtitle === undefined ? {} : { subtitle }),
    yLabel: dwellSeconds === undefined ? "counts a second" : `counts in ${dwellSeconds} s`,
    scale: log ? "log" : "linear",
    rangeKeV: shownRange(instrument),
  });
}
