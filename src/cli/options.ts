// Options of the command line, read strictly.
import { Option } from "commander";
import type { Color } from "../color.js";
import { GanxError } from "../errors.js";
import { CUBE_FORMATS } from "../io/write/write-cube.js";
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

/** The option of every command that writes a cube. */
export function formatOption(): Option {
  return new Option("--format <name>", "format of the output (default: what its name says)").choices([
    ...CUBE_FORMATS,
  ]);
}

/** The option of every command that may read a folder of spectra. */
export function shapeOption(): Option {
  return new Option(
    "--shape <width,height>",
    "pixels of a folder of .mca files (default: what their names say)",
  ).argParser((text: string): readonly [number, number] => {
    const [width, height, ...rest] = text.split(",").map(strictNumber);
    if (rest.length > 0 || ![width, height].every((size) => Number.isInteger(size) && size > 0)) {
      throw new GanxError("INVALID_ARGUMENT", `--shape: expected WIDTH,HEIGHT in pixels, found "${text}"`);
    }
    return [width, height];
  });
}
