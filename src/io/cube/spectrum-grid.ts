// Where in a picture the spectra of a folder belong, by the numbers in the names of their files.
import { invalidFile } from "./cube-file.js";

/** Files in the order of the pixels, row by row. */
export interface SpectrumGrid {
  readonly width: number;
  readonly height: number;
  readonly names: readonly string[];
}

/** Letters before a number that say what it counts. */
const COLUMN = /(?:x|c|col|column)[_\- =]*$/i;
const ROW = /(?:y|r|l|row|line)[_\- =]*$/i;

/**
 * Finds the pixels of files.
 *
 * Without a shape, names have two numbers: column and row where letters say so (`x3_y12`, `row12_col3`), else row and
 * column (`scan_12_3`); the same names but for these.
 *
 * @param shape width and height: then the files are row by row in the order of the numbers in their names
 * @throws GanxError `INVALID_FILE`
 */
export function gridOf(
  path: string,
  names: readonly string[],
  shape: readonly [width: number, height: number] | undefined,
): SpectrumGrid {
  if (shape) {
    const [width, height] = shape;
    if (width * height !== names.length) {
      throw invalidFile(path, `expected ${width} x ${height} spectra, found ${names.length}`);
    }
    return { width, height, names: inOrder(names) };
  }
  const places = names.map((name) => placeOf(path, name));
  let [left, top, right, bottom] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, -1, -1];
  for (const { x, y } of places) {
    [left, top] = [Math.min(left, x), Math.min(top, y)];
    [right, bottom] = [Math.max(right, x), Math.max(bottom, y)];
  }
  const [width, height] = [right - left + 1, bottom - top + 1];
  const sorted = new Array<string | undefined>(width * height <= names.length ? names.length : 0);
  places.forEach(({ x, y }, i) => {
    const at = (y - top) * width + (x - left);
    if (sorted.length > 0) sorted[at] = sorted[at] === undefined ? names[i] : undefined;
  });
  if (width * height !== names.length || sorted.some((name) => name === undefined)) {
    throw invalidFile(
      path,
      `expected one spectrum a pixel of ${width} x ${height}, as the numbers in their names say, found ${names.length}; say --shape WIDTH,HEIGHT if they are row by row`,
    );
  }
  return { width, height, names: sorted as string[] };
}

interface Place {
  readonly x: number;
  readonly y: number;
}

function placeOf(path: string, name: string): Place {
  const numbers = [...name.replace(/\.\w+$/, "").matchAll(/\d{1,9}/g)];
  const [first, second] = numbers.slice(-2).map((match) => ({
    value: Number(match[0]),
    before: name.slice(0, match.index),
  }));
  if (!second) {
    throw invalidFile(
      path,
      `${name}: expected two numbers in its name, row and column; say --shape WIDTH,HEIGHT if the files are row by row`,
    );
  }
  const isSwapped = COLUMN.test(first.before) || ROW.test(second.before);
  return isSwapped ? { x: first.value, y: second.value } : { x: second.value, y: first.value };
}

/** By the numbers in their names, as people count: 2 before 10. */
function inOrder(names: readonly string[]): string[] {
  const { compare } = new Intl.Collator("en", { numeric: true });
  return [...names].sort(compare);
}
