// Options of the command line, read strictly.
import { Option } from "commander";
import type { Color } from "../color.js";
import { GanxError } from "../errors.js";
import { usualThreads } from "../workers/thread.js";

/** The option of every command that draws counts. */
export function threadsOption(): Option {
  const option = numberArgument("--threads <n>", "threads that draw the counts, which do not depend on it");
  return option.default(usualThreads(), "the processors, at most 8");
}

/** A number, or NaN; nothing is not 0. */
export function strictNumber(text: string): number {
  return text.trim() === "" ? Number.NaN : Number(text);
}

/** An option that accepts a number and nothing else; its range is checked where it is used. */
export function numberArgument(flags: string, description: string, value?: number): Option {
  const [name] = flags.split(" ");
  const parse = (text: string): number => {
    const parsed = strictNumber(text);
    if (Number.isNaN(parsed)) {
      throw new GanxError("INVALID_ARGUMENT", `${name}: expected a number, found "${text}"`);
    }
    return parsed;
  };
  return new Option(flags, description).argParser(parse).default(value);
}

/** `#rrggbb` or `r,g,b`. */
export function colorOption(name: string): (text: string) => Color {
  return (text) => {
    const hex = /^#?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text);
    const parts = hex
      ? hex.slice(1).map((part) => Number.parseInt(part, 16))
      : text.split(",").map(strictNumber);
    if (parts.length !== 3 || parts.some((part) => !(part >= 0 && part <= 255))) {
      throw new GanxError(
        "INVALID_ARGUMENT",
        `${name}: expected #rrggbb or r,g,b of 0 to 255, found "${text}"`,
      );
    }
    return parts as unknown as Color;
  };
}

/** `low,high` in keV, or in another unit. */
export function energyOption(name: string, unit = "keV"): (text: string) => readonly [number, number] {
  return (text) => {
    const [low, high, ...rest] = text.split(",").map(strictNumber);
    if (rest.length > 0 || !(low < high) || !Number.isFinite(high - low)) {
      throw new GanxError("INVALID_ARGUMENT", `${name}: expected LOW,HIGH in ${unit}, found "${text}"`);
    }
    return [low, high];
  };
}
