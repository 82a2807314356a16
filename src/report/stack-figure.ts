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

/** What electronics add has its name where there is room left. */
const ADDED: readonly SpectrumPeak["kind"][] = ["pile-up", "strobe"];

/** Names for a figure: the highest line of each element first, then the rest by height. */
export function stackPeakNames(peaks: readonly SpectrumPeak[]): PeakName[] {
  const elementOf = ({ label }: SpectrumPeak): string => label.split(" ", 1)[0]!;
  const lines = peaks.filter(({ kind }) => kind === "line");
  const rank = (peak: SpectrumPeak): number => {
    if (ADDED.includes(peak.kind)) return 2;
    return lines.find((one) => elementOf(one) === elementOf(peak)) === peak ? 0 : 1;
  };
  return [0, 1, 2]
    .flatMap((wanted) => peaks.filter((peak) => rank(peak) === wanted))
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
