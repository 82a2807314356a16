import { MAX_BINS } from "../../pigment.js";
import {
  channelPositions,
  type FoundSpectrum,
  localNumber,
  optional,
  plainNumber,
  problemIn,
  SpectrumProblem,
} from "./found-spectrum.js";
import { linesOf } from "./text-lines.js";
import { parseUnit } from "./units.js";

/** Names of the file's first section. */
export const MCA_START = /^\s*<<\s*PMCA SPECTRUM\s*>>/i;
const SECTION = /^\s*<<\s*([^<>]*?)\s*>>\s*$/;

/** The sections whose lines say something about the spectrum. */
interface Sections {
  readonly header: Map<string, string>;
  readonly points: [channel: number, position: number][];
  unit: string | undefined;
  readonly counts: number[];
  hasEnd: boolean;
  hasData: boolean;
  /** Channels that the configuration of the digital processor says there are. */
  channels: number | undefined;
}

/**
 * Reads a spectrum of Amptek's programs (PMCA, ADMCA, DppMCA): `<<PMCA SPECTRUM>>`, `<<CALIBRATION>>`, `<<DATA>>`,
 * `<<END>>`, and whatever else is there.
 *
 * Channels are calibrated by the straight line through one point and 0, through two, or nearest to more in the sense of
 * least squares; channels count from 0.
 *
 * @throws SpectrumProblem
 */
export function readMcaSpectrum(text: string): FoundSpectrum {
  const { header, points, unit, counts, hasData, hasEnd, channels } = readSections(text);
  if (!hasData) throw new SpectrumProblem("expected a section <<DATA>>, found none");
  if (!hasEnd) throw new SpectrumProblem("the file is cut short: expected <<END>> behind the counts");
  if (channels !== undefined && channels !== counts.length) {
    throw new SpectrumProblem(`expected ${channels} counts (MCAC), found ${counts.length}`);
  }
  const isCalibrated = points.length > 0 && !/^\s*channels?\s*$/i.test(unit ?? "");
  const line = isCalibrated ? straightLine(points) : undefined;
  return {
    format: "Amptek MCA",
    x: line && channelPositions(counts.length, line.offset, line.gain),
    y: counts,
    unit: unit !== undefined && parseUnit(unit) ? unit : undefined,
    ...optional("title", header.get("DESCRIPTION") || undefined),
    ...optional("liveSeconds", seconds(header.get("LIVE_TIME"))),
    ...optional("realSeconds", seconds(header.get("REAL_TIME"))),
  };
}

function readSections(text: string): Sections {
  const found: Sections = {
    header: new Map(),
    points: [],
    unit: undefined,
    counts: [],
    hasEnd: false,
    hasData: false,
    channels: undefined,
  };
  let section = "";
  for (const [number, line] of linesOf(text)) {
    const name = SECTION.exec(line.slice(0, 200))?.[1]?.toUpperCase();
    if (name !== undefined) {
      section = name;
      if (name === "DATA") found.hasData = true;
      if (name === "END" && found.hasData) found.hasEnd = true;
    } else if (line.trim() !== "") {
      readLine(found, section, line, number);
    }
  }
  return found;
}

function readLine(found: Sections, section: string, line: string, number: number): void {
  if (section === "DATA") {
    const count = plainNumber(line.trim());
    if (!(count >= 0)) throw problemIn(number, "a count", line);
    if (found.counts.length >= MAX_BINS) throw new SpectrumProblem(`more than ${MAX_BINS} counts`);
    found.counts.push(count);
  } else if (section === "PMCA SPECTRUM") {
    const [key = "", value = ""] = split(line);
    found.header.set(key.toUpperCase(), value);
  } else if (section === "CALIBRATION") {
    if (/^\s*LABEL\b/i.test(line)) {
      found.unit = split(line)[1];
      return;
    }
    const numbers = line.trim().split(/\s+/).map(localNumber);
    if (numbers.length !== 2 || numbers.some(Number.isNaN)) {
      throw problemIn(number, "a channel and its energy", line);
    }
    if (found.points.length >= 1000) throw new SpectrumProblem("more than 1000 points of calibration");
    found.points.push([numbers[0]!, numbers[1]!]);
  } else if (section === "DP5 CONFIGURATION") {
    const channels = /^\s*MCAC=(\d+);/.exec(line)?.[1];
    if (channels !== undefined) found.channels = Number(channels);
  }
}

/** `KEY - value`. */
function split(line: string): [key: string, value: string] {
  const at = line.indexOf(" -");
  return at < 0 ? [line.trim(), ""] : [line.slice(0, at).trim(), line.slice(at + 2).trim()];
}

function seconds(text: string | undefined): number | undefined {
  const value = localNumber(text ?? "");
  return value >= 0 ? value : undefined;
}

/** The line through 0 and one point, or the one of least squares. */
function straightLine(points: readonly (readonly [number, number])[]): { offset: number; gain: number } {
  const all = points.length === 1 ? [[0, 0] as const, ...points] : points;
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const meanX = mean(all.map(([x]) => x));
  const meanY = mean(all.map(([, y]) => y));
  const products = all.map(([x, y]) => (x - meanX) * (y - meanY));
  const squares = all.map(([x]) => (x - meanX) ** 2);
  const gain = mean(products) / mean(squares);
  if (gain > 0 && gain < 1e6) return { offset: meanY - gain * meanX, gain };
  throw new SpectrumProblem("expected points of calibration whose energies rise with the channel");
}
