import { XRAY_LINES } from "./data/xray-lines.js";
import { GanxError } from "./errors.js";

/** A line, or a family of lines taken together. */
export interface Line {
  /** Element symbol. */
  readonly element: string;
  /** Siegbahn name: a family (`Ka`, `La`) or one line (`Ka1`). */
  readonly line: string;
  /** `element` and `line`: `Pb La`. */
  readonly name: string;
  /** Energy, for a family the mean of its lines weighted by intensity, keV. */
  readonly energyKeV: number;
}

/** A single line and how strong it is. */
export interface WeightedLine extends Line {
  /** Photons relative to all those of its series (K, L or M), 0..1, excited well above the series' edges. */
  readonly intensity: number;
}

/** A series letter and a Greek one: the numbered lines that begin so belong to it. */
const FAMILY = /^[KLM][abgz]$/;
const SERIES = /^[KLM]$/;
const GREEK: Readonly<Record<string, string>> = { α: "a", β: "b", γ: "g", ζ: "z", η: "n" };

/**
 * All lines of an element above 0.5 keV, by energy from low to high.
 *
 * @throws GanxError `INVALID_ARGUMENT` for an element without data
 *
 * Source: energies Larkins 1977; intensities as credited in data/xray-lines.ts.
 */
export function lines(element: string): WeightedLine[] {
  if (!Object.hasOwn(XRAY_LINES, element)) {
    const known = Object.keys(XRAY_LINES).join(" ");
    const shown = JSON.stringify(element.slice(0, 40));
    throw new GanxError("INVALID_ARGUMENT", `line: no X-ray data for element ${shown}; there are ${known}`);
  }
  return XRAY_LINES[element]!.map(([line, energyKeV, intensity]) => {
    return { element, line, name: `${element} ${line}`, energyKeV, intensity };
  });
}

/**
 * Reads the name of a line: `Pb La`, `PbLα`, `Pb-La`, `Pb La1`; `Pb L` means `Pb La` and `Cu K` means `Cu Ka`.
 *
 * @throws GanxError `INVALID_ARGUMENT` naming the lines the element has
 */
export function parseLine(text: string): Line {
  const plain = text.trim().replace(/[αβγζη]/g, (letter) => GREEK[letter]!);
  const parts = /^([A-Z][a-z]?)[\s_-]*([KLM][A-Za-z0-9']{0,4})$/.exec(plain);
  if (!parts) {
    const shown = JSON.stringify(text.slice(0, 40));
    throw new GanxError(
      "INVALID_ARGUMENT",
      `line: expected an element and a line, such as "Pb La", found ${shown}`,
    );
  }
  const [, element = "", asked = ""] = parts;
  const all = lines(element);
  const line = SERIES.test(asked) ? `${asked}a` : asked;
  const members = all.filter((one) => one.line === line || (FAMILY.test(line) && isMember(one.line, line)));
  if (members.length === 0) {
    const names = all.map((one) => one.line).filter((name) => /^[KLM][a-z]/.test(name));
    const found = names.length > 0 ? `it has ${names.join(" ")}` : "it has none above 0.5 keV";
    throw new GanxError("INVALID_ARGUMENT", `line: ${element} has no line ${asked}; ${found}`);
  }
  return { element, line, name: `${element} ${line}`, energyKeV: meanEnergy(members) };
}

function isMember(name: string, family: string): boolean {
  return name.startsWith(family) && /^\d/.test(name.slice(family.length));
}

function meanEnergy(members: readonly WeightedLine[]): number {
  const total = members.reduce((sum, one) => sum + one.intensity, 0);
  return members.reduce((sum, one) => sum + one.energyKeV * one.intensity, 0) / total;
}
