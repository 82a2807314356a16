// Checks of arguments, shared by everything a user calls.
import { GanxError } from "./errors.js";

/** A value for an error message, on one short line. */
export function show(value: unknown): string {
  if (typeof value === "string")
    return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}...` : value);
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (typeof value === "object" && value !== null) return "an object";
  return typeof value === "function" || typeof value === "symbol" ? `a ${typeof value}` : String(value);
}

/** @throws GanxError `INVALID_ARGUMENT` unless `value` is a whole number from `low` to `high` */
export function checkInteger(name: string, value: unknown, low: number, high: number): number {
  if (typeof value !== "number" || !Number.isInteger(value) || value < low || value > high) {
    throw new GanxError(
      "INVALID_ARGUMENT",
      `${name}: expected a whole number from ${low} to ${high}, found ${show(value)}`,
    );
  }
  return value;
}

/** @throws GanxError `INVALID_ARGUMENT` unless `value` is a number from `low` to `high` */
export function checkNumber(name: string, value: unknown, low: number, high: number): number {
  if (typeof value !== "number" || !(value >= low && value <= high)) {
    throw new GanxError(
      "INVALID_ARGUMENT",
      `${name}: expected a number from ${low} to ${high}, found ${show(value)}`,
    );
  }
  return value;
}

/** @throws GanxError `INVALID_ARGUMENT` unless `value` is one of `choices` */
export function checkChoice<T extends string>(name: string, value: unknown, choices: readonly T[]): T {
  if (!choices.includes(value as T)) {
    throw new GanxError("INVALID_ARGUMENT", `${name}: expected ${choices.join(", ")}, found ${show(value)}`);
  }
  return value as T;
}
