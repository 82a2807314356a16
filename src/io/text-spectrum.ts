import { show } from "../check.js";
import { GanxError } from "../errors.js";
import { MAX_BINS } from "../pigment.js";

const POINT = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const COMMA = /^[+-]?\d+,\d+(?:[eE][+-]?\d+)?$/;

/**
 * Reads two columns of numbers, energies (keV) and counts.
 *
 * Columns are separated by semicolons, tabs, commas or spaces, decided line by line in this order except that two
 * numbers with decimal commas between spaces are two numbers. Where the separator is not a comma a decimal comma is
 * read. Empty lines, comments (`#`) and header lines before the first number are skipped.
 *
 * @param bytes UTF-8
 * @returns energies and counts
 * @throws GanxError `INVALID_FILE` with the number of the line
 */
export function readTextSpectrum(bytes: Uint8Array, label: string): [number[], number[]] {
  if (bytes.includes(0)) {
    throw new GanxError("INVALID_FILE", `${label}: expected HDF5 or text in two columns, found binary data`);
  }
  const energies: number[] = [];
  const counts: number[] = [];
  const lines = new TextDecoder().decode(bytes).split(/\r\n|\n|\r/);
  for (const [index, raw] of lines.entries()) {
    const line = raw.trim();
    if (line === "" || line.startsWith("#")) continue;
    const fields = columns(line);
    const isHeader = energies.length === 0 && parseNumber(fields[0]!) === undefined;
    if (isHeader) continue;
    const [energy, count] = fields.map(parseNumber);
    // 5.1 and 1,000 in one line: the comma may mean thousands, so nothing is guessed.
    const mixed = fields.some((field) => field.includes(".")) && fields.some((field) => field.includes(","));
    if (mixed || fields.length !== 2 || energy === undefined || count === undefined) {
      throw new GanxError(
        "INVALID_FILE",
        `${label}: expected two numbers in line ${index + 1}, found ${show(line)}`,
      );
    }
    if (energies.length >= MAX_BINS)
      throw new GanxError("INVALID_FILE", `${label}: more than ${MAX_BINS} lines`);
    energies.push(energy);
    counts.push(count);
  }
  if (energies.length === 0) {
    throw new GanxError(
      "INVALID_FILE",
      `${label}: expected lines of two numbers, energy in keV and counts, found none`,
    );
  }
  return [energies, counts];
}

/** Fields of a line; one empty field at its end, a trailing separator, is dropped. */
function columns(line: string): string[] {
  const spaced = line.split(/\s+/);
  const twoNumbers = spaced.length === 2 && spaced.every((field) => parseNumber(field) !== undefined);
  let fields = spaced;
  if (line.includes(";")) fields = line.split(";");
  else if (twoNumbers) fields = spaced;
  else if (line.includes("\t")) fields = line.split("\t");
  else if (line.includes(",")) fields = line.split(",");
  fields = fields.map((field) => field.trim());
  if (fields.length > 1 && fields.at(-1) === "") fields.pop();
  return fields;
}

function parseNumber(field: string): number | undefined {
  if (POINT.test(field)) return Number(field);
  return COMMA.test(field) ? Number(field.replace(",", ".")) : undefined;
}
