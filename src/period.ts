import { show } from "./check.js";
import { GanxError } from "./errors.js";

/** First and last year, below 0 before the common era; null or left out where open. */
export type Period = readonly [from: number | null, to: number | null];

const EXPECTED = "period: expected FROM..TO in years, such as 1400..1500, -300..400 or 1900..";
const MOST_YEAR = 10_000;

/**
 * Checks a period, or reads it: `1400..1500`, `-300..400`, `1900..`, `..1500` or a single year.
 *
 * @throws GanxError `INVALID_ARGUMENT` unless both ends are whole years (or null) of -10000 to 10000 in their order
 */
export function periodOf(period: Period | string): Period {
  if (typeof period === "string") return checkPeriod(parsePeriod(period));
  return checkPeriod(period);
}

function checkPeriod(period: Period): Period {
  if (!Array.isArray(period) || period.length !== 2) {
    throw new GanxError("INVALID_ARGUMENT", `${EXPECTED}, found ${show(period)}`);
  }
  const [from, to] = period as Period;
  for (const year of [from, to]) {
    if (year !== null && !(Number.isInteger(year) && Math.abs(year) <= MOST_YEAR)) {
      throw new GanxError("INVALID_ARGUMENT", `${EXPECTED}, found ${show(year)}`);
    }
  }
  if (from !== null && to !== null && from > to) {
    throw new GanxError("INVALID_ARGUMENT", `${EXPECTED}, the earlier year first, found ${from}..${to}`);
  }
  return [from, to];
}

function parsePeriod(text: string): Period {
  const year = "([+-]?\\d{1,5})";
  const single = new RegExp(`^\\s*${year}\\s*$`).exec(text);
  if (single) return [Number(single[1]), Number(single[1])];
  const [, from, to] = new RegExp(`^\\s*${year}?\\.\\.${year}?\\s*$`).exec(text) ?? [];
  if (from === undefined && to === undefined) {
    throw new GanxError("INVALID_ARGUMENT", `${EXPECTED}, found ${show(text)}`);
  }
  return [from === undefined ? null : Number(from), to === undefined ? null : Number(to)];
}

/** A period as it is written: `1400..1500`. */
export function periodInText(period: Period): string {
  return period.map((year) => year ?? "").join("..");
}

/** Whether years of use and a period share a year; what is not known is open. */
export function wasInUse(used: Period = [null, null], [from, to]: Period): boolean {
  return (used[0] ?? -Infinity) <= (to ?? Infinity) && (used[1] ?? Infinity) >= (from ?? -Infinity);
}

/** `from 1400 to 1500`, `from 1834`, `until 400 BCE`, `at any time`. */
export function yearsInWords([from, to]: Period = [null, null]): string {
  const year = (value: number): string => (value < 0 ? `${-value} BCE` : String(value));
  if (from === null && to === null) return "at any time";
  if (to === null) return `from ${year(from as number)}`;
  return from === null ? `until ${year(to)}` : `from ${year(from)} to ${year(to)}`;
}
