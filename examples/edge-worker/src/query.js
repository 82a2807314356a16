// The query as options: each field is known, comes once and is checked.
import { INSTRUMENT_NAMES } from "ganx";
import { LIMITS } from "./limits.js";
import { refuse } from "./refusal.js";

const wrong = (name, expected, found) =>
  refuse(
    422,
    "INVALID_ARGUMENT",
    `${name}: expected ${expected}, found ${JSON.stringify(found.slice(0, 40))}`,
  );

const number = (pattern, kind) => (low, high) => (text, name) => {
  const value = pattern.test(text) ? Number(text) : Number.NaN;
  if (value >= low && value <= high) return value;
  throw wrong(name, `a ${kind} from ${low} to ${high}`, text);
};
const whole = number(/^\d{1,16}$/, "whole number");
const decimal = number(/^\d{1,9}(\.\d{1,16})?$/, "number");

const oneOf = (choices) => (text, name) => {
  if (choices.includes(text)) return text;
  throw wrong(name, choices.join(", "), text);
};

/** Those of every scan; what they mean is said in ganx's README. The palette has at most clusters + delta colours. */
const SCAN_FIELDS = {
  seed: whole(0, Number.MAX_SAFE_INTEGER),
  counts: whole(1, 100_000),
  clusters: whole(1, 16),
  delta: whole(0, 4),
  threshold: decimal(0, 1),
  metric: oneOf(["deltaE2000", "deltaE94", "deltaE76", "cosine"]),
  instrument: oneOf(INSTRUMENT_NAMES),
};

/** Those of some answers. */
const OTHER_FIELDS = {
  line: (text) => text,
  window: decimal(0.001, 10),
  x: whole(0, LIMITS.pixels),
  y: whole(0, LIMITS.pixels),
};

/**
 * Reads a query.
 *
 * @param search what follows the path, with its question mark
 * @param fields names of those that this answer has beside a scan's; `true` where it has to be there
 * @returns values by name
 */
export function readQuery(search, fields) {
  if (search.length > LIMITS.queryLetters) {
    throw refuse(
      414,
      "TOO_LONG",
      `expected a query of at most ${LIMITS.queryLetters} letters, found ${search.length}`,
    );
  }
  const values = {};
  for (const [name, text] of new URLSearchParams(search)) {
    const read = Object.hasOwn(SCAN_FIELDS, name)
      ? SCAN_FIELDS[name]
      : Object.hasOwn(fields, name)
        ? OTHER_FIELDS[name]
        : undefined;
    if (!read) throw wrong("query", [...Object.keys(SCAN_FIELDS), ...Object.keys(fields)].join(", "), name);
    if (Object.hasOwn(values, name)) throw wrong(name, "it once", text);
    values[name] = read(text, name);
  }
  const missing = Object.keys(fields).find((name) => fields[name] && !(name in values));
  if (missing) throw refuse(422, "INVALID_ARGUMENT", `${missing}: expected one in the query, found none`);
  return values;
}
