import {
  addNumbers,
  channelPositions,
  type FoundSpectrum,
  optional,
  plainNumber,
  problemIn,
  SpectrumProblem,
} from "./found-spectrum.js";
import { linesOf } from "./text-lines.js";

/** How such a file begins. */
export const MSA_START = /^\s*#\s*FORMAT\s*:\s*EMSA/i;
const KEYWORD = /^\s*#+\s*([A-Za-z0-9_]+)\s*(?:-[^:]{0,8})?:\s?(.*)$/;

/** Keywords whose first value counts, with the line that says it. */
type Header = Map<string, { readonly line: number; readonly value: string }>;

/**
 * Reads a spectrum of the EMSA/MAS standard format: values alone (`Y`), on the line of `OFFSET` and `XPERCHAN`, or pairs
 * (`XY`).
 *
 * @throws SpectrumProblem
 *
 * Source: ISO 22029:2012; R. F. Egerton et al., EMSA Bulletin 21 (1991) 35.
 */
export function readMsaSpectrum(text: string): FoundSpectrum {
  const header: Header = new Map();
  const values: number[] = [];
  let isData = false;
  let hasEnd = false;
  for (const [number, line] of linesOf(text)) {
    const found = KEYWORD.exec(line);
    if (found) {
      const keyword = found[1]!.toUpperCase();
      hasEnd = keyword === "ENDOFDATA";
      if (hasEnd) break;
      if (keyword === "SPECTRUM") isData = true;
      else if (!header.has(keyword)) header.set(keyword, { line: number, value: found[2]!.trim() });
    } else if (isData && line.trim() !== "" && !line.trim().startsWith("#")) addNumbers(values, line, number);
  }
  if (!isData) throw new SpectrumProblem("expected #SPECTRUM before the values, found none");

  const type = header.get("DATATYPE");
  if (type && !/^(XY|Y)$/i.test(type.value))
    throw problemIn(type.line, "#DATATYPE to be Y or XY", type.value);
  const isPairs = type?.value.toUpperCase() === "XY";
  const points = numberOf(header, "NPOINTS");
  const count = isPairs ? values.length / 2 : values.length;
  // The end that is marked counts for more: the standard's own example says that it has one point less.
  if (points !== undefined && (hasEnd ? points > count : points !== count)) {
    throw new SpectrumProblem(`expected ${points} points (#NPOINTS), found ${count}`);
  }
  if (!Number.isInteger(count))
    throw new SpectrumProblem("expected pairs of numbers, found one without its other");
  return {
    format: "EMSA/MAS",
    ...(isPairs ? pairs(values) : { x: positions(header, count), y: values }),
    unit: header.get("XUNITS")?.value || undefined,
    ...optional("title", header.get("TITLE")?.value || undefined),
    ...optional("liveSeconds", numberOf(header, "LIVETIME")),
    ...optional("realSeconds", numberOf(header, "REALTIME")),
  };
}

function pairs(values: readonly number[]): { x: number[]; y: number[] } {
  return { x: values.filter((_, i) => i % 2 === 0), y: values.filter((_, i) => i % 2 === 1) };
}

function positions(header: Header, count: number): number[] {
  const gain = numberOf(header, "XPERCHAN");
  if (gain === undefined || gain === 0) {
    throw new SpectrumProblem("expected #XPERCHAN, the width of a channel, found none");
  }
  return channelPositions(count, numberOf(header, "OFFSET") ?? 0, gain);
}

/** A keyword's number; a space before its exponent is taken for a slip of the pen. */
function numberOf(header: Header, keyword: string): number | undefined {
  const entry = header.get(keyword);
  if (!entry || entry.value === "") return undefined;
  const value = plainNumber(entry.value.slice(0, 60).replace(/\s+(?=E[+-]?\d)/i, ""));
  if (Number.isNaN(value)) throw problemIn(entry.line, `a number for #${keyword}`, entry.value);
  return value;
}
