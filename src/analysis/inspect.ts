// What a scan is judged by: its line maps, and its spectra with the lines in them.
import { checkChoice } from "../check.js";
import { type EnergyAxis, quantityOf } from "../energy-axis.js";
import { GanxError } from "../errors.js";
import { DEFAULT_INSTRUMENT, type Instrument } from "../instrument.js";
import { PAPER_LINES, parseLine } from "../lines.js";
import { lowAndHigh } from "./axes.js";
import { type CubeSource, forEachBlock, type PassOptions } from "./cube-source.js";
import { type ChannelWindow, CubeSums } from "./cube-sums.js";
import { findPeaks, type Peak } from "./find-peaks.js";
import { type IdentifiedPeak, identifyLines } from "./identify-lines.js";
import { lineWindow } from "./line-window.js";
import { snipBackground } from "./snip.js";
import { tubeScatter } from "./tube-scatter.js";

/** How a background is taken away. */
export const BACKGROUNDS = ["none", "snip"] as const;
export type Background = (typeof BACKGROUNDS)[number];

export interface LineMapsOptions extends PassOptions {
  /** Default those of {@link PAPER_LINES} that lie on the axis. */
  readonly lines?: readonly string[];
  /** Full width of the energy windows, keV; default the detector's FWHM at each line. */
  readonly windowKeV?: number;
  /** Its detector says how wide lines are; default an open-air scanner with 139 eV at Mn Ka. */
  readonly instrument?: Instrument;
}

export interface InspectOptions extends LineMapsOptions {
  /** Default `none`. `snip`: that of the total spectrum, scaled to each pixel; takes a second pass. */
  readonly background?: Background;
}

/** Counts around a line, for every pixel. */
export interface LineMap {
  /** Such as `Pb La`. */
  readonly name: string;
  readonly energyKeV: number;
  /** First channel, and one past the last. */
  readonly window: ChannelWindow;
  /** `[height, width]`; below 0 only where more background was taken away than there were counts. */
  readonly values: Float32Array;
  /** Counts a pixel on average. */
  readonly mean: number;
}

/** What {@link inspectCube} finds. */
export interface Inspection {
  readonly label: string;
  readonly width: number;
  readonly height: number;
  readonly energyAxis: EnergyAxis;
  /** Counts of all pixels, `[channels]`. */
  readonly total: Float64Array;
  /** Highest count of any pixel in each channel, `[channels]`. */
  readonly maximum: Float64Array;
  /** Counts of each pixel, `[height, width]`. */
  readonly pixels: Float64Array;
  /** The total spectrum's SNIP background, `[channels]`. */
  readonly background: Float64Array;
  /** Peaks of the total spectrum with the lines they are; none over another quantity than energy. */
  readonly peaks: readonly IdentifiedPeak<Peak>[];
  readonly maps: readonly LineMap[];
  /** Default lines that the axis does not reach. */
  readonly omitted: readonly string[];
}

/** Sums of a source's counts. @throws GanxError `INVALID_FILE` for counts that are none, `ABORTED` */
export async function sumCube(
  source: CubeSource,
  maps: readonly (readonly ChannelWindow[])[],
  options: PassOptions = {},
  also?: Parameters<typeof forEachBlock>[1],
): Promise<CubeSums> {
  const { width, height, energyAxis, label } = source;
  const sums = new CubeSums(width, height, energyAxis.channels, maps);
  const visit: Parameters<typeof forEachBlock>[1] = (block) => {
    if (!sums.add(block)) {
      throw new GanxError(
        "INVALID_FILE",
        `${label}: expected counts of 0 or more, found negative ones, NaN or infinity`,
      );
    }
    also?.(block);
  };
  await forEachBlock(source, visit, options);
  const most = sums.total.reduce((a, b) => Math.max(a, b), 0);
  if (most > Number.MAX_SAFE_INTEGER) {
    throw new GanxError(
      "INVALID_FILE",
      `${label}: expected sums of counts below 2^53, found ${most} in a channel`,
    );
  }
  return sums;
}

/** A line and its channels. */
export interface LineChannels {
  readonly name: string;
  readonly energyKeV: number;
  readonly window: ChannelWindow;
}

/** The lines asked for, or those of the paper that an axis reaches. @throws GanxError `INVALID_ARGUMENT` */
export function chooseLines(
  axis: EnergyAxis,
  { lines, windowKeV, instrument = DEFAULT_INSTRUMENT }: LineMapsOptions,
): { chosen: LineChannels[]; omitted: string[] } {
  const [low, high] = lowAndHigh(axis);
  const reached = (line: string): boolean => {
    const { energyKeV } = parseLine(line);
    if (quantityOf(axis) !== "energy") return false;
    return energyKeV > low && energyKeV < high;
  };
  const wanted = lines ?? PAPER_LINES.filter(reached);
  const options = { instrument, ...(windowKeV === undefined ? {} : { windowKeV }) };
  const all = wanted.map((line) => {
    const { name, energyKeV } = parseLine(line);
    return { name, energyKeV, window: lineWindow(axis, line, options) };
  });
  const chosen = all.filter(({ name }, i) => all.findIndex((line) => line.name === name) === i);
  return { chosen, omitted: lines ? [] : PAPER_LINES.filter((line) => !reached(line)) };
}

/**
 * Sums a cube into line maps, total and maximum spectrum, and names the lines in it. The cube is read block by block, so
 * it may be larger than memory.
 *
 * With `background: "snip"` a pixel's background in a window is that of the total spectrum, scaled by the pixel's
 * counts in the channels where the total is all but background. It is not clipped pixel by pixel, because SNIP sees
 * no background in spectra of few counts.
 *
 * @param source a scan, a file of `openCube`, or an array through `sourceOf`
 * @throws GanxError `INVALID_ARGUMENT`, `INVALID_FILE` for counts that are none, `ABORTED`
 *
 * Source: SNIP is C. G. Ryan et al., Nucl. Instrum. Methods B 34 (1988) 396; the maximum spectrum D. S. Bright,
 * D. E. Newbury, J. Microsc. 216 (2004) 186, doi:10.1111/j.0022-2720.2004.01412.x.
 */
export async function inspectCube(source: CubeSource, options: InspectOptions = {}): Promise<Inspection> {
  const { instrument = DEFAULT_INSTRUMENT } = options;
  const { label, width, height, energyAxis } = source;
  const subtracts = checkChoice("background", options.background ?? "none", BACKGROUNDS) === "snip";
  const { chosen, omitted } = chooseLines(energyAxis, options);
  const report = (from: number) => (done: number) => options.onProgress?.(subtracts ? from + done / 2 : done);
  const pass = (from: number): PassOptions => ({
    ...(options.signal ? { signal: options.signal } : {}),
    onProgress: report(from),
  });
  const windows = chosen.map(({ window }) => [window]);
  const sums = await sumCube(source, windows, pass(0));
  const background = snipBackground(sums.total, { axis: energyAxis });
  if (subtracts) await subtract(source, sums, background, windows, pass(0.5));
  const peaks = quantityOf(energyAxis) === "energy" ? await peaksOf(sums.total, energyAxis, instrument) : [];
  const maps = chosen.map((line, i) => ({ ...line, values: sums.maps[i], mean: meanOf(sums.maps[i]) }));
  const { total, maximum, pixels } = sums;
  return { label, width, height, energyAxis, total, maximum, pixels, background, peaks, maps, omitted };
}

async function peaksOf(
  total: Float64Array,
  axis: EnergyAxis,
  instrument: Instrument,
): Promise<IdentifiedPeak<Peak>[]> {
  const scatter = await tubeScatter(instrument);
  return identifyLines(findPeaks(total, { axis, instrument }), { axis, instrument, scatter });
}

/** Least part of a channel's counts that is background, where the background's scale is read. */
const ALL_BUT_BACKGROUND = 0.9;

/** Takes the scaled background of the total spectrum away from the maps. */
async function subtract(
  source: CubeSource,
  { total, maps, pixels }: CubeSums,
  background: Float64Array,
  windows: readonly (readonly ChannelWindow[])[],
  options: PassOptions,
): Promise<void> {
  const quiet = runs(total, background);
  // The counts themselves, so that all pixels together lose just the background of the total spectrum.
  const inQuiet = quiet.reduce((sum, window) => sum + sumOver(total, window), 0);
  const all = pixels.reduce((sum, counts) => sum + counts, 0);
  // Where lines are everywhere, the pixel's own total says how much background it has.
  const [scales, over] =
    inQuiet > 0 ? [(await sumCube(source, [quiet], options)).maps[0], inQuiet] : [pixels, all];
  maps.forEach((map, i) => {
    const share =
      over > 0 ? windows[i].reduce((sum, window) => sum + sumOver(background, window), 0) / over : 0;
    for (let pixel = 0; pixel < map.length; pixel++) map[pixel] -= share * scales[pixel];
  });
}

function runs(total: Float64Array, background: Float64Array): ChannelWindow[] {
  const found: [number, number][] = [];
  total.forEach((counts, channel) => {
    if (!(background[channel] > ALL_BUT_BACKGROUND * counts)) return;
    const last = found.at(-1);
    if (last?.[1] === channel) last[1]++;
    else found.push([channel, channel + 1]);
  });
  return found;
}

/** Sum of a spectrum over a window. */
export function sumOver(spectrum: Float64Array, [from, to]: ChannelWindow): number {
  let sum = 0;
  for (let channel = from; channel < to; channel++) sum += spectrum[channel];
  return sum;
}

/** Mean of values. */
export function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
}
