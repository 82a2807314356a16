// Structural similarity of two images held in memory.
import { show } from "../check.js";
import { GanxError } from "../errors.js";
import { ImageSimilarity, type Similarity, type SimilarityOptions } from "./image-similarity.js";

/** Values that are copied at once. */
const BLOCK = 2 ** 18;

function checkLength(name: string, values: ArrayLike<number>, { width, height }: SimilarityOptions): void {
  if (typeof values !== "object" || values?.length !== width * height) {
    const found = typeof values === "object" && values ? `${show(values.length)} values` : show(values);
    throw new GanxError(
      "INVALID_ARGUMENT",
      `${name}: expected ${width} x ${height} = ${width * height} values, found ${found}`,
    );
  }
}

function copy(name: string, values: ArrayLike<number>, from: number, to: number): Float64Array {
  const rows = new Float64Array(to - from);
  for (let i = from; i < to; i++) {
    const value = values[i];
    if (!Number.isFinite(value)) {
      throw new GanxError(
        "INVALID_ARGUMENT",
        `${name}: expected finite numbers, found ${show(value)} at index ${i}`,
      );
    }
    rows[i - from] = value;
  }
  return rows;
}

function compare(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  options: SimilarityOptions,
  multiScale: boolean,
): Similarity {
  const similarity = new ImageSimilarity(options, multiScale);
  checkLength("a", a, options);
  checkLength("b", b, options);
  const step = Math.max(1, Math.floor(BLOCK / options.width)) * options.width;
  for (let from = 0; from < a.length; from += step) {
    const to = Math.min(from + step, a.length);
    similarity.push(copy("a", a, from, to), copy("b", b, from, to));
  }
  return similarity.finish();
}

/**
 * Mean structural similarity of two images, over the windows that lie inside; K1 = 0.01, K2 = 0.03.
 *
 * @param a values `[height, width]`, finite
 * @param b likewise
 * @param options `dynamicRange`: the span that values can have; `window`: `gaussian` (default: sigma 1.5, 11 x 11
 *   pixels, population covariance) or `uniform` (7 x 7 pixels, sample covariance, scikit-image's default)
 * @returns -1..1, 1 for equal images
 * @throws GanxError `INVALID_ARGUMENT`, also for images smaller than the window
 *
 * Source: Z. Wang, A. C. Bovik, H. R. Sheikh, E. P. Simoncelli, IEEE Trans. Image Process. 13 (2004) 600-612,
 * doi:10.1109/TIP.2003.819861.
 */
export function ssim(a: ArrayLike<number>, b: ArrayLike<number>, options: SimilarityOptions): number {
  return compare(a, b, options, false).ssim;
}

/**
 * Multi-scale structural similarity of two images: the product of the mean contrast-structure terms at scales 1 to 4
 * and the mean similarity at scale 5, each to its exponent. A negative mean counts as 0. Each scale halves the one
 * before by means of 2 x 2 pixels, an odd last row or column taken twice.
 *
 * @param a values `[height, width]`, finite, at least 176 x 176
 * @param b likewise
 * @param options `dynamicRange`: the span that values can have; the window is `gaussian`
 * @returns 0..1, 1 for equal images
 * @throws GanxError `INVALID_ARGUMENT`, also for images with a side below 176
 *
 * Source: Z. Wang, E. P. Simoncelli, A. C. Bovik, 37th Asilomar Conference (2003) 1398-1402,
 * doi:10.1109/ACSSC.2003.1292216.
 */
export function msSsim(a: ArrayLike<number>, b: ArrayLike<number>, options: SimilarityOptions): number {
  return compare(a, b, options, true).msSsim!;
}
