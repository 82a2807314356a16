// How large a pixel is: the option of the commands that write cubes, and what they say of it.
import { Option } from "commander";
import { GanxError } from "../errors.js";
import { lengthUm } from "../io/cube/pixel-size.js";
import { LEAST_PIXEL_UM, MOST_PIXEL_UM } from "../pixel-size.js";
import { strictNumber } from "./options.js";

/** A width such as `250um`, `0.5mm` or `1 mm`, in um. */
export function pixelSizeOption(text: string): number {
  const [, number = "", unit] = /^\s*(\S*?)\s*([num\u00b5\u03bcc]m)\s*$/.exec(text) ?? [];
  const um = lengthUm(strictNumber(number), unit);
  if (um !== undefined && um >= LEAST_PIXEL_UM && um <= MOST_PIXEL_UM) return um;
  throw new GanxError(
    "INVALID_ARGUMENT",
    `--pixel-size: expected a width from 1nm to 1000000mm, such as 250um or 0.5mm, found "${text}"`,
  );
}

/** `--pixel-size`. */
export function pixelSizeArgument(description: string): Option {
  return new Option("--pixel-size <width>", description).argParser(pixelSizeOption);
}

/** A width in um or, from 1 mm on, in mm. */
export function widthInWords(um: number): string {
  return um < 1000 ? `${um} um` : `${Number((um / 1000).toPrecision(12))} mm`;
}

/** What all pixels together cover, mm. */
export function coverInWords(
  um: number,
  { width, height }: { readonly width: number; readonly height: number },
): string {
  const [across, down] = [width, height].map((count) => Number(((count * um) / 1000).toPrecision(4)));
  return `${across} x ${down} mm`;
}
