import { checkInteger } from "./check.js";

/** A rectangle of pixels. */
export interface Region {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Returns a region that lies within a picture. @throws GanxError `INVALID_ARGUMENT` */
export function checkRegion(
  region: Region,
  picture: { readonly width: number; readonly height: number },
): Region {
  return {
    x: checkInteger("x", region.x, 0, picture.width - 1),
    y: checkInteger("y", region.y, 0, picture.height - 1),
    width: checkInteger("width", region.width, 1, picture.width - region.x),
    height: checkInteger("height", region.height, 1, picture.height - region.y),
  };
}
