import { GanxError } from "../../errors.js";

/** An `INVALID_FILE` error whose message starts with `npy: `. */
export function npyError(message: string): GanxError {
  return new GanxError("INVALID_FILE", `npy: ${message}`);
}

/** The three entries of a header, as they are written. */
export interface NpyEntries {
  readonly descr: string;
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
}

const SPACE = /[ \t\r\n]*/y;
const STRING = /'([^'\\\n]*)'|"([^"\\\n]*)"/y;
const BOOLEAN = /True|False/y;
/** Python 2 wrote an `L` behind a long number. */
const NUMBER = /(0|[1-9]\d*)L?/y;
/** No array of NumPy has more dimensions. */
const MAX_DIMENSIONS = 64;

/**
 * Reads the Python dictionary of a NumPy header, and nothing else that Python can express.
 *
 * @param text `{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }`, the keys in any order, each once
 * @throws GanxError `INVALID_FILE`
 */
export function parseNpyEntries(text: string): NpyEntries {
  const scanner = new Scanner(text);
  let descr: string | undefined;
  let fortranOrder: boolean | undefined;
  let shape: number[] | undefined;
  scanner.expect("{");
  while (!scanner.take("}")) {
    const key = scanner.string();
    scanner.expect(":");
    if (key === "descr" && descr === undefined) descr = readType(scanner);
    else if (key === "fortran_order" && fortranOrder === undefined) fortranOrder = scanner.boolean();
    else if (key === "shape" && shape === undefined) shape = readShape(scanner);
    else throw scanner.wrong("the keys descr, fortran_order and shape, each once", key);
    if (!scanner.take(",") && !scanner.ahead("}")) throw scanner.wrong("a comma or }");
  }
  if (!scanner.atEnd()) throw scanner.wrong("nothing behind }");
  if (descr === undefined || fortranOrder === undefined || shape === undefined) {
    throw npyError("expected a header with descr, fortran_order and shape, found fewer: the file is damaged");
  }
  return { descr, fortranOrder, shape };
}

function readType(scanner: Scanner): string {
  if (!scanner.ahead("[")) return scanner.string();
  throw npyError("expected an array of plain numbers, found a structured type; save one of its fields");
}

function readShape(scanner: Scanner): number[] {
  const shape: number[] = [];
  scanner.expect("(");
  while (!scanner.take(")")) {
    if (shape.length === MAX_DIMENSIONS) throw scanner.wrong(`at most ${MAX_DIMENSIONS} dimensions`);
    shape.push(scanner.number());
    const more = scanner.take(",");
    // In Python a number in brackets is a number; a tuple of one has a comma.
    if (!more && (shape.length === 1 || !scanner.ahead(")"))) throw scanner.wrong("a comma");
  }
  return shape;
}

class Scanner {
  #at = 0;

  constructor(readonly text: string) {}

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.text);
    if (match) this.#at = pattern.lastIndex;
    return match;
  }

  ahead(mark: string): boolean {
    this.#match(SPACE);
    return this.text.startsWith(mark, this.#at);
  }

  take(mark: string): boolean {
    const there = this.ahead(mark);
    if (there) this.#at += mark.length;
    return there;
  }

  expect(mark: string): void {
    if (!this.take(mark)) throw this.wrong(mark);
  }

  string(): string {
    this.#match(SPACE);
    const match = this.#match(STRING);
    if (!match) throw this.wrong("a string");
    return match[1] ?? match[2];
  }

  boolean(): boolean {
    this.#match(SPACE);
    const match = this.#match(BOOLEAN);
    if (!match) throw this.wrong("True or False");
    return match[0] === "True";
  }

  number(): number {
    this.#match(SPACE);
    const match = this.#match(NUMBER);
    if (!match) throw this.wrong("a whole number");
    const value = Number(match[1]);
    if (!Number.isSafeInteger(value)) throw this.wrong("a length below 2^53", match[1]);
    return value;
  }

  atEnd(): boolean {
    return this.ahead("") && this.#at === this.text.length;
  }

  /** The message has ASCII on one line, whatever the header has. */
  wrong(expected: string, found = this.text.slice(this.#at, this.#at + 12)): GanxError {
    const shown = found.slice(0, 24).replace(/[^ -~]/g, "?");
    return npyError(
      `expected ${expected} in the header, found ${shown === "" ? "its end" : `"${shown}"`}: the file is damaged`,
    );
  }
}
