// Similarity of two images in one pass over their rows, at one scale or at five; never more than a block is in memory.
import { checkChoice, checkInteger, checkNumber, show } from "../check.js";
import { GanxError } from "../errors.js";
import { power } from "../kernels/elementary.js";
import { halveRows, type RowPair, type Rows } from "../kernels/ssim.js";
import { SSIM_WINDOWS, SsimAccumulator, type SsimWindowName, windowSide } from "./ssim-scale.js";

/** Exponents of the five scales, finest first. Source: Wang, Simoncelli, Bovik 2003, section 3.2. */
const EXPONENTS = [0.0448, 0.2856, 0.3001, 0.2363, 0.1333];
/** So that the coarsest scale holds a window of 11 pixels. */
const LEAST_SIDE = 176;
/** Pixels of each image that are worked on at once. */
const BLOCK = 2 ** 18;
/** Keeps squares, and products of squares, far from the ends of the range of doubles. */
const RANGES = [1e-60, 1e60] as const;

/** What two images are compared as. */
export interface SimilarityOptions {
  /** Pixels. */
  readonly width: number;
  /** Pixels. */
  readonly height: number;
  /** The span that values can have, L of the formula: 255 for 8 bits, 1 for fractions. */
  readonly dynamicRange: number;
  /** Default `gaussian`; the five scales know no other. */
  readonly window?: SsimWindowName;
}

/** Mean similarities; 1 for equal images. */
export interface Similarity {
  readonly ssim: number;
  /** Where five scales were asked for. */
  readonly msSsim?: number;
}

/** Structural similarity of images that come in blocks of rows. */
export class ImageSimilarity {
  private readonly width: number;
  private readonly height: number;
  private rows = 0;
  private readonly scales: SsimAccumulator[] = [];
  /** At each scale but the last, a row that waits for the next one. */
  private readonly odd: RowPair[] = [];

  /**
   * @param multiScale whether `msSsim` is wanted beside `ssim`
   * @throws GanxError `INVALID_ARGUMENT`, also for images smaller than the window or, for five scales, than 176 pixels
   */
  constructor(options: SimilarityOptions, multiScale: boolean) {
    const window = checkChoice("window", options.window ?? "gaussian", SSIM_WINDOWS);
    const range = checkNumber("dynamicRange", options.dynamicRange, ...RANGES);
    this.width = checkInteger("width", options.width, 1, 2 ** 31 - 1);
    this.height = checkInteger("height", options.height, 1, Number.MAX_SAFE_INTEGER);
    const least = multiScale ? LEAST_SIDE : windowSide(window);
    if (Math.min(this.width, this.height) < least) {
      throw new GanxError(
        "INVALID_ARGUMENT",
        `${multiScale ? "msSsim" : "ssim"}: expected images of at least ${least} x ${least} pixels, ` +
          `found ${this.width} x ${this.height}`,
      );
    }
    if (multiScale && window !== "gaussian") {
      throw new GanxError("INVALID_ARGUMENT", `window: expected gaussian for five scales, found ${window}`);
    }
    let width = this.width;
    for (let scale = 0; scale < (multiScale ? EXPONENTS.length : 1); scale++) {
      this.scales.push(new SsimAccumulator(width, range, window));
      this.odd.push({ a: new Float64Array(0), b: new Float64Array(0) });
      width = Math.ceil(width / 2);
    }
  }

  /**
   * Takes the next rows of both images.
   *
   * @param a `[rows, width]`, any number of rows
   * @param b likewise, as many
   * @throws GanxError `INVALID_ARGUMENT` for parts of rows, more rows than the height, or values that are not finite
   */
  push(a: Rows, b: Rows): void {
    const rows = a.length / this.width;
    if (!Number.isInteger(rows) || a.length !== b.length || this.rows + rows > this.height) {
      throw new GanxError(
        "INVALID_ARGUMENT",
        `rows: expected whole rows of ${this.width} pixels, as many of both images and at most ` +
          `${this.height - this.rows} more, found ${a.length} and ${b.length} values`,
      );
    }
    this.rows += rows;
    const step = Math.max(2, Math.floor(BLOCK / this.width)) * this.width;
    for (let at = 0; at < a.length; at += step) {
      this.pushScale(0, { a: a.subarray(at, at + step), b: b.subarray(at, at + step) }, false);
    }
  }

  /** @param last whether no rows follow, so that an odd one is taken twice */
  private pushScale(scale: number, fresh: RowPair, last: boolean): void {
    const accumulator = this.scales[scale];
    if (!accumulator) return;
    accumulator.push(fresh);
    if (scale + 1 === this.scales.length) return;
    const { width } = accumulator;
    const odd = this.odd[scale];
    const rows = (odd.a.length + fresh.a.length) / width;
    const whole = (last ? rows : rows - (rows % 2)) * width - odd.a.length;
    if (whole > 0 || last) {
      const half = (side: "a" | "b") => halveRows(odd[side], fresh[side].subarray(0, whole), width);
      this.odd[scale] = { a: fresh.a.slice(whole), b: fresh.b.slice(whole) };
      this.pushScale(scale + 1, { a: half("a"), b: half("b") }, last);
    } else {
      this.odd[scale] = { a: fresh.a.slice(), b: fresh.b.slice() };
    }
  }

  /**
   * The similarity of all rows; to be called once.
   *
   * @throws GanxError `INVALID_ARGUMENT` where rows are missing
   */
  finish(): Similarity {
    if (this.rows !== this.height) {
      throw new GanxError("INVALID_ARGUMENT", `rows: expected ${show(this.height)}, found ${this.rows}`);
    }
    const none = new Float64Array(0);
    this.pushScale(0, { a: none, b: none }, true);
    const means = this.scales.map((scale) => scale.finish());
    const { ssim } = means[0];
    if (means.length === 1) return { ssim };
    const last = means.length - 1;
    // A negative mean has no real power: it counts as no similarity at all.
    const factors = means.map((mean, i) => Math.max(0, i < last ? mean.contrastStructure : mean.ssim));
    return { ssim, msSsim: factors.reduce((product, factor, i) => product * power(factor, EXPONENTS[i]), 1) };
  }
}
