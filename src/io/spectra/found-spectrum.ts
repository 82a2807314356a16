import { show } from "../../check.js";
import { MAX_BINS } from "../../pigment.js";

/** What a reader finds in a file, as the file writes it. */
export interface FoundSpectrum {
  /** For people: `Amptek MCA`. */
  readonly format: string;
  /** Positions, in the file's order and unit; undefined where the file counts channels without a calibration. */
  readonly x: readonly number[] | undefined;
  readonly y: readonly number[];
  /** Number of the first channel, where there is no calibration; default 0. */
  readonly firstChannel?: number;
  /** As the file writes it; undefined where it says none. */
  readonly unit: string | undefined;
  readonly title?: string;
  /** Seconds. */
  readonly liveSeconds?: number;
  readonly realSeconds?: number;
}

/** What is wrong with a file: one line. */
export class SpectrumProblem extends Error {}

/** What was expected in a line of a text, or in an element, and what was found. */
export function problemIn(place: number | string, expected: string, found: string): SpectrumProblem {
  const where = typeof place === "number" ? `line ${place}` : place;
  return new SpectrumProblem(`expected ${expected} in ${where}, found ${show(found.trim())}`);
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,4})?$/;

/** A decimal number, finite, whole text; NaN for anything else. */
export function plainNumber(text: string): number {
  const value = NUMBER.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : Number.NaN;
}

/** {@link plainNumber}, with a decimal comma too. */
export function localNumber(text: string): number {
  return plainNumber(text.includes(".") ? text : text.replace(",", "."));
}

/** Adds the numbers between spaces or commas. @throws SpectrumProblem naming the place */
export function addNumbers(list: number[], text: string, place: number | string): void {
  for (const [field] of text.matchAll(/[^\s,]+/g)) {
    const value = plainNumber(field);
    if (Number.isNaN(value)) throw problemIn(place, "numbers", field);
    if (list.length >= 2 * MAX_BINS) throw new SpectrumProblem(`more than ${2 * MAX_BINS} numbers`);
    list.push(value);
  }
}

/** Energies of channels on a line: `offset + gain * channel`. */
export function channelPositions(count: number, offset: number, gain: number, first = 0): number[] {
  return Array.from({ length: count }, (_, i) => offset + gain * (first + i));
}

/** A title or a time as a field, left out where the file has none. */
export function optional<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { readonly [Key in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: value } as { [Key in Name]: Value });
}
