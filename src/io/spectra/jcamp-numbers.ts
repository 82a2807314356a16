// Numbers of JCAMP-DX. Source: R. S. McDonald, P. A. Wilks, Appl. Spectrosc. 42 (1988) 151, section 5 and table VII.
import { MAX_BINS } from "../../pigment.js";
import { problemIn, SpectrumProblem } from "./found-spectrum.js";

/** A number as it is written (AFFN, PAC), or a pseudo-digit (SQZ, DIF, DUP) with the digits behind it. */
const TOKEN = /([+-]?(?:\d+\.?\d*|\.\d+)(?:E[+-]\d{1,3}(?!\d))?)|([@A-Ia-i%J-Rj-rS-Zs])(\d*)|[\s,;]+/y;

const SQUEEZED = "@ABCDEFGHI";
const SQUEEZED_NEGATIVE = "abcdefghi";
const DIFFERENCE = "%JKLMNOPQR";
const DIFFERENCE_NEGATIVE = "jklmnopqr";
const DUPLICATE = "STUVWXYZs";

/** The value of a pseudo-digit with the digits behind it. */
function pseudoNumber(
  digit: string,
  digits: string,
): { kind: "value" | "difference" | "times"; value: number } {
  const number = (leading: number) => Number(`${leading}${digits}`);
  const at = (letters: string) => letters.indexOf(digit);
  if (at(SQUEEZED) >= 0) return { kind: "value", value: number(at(SQUEEZED)) };
  if (at(SQUEEZED_NEGATIVE) >= 0) return { kind: "value", value: -number(at(SQUEEZED_NEGATIVE) + 1) };
  if (at(DIFFERENCE) >= 0) return { kind: "difference", value: number(at(DIFFERENCE)) };
  if (at(DIFFERENCE_NEGATIVE) >= 0)
    return { kind: "difference", value: -number(at(DIFFERENCE_NEGATIVE) + 1) };
  return { kind: "times", value: number(at(DUPLICATE) + 1) };
}

/** A line of `(X++(Y..Y))`. */
export interface OrdinateLine {
  /** As it is written, without the factor. */
  readonly x: number;
  readonly ordinates: readonly number[];
  /** Whether the last ordinate is given by a difference: the next line then begins with it again, as a check. */
  readonly endsInDifference: boolean;
}

/**
 * Decodes a line of an abscissa and ordinates, in any mixture of the forms.
 *
 * @param most how many ordinates there may be
 * @throws SpectrumProblem naming the line
 */
export function decodeOrdinates(line: string, number: number, most = MAX_BINS): OrdinateLine {
  const ordinates: number[] = [];
  let x: number | undefined;
  let difference: number | undefined;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < line.length) {
    const at = TOKEN.lastIndex;
    const found = TOKEN.exec(line);
    if (!found) throw problemIn(number, "numbers of JCAMP-DX", line.slice(at));
    const [, plain, digit, digits = ""] = found;
    if (plain === undefined && digit === undefined) continue;
    const { kind, value } =
      plain === undefined ? pseudoNumber(digit!, digits) : { kind: "value" as const, value: Number(plain) };
    if (!Number.isFinite(value)) throw problemIn(number, "finite numbers", found[0]);
    if (x === undefined) {
      if (kind !== "value") throw problemIn(number, "an abscissa first", found[0]);
      x = value;
    } else if (kind === "value") {
      difference = undefined;
      ordinates.push(value);
    } else {
      const last = ordinates.at(-1);
      if (last === undefined)
        throw problemIn(number, "an ordinate before its differences and repetitions", found[0]);
      if (kind === "difference") {
        difference = value;
        ordinates.push(last + value);
      } else repeat(ordinates, value - 1, difference ?? 0, most);
    }
    if (ordinates.length > most) throw new SpectrumProblem(`more than ${most} ordinates`);
  }
  if (x === undefined) throw problemIn(number, "an abscissa and ordinates", line);
  return { x, ordinates, endsInDifference: difference !== undefined };
}

/** Repeats the last ordinate, or the difference that led to it. */
function repeat(ordinates: number[], times: number, difference: number, most: number): void {
  if (!(times >= 0 && ordinates.length + times <= most))
    throw new SpectrumProblem(`more than ${most} ordinates`);
  for (let i = 0; i < times; i++) ordinates.push(ordinates.at(-1)! + difference);
}
