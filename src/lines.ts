import { ENERGIES, INTENSITIES, NAMES } from "./data/xray-lines.js";
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

/** The eight lines of the paper's figures 2 to 4. Source: Bombini 2023, arXiv:2304.14078. */
export const PAPER_LINES = ["K Ka", "Ca Ka", "Fe Ka", "Zn Ka", "Cu Ka", "Au La", "Hg La", "Pb La"] as const;

/** A series letter and a Greek one: the numbered lines that begin so belong to it. */
const FAMILY = /^[KLM][abgz]$/i;
const SERIES = /^[KLM]$/;
/** Siegbahn's letters: the Greek one, its name, and what the table writes. */
const GREEK: readonly (readonly [letter: string, spelled: string, latin: string])[] = [
  ["α", "alpha", "a"],
  ["β", "beta", "b"],
  ["γ", "gamma", "g"],
  ["ζ", "zeta", "z"],
  ["η", "eta", "n"],
];

/** Lines of each element by its symbol. */
const LINES: ReadonlyMap<string, readonly WeightedLine[]> = unpack();

function unpack() {
  const [names, energies, intensities] = [NAMES, ENERGIES, INTENSITIES].map((table) =>
    table.split("\n").map((row) => row.split(" ")),
  ) as [string[][], string[][], string[][]];
  return new Map(
    names.map(([element = "", ...own], row) => [
      element,
      own.map((line, i) => ({
        element,
        line,
        name: `${element} ${line}`,
        energyKeV: Number(energies[row]![i]) / 1e4,
        intensity: Number(intensities[row]![i]),
      })),
    ]),
  );
}

/**
 * All lines of an element above 0.5 keV, by energy from low to high.
 *
 * @throws GanxError `INVALID_ARGUMENT` for an element without data
 *
 * Source: energies Larkins 1977; intensities as credited in data/xray-lines.ts.
 */
export function lines(element: string): WeightedLine[] {
  const found = LINES.get(element);
  if (!found) {
    const known = [...LINES.keys()].join(" ");
    const shown = JSON.stringify(element.slice(0, 40));
    throw new GanxError("INVALID_ARGUMENT", `line: no X-ray data for element ${shown}; there are ${known}`);
  }
  return found.map((line) => ({ ...line }));
}

/**
 * The families of an element's lines above 0.5 keV, by energy from low to high: `Ka` `Kb`, `La` `Lb` `Lg`, `Ma` `Mb`
 * `Mg` `Mz`, and the lone `Ll` and `Ln`. Lines between inner shells and those without a Siegbahn name are left out.
 *
 * @returns for each the mean energy of its lines weighted by intensity, and the sum of their intensities
 * @throws GanxError `INVALID_ARGUMENT` for an element without data
 */
export function lineFamilies(element: string): WeightedLine[] {
  const families = new Map<string, WeightedLine[]>();
  for (const one of lines(element)) {
    const family = /^[KLM][abgz]|^L[ln]$/.exec(one.line)?.[0];
    if (family === undefined) continue;
    const members = families.get(family) ?? [];
    families.set(family, members);
    members.push(one);
  }
  return Array.from(families, ([line, members]) => {
    const intensity = members.reduce((sum, one) => sum + one.intensity, 0);
    return { element, line, name: `${element} ${line}`, energyKeV: meanEnergy(members), intensity };
  }).sort((a, b) => a.energyKeV - b.energyKeV);
}

/**
 * Reads the name of a line: `Pb La`, `PbLα`, `Pb-La`, `Pb La1`, `Pb Lα₁`, `Pb L alpha`, in any case (`pb la`);
 * `Pb L` and `Pb Lα1,2` mean `Pb La`, and `Cu K` means `Cu Ka`.
 *
 * @throws GanxError `INVALID_ARGUMENT` naming the lines the element has
 */
export function parseLine(text: string): Line {
  const [element, asked] = splitName(text);
  const all = lines(element);
  const wanted = (SERIES.test(asked) ? `${asked}a` : asked).toLowerCase();
  const members = all.filter(({ line }) => {
    const name = line.toLowerCase();
    return name === wanted || isMember(name, wanted);
  });
  if (members.length === 0) {
    const names = all.map((one) => one.line).filter((name) => /^[KLM][a-z]/.test(name));
    const found = names.length > 0 ? `it has ${names.join(" ")}` : "it has none above 0.5 keV";
    throw new GanxError("INVALID_ARGUMENT", `line: ${element} has no line ${asked}; ${found}`);
  }
  const exact = members.find(({ line }) => line.toLowerCase() === wanted);
  const line = exact ? exact.line : `${wanted[0]!.toUpperCase()}${wanted.slice(1)}`;
  return { element, line, name: `${element} ${line}`, energyKeV: meanEnergy(members) };
}

/** Element and line, each with its first letter large; the line in letters of the table. */
function splitName(text: string): [element: string, line: string] {
  // Compatibility forms: subscript and superscript digits become plain ones.
  let plain = String(text).normalize("NFKC").trim();
  for (const [letter, spelled, latin] of GREEK) {
    plain = plain.replace(new RegExp(`([KLM])[\\s_-]*(?:${letter}|${spelled})[\\s_-]*`, "i"), `$1${latin}`);
  }
  plain = plain.replace(/([KLM][ab])1,2$/i, "$1");
  const parts =
    /^([A-Z][a-z]?)[\s_-]*([KLM][A-Za-z0-9']{0,4})$/.exec(plain) ??
    /^([A-Z]{1,2})[\s_-]+([KLM][A-Z0-9']{0,4})$/i.exec(plain) ??
    // Two letters run together are an element rather than an element and a series: `Cl`, `al`.
    /^(?=...)([A-Z]{1,2})([KLM][A-Z0-9']{0,4})$/i.exec(plain);
  if (!parts) {
    const shown = JSON.stringify(String(text).slice(0, 40));
    throw new GanxError(
      "INVALID_ARGUMENT",
      `line: expected an element and a line, such as "Pb La", found ${shown}`,
    );
  }
  const [, element = "", line = ""] = parts;
  const capital = (word: string) => word[0]!.toUpperCase() + word.slice(1);
  return [capital(element.toLowerCase()), capital(line)];
}

/** Whether a line is one of a family's, both in small letters. */
function isMember(name: string, family: string): boolean {
  return FAMILY.test(family) && name.startsWith(family) && /^\d/.test(name.slice(family.length));
}

function meanEnergy(members: readonly WeightedLine[]): number {
  const total = members.reduce((sum, one) => sum + one.intensity, 0);
  return members.reduce((sum, one) => sum + one.energyKeV * one.intensity, 0) / total;
}
