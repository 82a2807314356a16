import { checkNumber } from "./check.js";

/** Least and most that a pixel may be wide, um. */
export const LEAST_PIXEL_UM = 1e-3;
export const MOST_PIXEL_UM = 1e9;

/** @throws GanxError `INVALID_ARGUMENT` unless `value` is a width of a pixel, um */
export function checkPixelSize(value: unknown): number {
  return checkNumber("pixelSizeUm", value, LEAST_PIXEL_UM, MOST_PIXEL_UM);
}
