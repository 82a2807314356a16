import { checkInteger } from "../check.js";
import { type EnergyAxis, MAX_CHANNELS, quantityOf } from "../energy-axis.js";
import { GanxError } from "../errors.js";
import { snip } from "../kernels/snip.js";
import { checkCounts } from "./check-spectrum.js";

/** Three FWHM of lead's L beta in a usual detector, keV. */
const DEFAULT_WIDTH_KEV = 0.6;
/** What that makes on the default axis, channels. */
const DEFAULT_WIDTH = 16;

export interface SnipOptions {
  /**
   * Half-width of the first clipping window, channels: peaks narrower than twice this are taken away, 0 takes none.
   * Default 0.6 keV, about three FWHM, where `axis` is given, else 16.
   */
  readonly widthChannels?: number;
  /** Energy axis of the spectrum, for the default width. */
  readonly axis?: EnergyAxis;
  /** Clip log(log(sqrt(x + 1) + 1) + 1) rather than x, default true: less bias where the background is steep. */
  readonly lls?: boolean;
  /** Passes of the filter 1/4, 1/2, 1/4 before clipping, 0..1000, default 0; a few help where counts are low. */
  readonly smoothing?: number;
}

/**
 * The slowly varying background of a spectrum, by peak clipping (SNIP).
 *
 * With `lls: false` it is PyMca's `snip1d(spectrum, widthChannels, smoothing)`, which clips the counts themselves.
 *
 * @param spectrum counts, at least 0, whole or not, `[channels]`
 * @returns Float64Array of the same length, from 0 to the (smoothed) spectrum
 * @throws GanxError `INVALID_ARGUMENT`
 *
 * Source: C. G. Ryan et al., Nucl. Instrum. Methods B 34 (1988) 396, doi:10.1016/0168-583X(88)90063-8.
 */
export function snipBackground(spectrum: ArrayLike<number>, options: SnipOptions = {}): Float64Array {
  const { axis, lls = true, smoothing = 0 } = options;
  const values = checkCounts("spectrum", spectrum);
  if (typeof lls !== "boolean") throw new GanxError("INVALID_ARGUMENT", "lls: expected true or false");
  const usual =
    axis && quantityOf(axis) === "energy"
      ? Math.max(1, Math.round(DEFAULT_WIDTH_KEV / axis.gainKeV))
      : DEFAULT_WIDTH;
  const width = checkInteger("widthChannels", options.widthChannels ?? usual, 0, MAX_CHANNELS);
  return snip(values, width, lls, checkInteger("smoothing", smoothing, 0, 1000));
}
