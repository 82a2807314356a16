// Distances between two spectra. Both are divided by their sums first, so exposure plays no part: p and q below are
// distributions over the channels.
import { show } from "../check.js";
import { GanxError } from "../errors.js";
import { compareSpectra } from "../kernels/metric.js";

/** How far two unit-normalised spectra p and q are from each other; every distance is 0 for equal ones. */
export interface SpectrumMetrics {
  /**
   * 1 - r, r being Pearson's correlation; 0..2. A spectrum that is the same in every channel has no r: then 0 where the
   * other one is so too, and 1 where it is not. Source: scipy.spatial.distance.correlation.
   */
  readonly correlation: number;
  /** 1 - p.q / (|p| |q|); 0..1. Source: scipy.spatial.distance.cosine. */
  readonly cosine: number;
  /**
   * sqrt((KL(p, m) + KL(q, m)) / 2), m = (p + q) / 2, natural logarithm; 0..sqrt(ln 2).
   * Source: D. M. Endres, J. E. Schindelin, IEEE Trans. Inf. Theory 49 (2003) 1858-1860, doi:10.1109/TIT.2003.813506.
   */
  readonly jensenShannon: number;
  /** max |p - q|; 0..1. */
  readonly chebyshev: number;
  /** sum |p - q| / sum (p + q); 0..1. Source: J. R. Bray, J. T. Curtis, Ecol. Monogr. 27 (1957) 325-349. */
  readonly brayCurtis: number;
  /**
   * 0.5 sum (p - q)^2 / (p + q) over the channels where p + q > 0; 0..1.
   * Source: O. Pele, M. Werman, ECCV 2010, doi:10.1007/978-3-642-15552-9_54.
   */
  readonly chiSquare: number;
  /** sum sqrt(p q); 1 for equal spectra, 0 for disjoint ones. Source: A. Bhattacharyya, Sankhya 7 (1946) 401-406. */
  readonly bhattacharyyaCoefficient: number;
  /** -ln of the coefficient; 0..Infinity, which disjoint spectra have. */
  readonly bhattacharyyaDistance: number;
  /** sqrt(0.5 sum (sqrt p - sqrt q)^2) = sqrt(1 - coefficient); 0..1. */
  readonly hellinger: number;
}

/** Other formulas found in the literature under the names of {@link SpectrumMetrics}. */
export interface SpectrumMetricVariants {
  /** Pearson's r itself, a similarity; -1..1. Without variance 1 if both spectra have none, else 0. */
  readonly pearson: number;
  /** sum (p - q)^2 / (p + q); 0..2. */
  readonly chiSquareUnhalved: number;
  /** sum (p - q)^2 / q, Infinity where p > 0 and q = 0: p is observed, q expected; not symmetric. */
  readonly chiSquarePearson: number;
  /** sqrt(1 - coefficient), which some programs call the Bhattacharyya distance; 0..1. */
  readonly bhattacharyyaRoot: number;
  /** 1 - coefficient; 0..1. */
  readonly hellingerSquared: number;
}

function checkSpectrum(name: string, values: ArrayLike<number>): Float64Array {
  const length = values?.length;
  if (typeof values !== "object" || !(Number.isInteger(length) && length > 0)) {
    const found = typeof values === "object" && length === 0 ? "none" : show(values);
    throw new GanxError(
      "INVALID_ARGUMENT",
      `${name}: expected a spectrum of at least 1 channel, found ${found}`,
    );
  }
  const spectrum = new Float64Array(length);
  let empty = true;
  for (let i = 0; i < length; i++) {
    const value = values[i];
    if (typeof value !== "number" || !(value >= 0 && value < Number.POSITIVE_INFINITY)) {
      throw new GanxError(
        "INVALID_ARGUMENT",
        `${name}: expected finite numbers >= 0, found ${show(value)} in channel ${i}`,
      );
    }
    spectrum[i] = value;
    if (value > 0) empty = false;
  }
  if (empty) {
    throw new GanxError("INVALID_ARGUMENT", `${name}: expected a channel above 0, found ${length} zeros`);
  }
  return spectrum;
}

function compare(a: ArrayLike<number>, b: ArrayLike<number>): Float64Array {
  const first = checkSpectrum("a", a);
  const second = checkSpectrum("b", b);
  if (first.length !== second.length) {
    throw new GanxError(
      "INVALID_ARGUMENT",
      `expected spectra of as many channels, found ${first.length} and ${second.length}`,
    );
  }
  return compareSpectra(first, second);
}

/**
 * Distances between two spectra, each divided by its sum first.
 *
 * @param a `[channels]`, at least 1, finite, each >= 0, not all 0
 * @param b likewise, as long
 * @throws GanxError `INVALID_ARGUMENT`
 */
export function spectrumMetrics(a: ArrayLike<number>, b: ArrayLike<number>): SpectrumMetrics {
  const values = compare(a, b);
  return {
    correlation: values[0],
    cosine: values[1],
    jensenShannon: values[2],
    chebyshev: values[3],
    brayCurtis: values[4],
    chiSquare: values[5],
    bhattacharyyaCoefficient: values[6],
    bhattacharyyaDistance: values[7],
    hellinger: values[8],
  };
}

/**
 * Other formulas found under the same names, to compare with publications that use them.
 *
 * @param a `[channels]`, at least 1, finite, each >= 0, not all 0
 * @param b likewise, as long; the expected spectrum of `chiSquarePearson`
 * @throws GanxError `INVALID_ARGUMENT`
 */
export function spectrumMetricVariants(a: ArrayLike<number>, b: ArrayLike<number>): SpectrumMetricVariants {
  const values = compare(a, b);
  return {
    pearson: values[9],
    chiSquareUnhalved: 2 * values[5],
    chiSquarePearson: values[10],
    bhattacharyyaRoot: values[8],
    hellingerSquared: values[8] ** 2,
  };
}
