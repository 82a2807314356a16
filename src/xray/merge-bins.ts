import type { Photons } from "./detector.js";

/** Widest group, in standard deviations of the peak that it becomes. */
const WIDEST = 0.25;

/** Photons with the standard deviation of the peak that a detector makes of them, keV. */
export interface Peaks {
  readonly energiesKeV: Float64Array;
  readonly areas: Float64Array;
  readonly sigmasKeV: Float64Array;
}

/**
 * Makes one peak of neighbouring bins where the peaks are far wider than the bins, so that a wide Compton continuum costs
 * no more than a narrow one.
 *
 * Area, mean and variance of each group stay; a group is at most a quarter of its standard deviation wide, which moves no
 * channel by more than some 1e-5 of the peak. Entries of no width of their own, which are lines, stay alone.
 */
export function mergeBins(peaks: Peaks, own: Photons["sigmasKeV"]): Peaks {
  const { energiesKeV, areas, sigmasKeV } = peaks;
  if (!own) return peaks;
  const energies: number[] = [];
  const sums: number[] = [];
  const sigmas: number[] = [];
  const count = energiesKeV.length;
  for (let i = 0; i < count; ) {
    const start = energiesKeV[i]!;
    const width = WIDEST * sigmasKeV[i]!;
    let end = i + 1;
    if (own[i]! > 0) {
      while (end < count && own[end]! > 0 && Math.abs(energiesKeV[end]! - start) < width) end++;
    }
    let area = 0;
    let first = 0;
    let second = 0;
    for (let j = i; j < end; j++) {
      const offset = energiesKeV[j]! - start;
      area += areas[j]!;
      first += areas[j]! * offset;
      second += areas[j]! * (offset * offset + sigmasKeV[j]! * sigmasKeV[j]!);
    }
    if (area > 0) {
      const mean = first / area;
      energies.push(start + mean);
      sums.push(area);
      sigmas.push(end === i + 1 ? sigmasKeV[i]! : Math.sqrt(second / area - mean * mean));
    }
    i = end;
  }
  return {
    energiesKeV: Float64Array.from(energies),
    areas: Float64Array.from(sums),
    sigmasKeV: Float64Array.from(sigmas),
  };
}
