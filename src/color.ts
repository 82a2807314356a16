// Colours and their differences, for one pair (plain arrays of three) or many at once (typed arrays, [n, 3]).
import { GanxError } from "./errors.js";
import { comparePairs, convertColors } from "./kernels/color.js";

/** Three components: sRGB 0..255, or CIELAB L*, a*, b*. */
export type Color = readonly [number, number, number];

type ColorArray = Float64Array;

/** How a palette colour is compared with a pigment's. */
export type ColorMetric = "deltaE2000" | "deltaE94" | "deltaE76" | "cosine";
export const COLOR_METRICS: readonly ColorMetric[] = ["deltaE2000", "deltaE94", "deltaE76", "cosine"];

function checkColors(name: string, colors: Color | ColorArray): ColorArray {
  const values = colors instanceof Float64Array ? colors : Float64Array.from(colors ?? []);
  if (values.length % 3 !== 0 || (!(colors instanceof Float64Array) && values.length !== 3)) {
    throw new GanxError(
      "INVALID_ARGUMENT",
      `${name}: expected [a, b, c] or a Float64Array of colours [n, 3], found ${values.length} values`,
    );
  }
  return values;
}

/** Converts one colour, or many as `[n, 3]`. */
export interface Convert {
  (colors: Color): [number, number, number];
  (colors: ColorArray): Float64Array;
}

function converter(name: "srgbToLab" | "labToSrgb"): Convert {
  return ((colors: Color | ColorArray) => {
    const out = convertColors(name, checkColors(name, colors));
    return colors instanceof Float64Array ? out : Array.from(out);
  }) as Convert;
}

/** Compares one pair of colours, or many as `[n, 3]`, into `out` if it is given, `[n]`. */
export interface Compare {
  (reference: Color, color: Color): number;
  (references: ColorArray, colors: ColorArray, out?: Float64Array): Float64Array;
}

function checkOut(name: string, out: unknown, length: number): void {
  if (out instanceof Float64Array && out.length === length) return;
  const found = out instanceof Float64Array ? `one of ${out.length}` : typeof out;
  throw new GanxError(
    "INVALID_ARGUMENT",
    `${name}: expected a Float64Array of ${length} for the result, found ${found}`,
  );
}

function comparer(name: "deltaE76" | "deltaE94" | "deltaE2000" | "cosineSimilarity"): Compare {
  return ((a: Color | ColorArray, b: Color | ColorArray, out?: Float64Array) => {
    const first = checkColors(name, a);
    const second = checkColors(name, b);
    if (first.length !== second.length) {
      throw new GanxError(
        "INVALID_ARGUMENT",
        `${name}: expected as many colours on both sides, found ${first.length / 3} and ${second.length / 3}`,
      );
    }
    if (out !== undefined) checkOut(name, out, first.length / 3);
    const found = comparePairs(name, first, second, out);
    return a instanceof Float64Array ? found : found[0];
  }) as Compare;
}

/**
 * Converts sRGB to CIELAB (D65, 2 degree observer).
 *
 * @param colors sRGB 0..255: one colour, or many as `[n, 3]`
 * @returns L*, a*, b* in the same form
 * @throws GanxError `INVALID_ARGUMENT`
 *
 * Source: IEC 61966-2-1:1999; CIE 15:2004; constants as in scikit-image.
 */
export const srgbToLab: Convert = converter("srgbToLab");

/**
 * Converts CIELAB to sRGB, clipped to the sRGB gamut.
 *
 * @param colors L*, a*, b*: one colour, or many as `[n, 3]`
 * @returns sRGB 0..255 (not rounded) in the same form
 * @throws GanxError `INVALID_ARGUMENT`
 */
export const labToSrgb: Convert = converter("labToSrgb");

/**
 * CIE 1976 colour difference of CIELAB colours: one pair, or many as `[n, 3]`; the first is the reference.
 *
 * @throws GanxError `INVALID_ARGUMENT`
 *
 * Source: CIE 15:2004, eq. 8.22.
 */
export const deltaE76: Compare = comparer("deltaE76");

/**
 * CIE 1994 colour difference (graphic arts: kL = 1, K1 = 0.045, K2 = 0.015) of CIELAB colours: one pair, or many as
 * `[n, 3]`; the first is the reference, and the measure is not symmetric.
 *
 * @throws GanxError `INVALID_ARGUMENT`
 *
 * Source: CIE 116-1995.
 */
export const deltaE94: Compare = comparer("deltaE94");

/**
 * CIEDE2000 colour difference of CIELAB colours: one pair, or many as `[n, 3]`; the first is the reference. Numbers
 * beyond 1000 are no colours and refused.
 *
 * @throws GanxError `INVALID_ARGUMENT`
 *
 * Source: G. Sharma, W. Wu, E. N. Dalal, Color Res. Appl. 30 (2005) 21-30, doi:10.1002/col.20070.
 */
export const deltaE2000: Compare = comparer("deltaE2000");

/**
 * Cosine of the angle between two vectors of three: one pair, or many as `[n, 3]`; 0 where one of them is null.
 *
 * @throws GanxError `INVALID_ARGUMENT`
 */
export const cosineSimilarity: Compare = comparer("cosineSimilarity");

/** `#rrggbb` of an sRGB colour 0..255. */
export function hexOf([r, g, b]: Color): string {
  return `#${[r, g, b].map((v) => Math.round(v).toString(16).padStart(2, "0")).join("")}`;
}
