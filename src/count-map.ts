// Photons per pixel, given as a map.
import { show } from "./check.js";
import { GanxError, type GanxErrorCode } from "./errors.js";
import { MAX_PIXELS } from "./image.js";

/** Photons of each pixel of a picture. */
export interface CountMap {
  /** Pixels, at least 1. */
  readonly width: number;
  /** Pixels, at least 1. */
  readonly height: number;
  /** Photons 0..1 000 000, `[height, width]`, row by row from the top left. */
  readonly values: Float32Array;
}

/** Most photons a pixel of a map may have. */
const MAX_COUNT = 1_000_000;

/**
 * Checks one value of a map.
 *
 * @param value photons
 * @param index its place in `[height, width]`
 * @param width pixels of a row
 * @param code of the error
 * @returns the value; 0 for -0
 * @throws GanxError with the row and column of a value that is not a number 0..1 000 000
 */
export function checkCount(value: number, index: number, width: number, code: GanxErrorCode): number {
  if (value >= 0 && value <= MAX_COUNT) return value + 0;
  const place = `row ${Math.floor(index / width)}, column ${index % width} (from 0)`;
  throw new GanxError(code, `count map: expected photons from 0 to ${MAX_COUNT}, found ${value} at ${place}`);
}

/** Checks the size of a map, in pixels. @throws GanxError with this code */
export function checkCountMapSize(width: number, height: number, code: GanxErrorCode): void {
  const whole = Number.isInteger(width) && Number.isInteger(height);
  if (!whole || width < 1 || height < 1) {
    const found = `${show(width)} x ${show(height)}`;
    throw new GanxError(code, `count map: expected a width and height of at least 1, found ${found}`);
  }
  if (width * height > MAX_PIXELS) {
    const found = `${width} x ${height} pixels are more than the ${MAX_PIXELS} supported`;
    throw new GanxError(code, `count map: ${found}; scale the map down`);
  }
}

/** Returns the map if size and values are as {@link CountMap} has them. @throws GanxError `INVALID_ARGUMENT` */
export function checkCountMap(map: CountMap): CountMap {
  const { width, height, values } = map;
  checkCountMapSize(width, height, "INVALID_ARGUMENT");
  if (!(values instanceof Float32Array) || values.length !== width * height) {
    const found = values instanceof Float32Array ? `${values.length}` : show(values);
    const expected = `a Float32Array of ${width * height} values`;
    throw new GanxError("INVALID_ARGUMENT", `count map: expected ${expected}, found ${found}`);
  }
  for (let i = 0; i < values.length; i++) checkCount(values[i], i, width, "INVALID_ARGUMENT");
  return map;
}
