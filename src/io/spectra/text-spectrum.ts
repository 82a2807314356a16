import { MAX_BINS } from "../../pigment.js";
import { type FoundSpectrum, localNumber, problemIn, SpectrumProblem } from "./found-spectrum.js";
import { linesOf } from "./text-lines.js";
import { hasChannels, unitInHeader } from "./units.js";

/** How a comment begins. */
const COMMENT = /^(#|%|!|\/\/)/;

/**
 * Reads two columns of numbers, energies and counts, or one of counts.
 *
 * Columns are separated by semicolons, tabs, commas or spaces, decided line by line in this order except that two
 * numbers with decimal commas between spaces are two numbers. Where the separator is not a comma a decimal comma is
 * read. Numbers may be in quotes. Empty lines, comments (`#`, `%`, `!`, `//`) and header lines before the first number are
 * skipped; those before it say the unit where they speak of one. A header that names channels has no calibration.
 *
 * @throws SpectrumProblem with the number of the line
 */
export function readTextSpectrum(text: string): FoundSpectrum {
  const x: number[] = [];
  const y: number[] = [];
  let unit: string | undefined;
  let width = 0;
  // Of the last header line, which names the columns.
  let areChannels = false;
  for (const [number, raw] of linesOf(text)) {
    const line = raw.trim();
    if (line === "") continue;
    const fields = COMMENT.test(line) ? [] : columns(line);
    if (width === 0 && (fields.length === 0 || Number.isNaN(localNumber(fields[0]!)))) {
      unit ??= unitInHeader(line);
      areChannels = hasChannels(line);
      continue;
    }
    if (fields.length === 0) continue;
    width ||= fields.length;
    const values = fields.map(localNumber);
    // 5.1 and 1,000 in one line: the comma may mean thousands, so nothing is guessed.
    const isMixed =
      fields.some((field) => field.includes(".")) && fields.some((field) => field.includes(","));
    if (isMixed || width > 2 || fields.length !== width || values.some(Number.isNaN)) {
      throw problemIn(number, width === 1 ? "one number" : "two numbers", line);
    }
    if (y.length >= MAX_BINS) throw new SpectrumProblem(`more than ${MAX_BINS} lines`);
    if (width === 2) x.push(values[0]!);
    y.push(values.at(-1)!);
  }
  if (y.length === 0) {
    throw new SpectrumProblem("expected lines of two numbers, energy in keV and counts, found none");
  }
  if (width === 1) return { format: "text", x: undefined, y, unit };
  if (!areChannels || unit !== undefined) return { format: "text", x, y, unit };
  const [firstChannel = 0] = x;
  const bad = x.findIndex((channel, i) => !Number.isInteger(channel) || channel !== firstChannel + i);
  if (bad < 0) return { format: "text", x: undefined, y, unit, firstChannel };
  throw new SpectrumProblem(`expected channels that count up by 1, found ${x[bad]} at position ${bad + 1}`);
}

/** Fields of a line; one empty field at its end, a trailing separator, is dropped. */
function columns(line: string): string[] {
  const spaced = line.split(/\s+/);
  const areTwo = spaced.length === 2 && spaced.every((field) => !Number.isNaN(localNumber(field)));
  let fields = spaced;
  if (line.includes(";")) fields = line.split(";");
  else if (areTwo) fields = spaced;
  else if (line.includes("\t")) fields = line.split("\t");
  else if (line.includes(",")) fields = line.split(",");
  fields = fields.map((field) =>
    field
      .trim()
      .replace(/^"([^"]*)"$/, "$1")
      .trim(),
  );
  if (fields.length > 1 && fields.at(-1) === "") fields.pop();
  return fields;
}
