// One scale of a structural similarity, fed with rows and holding no more of them than a window has.
import { GanxError } from "../errors.js";
import { type RowPair, type SsimWindow, scoreRows } from "../kernels/ssim.js";

/** Window of a structural similarity: Gaussian of sigma 1.5 with 11 taps, or the plain mean of 7 x 7 pixels. */
export type SsimWindowName = "gaussian" | "uniform";
export const SSIM_WINDOWS: readonly SsimWindowName[] = ["gaussian", "uniform"];

/** `exp(-k^2 / (2 sigma^2))` for sigma of 1.5, k of 0 to 5: as numbers, because engines compute them in different ways. */
const BELL = [
  1, 0.8007374029168081, 0.41111229050718745, 0.1353352832366127, 0.028565500784550377, 0.0038659201394728076,
];
const K1 = 0.01;
const K2 = 0.03;

function gaussian(): SsimWindow {
  const sum = BELL.reduceRight((total, value, k) => total + (k > 0 ? 2 * value : value), 0);
  return { radius: BELL.length - 1, weights: Float64Array.from(BELL, (value) => value / sum), unbias: 1 };
}

function uniform(radius: number): SsimWindow {
  const side = 2 * radius + 1;
  const weights = new Float64Array(radius + 1).fill(1 / side);
  return { radius, weights, unbias: (side * side) / (side * side - 1) };
}

const WINDOWS: Readonly<Record<SsimWindowName, SsimWindow>> = { gaussian: gaussian(), uniform: uniform(3) };

/** Pixels along a window's side, and so the least side of an image. */
export function windowSide(name: SsimWindowName): number {
  return 2 * WINDOWS[name].radius + 1;
}

/** A sum that does not depend on how its terms are grouped, to the last digits. Source: Neumaier 1974. */
class Sum {
  private sum = 0;
  private lost = 0;

  add(value: number): void {
    const next = this.sum + value;
    this.lost += Math.abs(this.sum) >= Math.abs(value) ? this.sum - next + value : value - next + this.sum;
    this.sum = next;
  }

  get value(): number {
    return this.sum + this.lost;
  }
}

const mean = (values: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
};

/**
 * Mean structural similarity of two images of any height, row after row.
 *
 * Source: Z. Wang, A. C. Bovik, H. R. Sheikh, E. P. Simoncelli, IEEE Trans. Image Process. 13 (2004) 600-612,
 * doi:10.1109/TIP.2003.819861; over the windows that lie inside, as in scikit-image.
 */
export class SsimAccumulator {
  private readonly window: SsimWindow;
  private kept: RowPair = { a: new Float64Array(0), b: new Float64Array(0) };
  private shifts: readonly [number, number] | undefined;
  private windows = 0;
  private readonly ssim = new Sum();
  private readonly contrastStructure = new Sum();

  /**
   * @param width pixels, at least the window's side
   * @param dynamicRange L of the formula, the span that values can have, above 0
   */
  constructor(
    readonly width: number,
    private readonly dynamicRange: number,
    name: SsimWindowName,
  ) {
    this.window = WINDOWS[name];
  }

  /**
   * Takes the next rows of both images, `[rows, width]`, as many of each.
   *
   * @throws GanxError `INVALID_ARGUMENT` for values that are not finite, or whose squares are not
   */
  push(fresh: RowPair): void {
    const { width, window } = this;
    if (fresh.a.length === 0) return;
    // From the first row alone, so that the result is the same however the rows are grouped.
    this.shifts ??= [mean(fresh.a.subarray(0, width)), mean(fresh.b.subarray(0, width))];
    const rows = (this.kept.a.length + fresh.a.length) / width - 2 * window.radius;
    if (rows > 0) {
      const c1 = (K1 * this.dynamicRange) ** 2;
      const c2 = (K2 * this.dynamicRange) ** 2;
      const sums = scoreRows(this.kept, fresh, { width, window, c1, c2, shifts: this.shifts });
      for (let i = 0; i < sums.length; i += 2) {
        if (!Number.isFinite(sums[i])) {
          throw new GanxError(
            "INVALID_ARGUMENT",
            "images: expected finite values whose squares are finite too",
          );
        }
        this.ssim.add(sums[i]);
        this.contrastStructure.add(sums[i + 1]);
      }
      this.windows += rows * (width - 2 * window.radius);
    }
    this.kept = { a: this.lastRows("a", fresh), b: this.lastRows("b", fresh) };
  }

  private lastRows(side: "a" | "b", fresh: RowPair): Float64Array {
    const most = 2 * this.window.radius * this.width;
    const rows = fresh[side];
    if (rows.length >= most) return new Float64Array(rows.subarray(rows.length - most));
    const old = this.kept[side];
    const first = Math.max(0, old.length + rows.length - most);
    const last = new Float64Array(old.length - first + rows.length);
    last.set(old.subarray(first));
    last.set(rows, old.length - first);
    return last;
  }

  /** Means over all windows; there must have been one. */
  finish(): { ssim: number; contrastStructure: number } {
    const bounded = (sum: Sum) => Math.min(Math.max(sum.value / this.windows, -1), 1);
    return { ssim: bounded(this.ssim), contrastStructure: bounded(this.contrastStructure) };
  }
}
