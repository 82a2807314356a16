import { checkNumber } from "../check.js";
import { checkEnergyAxis, type EnergyAxis, requireEnergy } from "../energy-axis.js";
import { GanxError } from "../errors.js";
import {
  checkInstrument,
  DEFAULT_INSTRUMENT,
  FWHM_SQUARED_PER_VARIANCE,
  fwhmKeV,
  type Instrument,
} from "../instrument.js";
import { secondDifference } from "../kernels/second-difference.js";
import { checkCounts } from "./check-spectrum.js";
import { separatePeaks } from "./separate-peaks.js";

/** Five windows of 0.6 FWHM, Mariscotti's best choice, have the spread of a Gaussian of this part of a FWHM. */
const SMOOTHING = Math.sqrt((5 * 0.6 * 0.6) / 12);
/** A peak bends the other way on both flanks: by 0.45 of its top where it stands alone, an edge on one side only. */
const LEAST_FLANK = 0.1;
/** Least height relative to what lies under the peak: a continuum's curve reaches a tenth of this. */
const LEAST_CONTRAST = 0.02;
/** Least height relative to the highest peak. */
const LEAST_SHARE = 1e-4;

/** A peak of a spectrum. */
export interface Peak {
  /** Position, channels; not a whole number. */
  readonly channel: number;
  readonly energyKeV: number;
  /** Height above the background, counts in a channel. */
  readonly height: number;
  /** Counts above the background, those of overlapping peaks shared out. */
  readonly area: number;
  /** How far the second difference stands above 0, in standard deviations. */
  readonly significance: number;
}

export interface FindPeaksOptions {
  readonly axis: EnergyAxis;
  /** Its detector says how wide lines are; default an open-air scanner with 139 eV at Mn Ka. */
  readonly instrument?: Instrument;
  /** Least significance, 1..1000; default 4, at which pure noise gives a false peak in one spectrum of fifty at most. */
  readonly sensitivity?: number;
}

/**
 * Finds the peaks of a spectrum: where its second difference, smoothed over the width that a line has there, stands out
 * of the noise.
 *
 * A peak must also bend back on both flanks, and be at least 2 % as high as what lies under it and 1e-4 as high as the
 * highest peak, so that the ripples of a spectrum of many counts are not taken for lines.
 *
 * @param spectrum counts (not scaled: their noise is taken to be that of photons), at least 0, `[axis.channels]`
 * @returns peaks by energy from low to high
 * @throws GanxError `INVALID_ARGUMENT`
 *
 * Source: M. A. Mariscotti, Nucl. Instrum. Methods 50 (1967) 309, doi:10.1016/0029-554X(67)90058-4.
 */
export function findPeaks(spectrum: ArrayLike<number>, options: FindPeaksOptions): Peak[] {
  const axis = checkEnergyAxis(options.axis);
  requireEnergy("peaks", axis);
  const instrument = checkInstrument(options.instrument ?? DEFAULT_INSTRUMENT);
  const sensitivity = checkNumber("sensitivity", options.sensitivity ?? 4, 1, 1000);
  const counts = checkCounts("spectrum", spectrum);
  if (counts.length !== axis.channels) {
    throw new GanxError(
      "INVALID_ARGUMENT",
      `spectrum: expected as many counts as the axis has channels, ${axis.channels}, found ${counts.length}`,
    );
  }

  // In channels; a line on an axis that begins below 0 keV is as wide as one at 0.
  const fwhm = (channel: number) =>
    fwhmKeV(instrument, Math.max(0, axis.offsetKeV + channel * axis.gainKeV)) / axis.gainKeV;
  const widths = Float64Array.from(counts, (_, i) => SMOOTHING * fwhm(i));
  const { difference, deviation } = secondDifference(counts, widths);

  const tops: number[] = [];
  for (let i = 1; i + 1 < counts.length; i++) {
    const top = difference[i]!;
    if (!(top > sensitivity * deviation[i]!)) continue;
    if (!(top > difference[i - 1]! && top >= difference[i + 1]!)) continue;
    tops.push(i);
  }
  const bent = tops.filter((i) => isBentBack(difference, i, fwhm(i), tops));
  const sigma = (channel: number) => fwhm(channel) / Math.sqrt(FWHM_SQUARED_PER_VARIANCE);
  const peaks = separatePeaks(difference, widths, bent, sigma).map(({ channel, area }, k) => {
    const i = bent[k]!;
    return {
      channel,
      energyKeV: axis.offsetKeV + channel * axis.gainKeV,
      height: area / (sigma(i) * Math.sqrt(2 * Math.PI)),
      area,
      significance: difference[i]! / deviation[i]!,
    };
  });
  const highest = Math.max(...peaks.map(({ height }) => height));
  return peaks.filter(({ height }, k) => {
    const under = Math.max(0, levelAt(counts, bent[k]!) - height);
    return height > LEAST_CONTRAST * under && height > LEAST_SHARE * highest;
  });
}

/** Whether the curve bends the other way within a line's width on either side, or on towards another peak. */
function isBentBack(difference: Float64Array, i: number, fwhm: number, tops: readonly number[]): boolean {
  const reach = Math.ceil(1.5 * fwhm);
  return [-1, 1].every((side) => {
    for (let k = 1; k <= reach; k++) {
      const at = i + side * k;
      if (difference[at] === undefined) return false;
      if (difference[at]! < -LEAST_FLANK * difference[i]!) return true;
      if (tops.includes(at)) return true;
    }
    return false;
  });
}

/** Counts in a channel, evened out over its neighbours. */
function levelAt(counts: Float64Array, i: number): number {
  return (counts[i - 1]! + 2 * counts[i]! + counts[i + 1]!) / 4;
}
