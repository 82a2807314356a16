import { GanxError } from "../errors.js";

const MAX_LENGTH = 1000;
const MAX_DEPTH = 20;

/**
 * Reads a chemical formula: `HgS`, `Pb3(CO3)2(OH)2`, `CaSO4*2H2O`, `C32H50N9O12S0.05`.
 *
 * Brackets nest; `*` or `·` joins parts, each with an optional leading number.
 *
 * @returns atoms by element symbol, each above 0; whether an element exists is not checked here
 * @throws GanxError `INVALID_LIBRARY` pointing at what was not understood
 */
export function parseFormula(formula: string): Map<string, number> {
  const fail = (expected: string, at: number): never => {
    const found = at < formula.length ? JSON.stringify(formula.slice(at, at + 8)) : "its end";
    const shown = JSON.stringify(formula.length > 60 ? `${formula.slice(0, 60)}...` : formula);
    throw new GanxError(
      "INVALID_LIBRARY",
      `formula ${shown}: expected ${expected} at position ${at + 1}, found ${found}`,
    );
  };
  if (formula.length > MAX_LENGTH) fail(`at most ${MAX_LENGTH} characters`, MAX_LENGTH);
  let at = 0;

  const number = (): number => {
    const digits = /\d+(?:\.\d+)?/y;
    digits.lastIndex = at;
    const found = digits.exec(formula)?.[0];
    if (found === undefined) return 1;
    const value = Number(found);
    if (value < 1e-6 || value > 1e6) fail("a number of 0.000001 to 1000000", at);
    at += found.length;
    return value;
  };

  const group = (depth: number): Map<string, number> => {
    const atoms = new Map<string, number>();
    const add = (part: Map<string, number>, times: number): void => {
      for (const [symbol, n] of part) atoms.set(symbol, (atoms.get(symbol) ?? 0) + n * times);
    };
    for (let open = at; ; open = at) {
      const character = formula[at] ?? "";
      if (/[([{]/.test(character)) {
        if (depth >= MAX_DEPTH) fail(`at most ${MAX_DEPTH} nested brackets`, at);
        at++;
        const inner = group(depth + 1);
        const close = { "(": ")", "[": "]", "{": "}" }[character]!;
        if (formula[at] !== close) fail(`an element or "${close}"`, at);
        if (inner.size === 0) fail("an element between brackets", open);
        at++;
        add(inner, number());
      } else if (/[A-Z]/.test(character)) {
        const symbol = /[a-z]/.test(formula[at + 1] ?? "") ? formula.slice(at, at + 2) : character;
        at += symbol.length;
        add(new Map([[symbol, 1]]), number());
      } else {
        return atoms;
      }
    }
  };

  const total = new Map<string, number>();
  do {
    const times = number();
    const part = group(0);
    if (part.size === 0) fail("an element", at);
    for (const [symbol, n] of part) total.set(symbol, (total.get(symbol) ?? 0) + n * times);
  } while (/[*·]/.test(formula[at] ?? "") && ++at);
  if (at < formula.length) fail("an element, a number, a bracket or *", at);
  return total;
}
