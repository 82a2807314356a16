import { checkInteger } from "./check.js";

/** A rectangle of pixels. */
export interface Region {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Returns a region that lies within a picture.
 *
 * @param prefix what messages begin with, such as the option that said it
 * @throws GanxError `INVALID_ARGUMENT`
 */
export function checkRegion(
  region: Region,
  picture: { readonly width: number; readonly height: number },
  prefix = "",
): Region {
  const { x, y, width, height } = region;
  return {
    x: checkInteger(`${prefix}x`, x, 0, picture.width - 1),
    y: checkInteger(`${prefix}y`, y, 0, picture.height - 1),
    width: checkInteger(`${prefix}width`, width, 1, picture.width - x),
    height: checkInteger(`${prefix}height`, height, 1, picture.height - y),
  };
}
