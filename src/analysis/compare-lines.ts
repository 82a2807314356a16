// Two cubes line by line: how strong each line is, and how alike its maps are.
import { GanxError } from "../errors.js";
import type { CubeSums } from "./cube-sums.js";
import { type LineChannels, meanOf, sumOver } from "./inspect.js";
import { spectrumMetricVariants } from "./spectrum-metrics.js";
import { ssim } from "./ssim.js";

/** A line in two cubes. */
export interface LineComparison {
  readonly name: string;
  readonly energyKeV: number;
  /** Counts above the background, divided by all counts of the cube; 0 where they do not stand out of the noise. */
  readonly intensity: readonly [a: number, b: number];
  /** Intensity in b over that in a; null where either is 0. */
  readonly ratio: number | null;
  /**
   * Pearson's correlation of the two maps; null where cubes differ in size or a map is the same everywhere.
   */
  readonly correlation: number | null;
  /**
   * Structural similarity of the two maps, each divided by its cube's counts a pixel; null where cubes differ in size,
   * are smaller than the window, or have no counts there.
   */
  readonly ssim: number | null;
}

/** What is known of one cube. */
export interface LineSums {
  readonly width: number;
  readonly height: number;
  readonly sums: CubeSums;
  /** SNIP background of the total spectrum, `[channels]`. */
  readonly background: Float64Array;
  readonly lines: readonly LineChannels[];
}

/** Standard deviations that a line must stand above its background. */
const VISIBLE = 3;

function intensity({ sums: { total }, background, lines }: LineSums, i: number): number {
  const { window } = lines[i];
  const gross = sumOver(total, window);
  const net = gross - sumOver(background, window);
  const all = sumOver(total, [0, total.length]);
  return net > VISIBLE * Math.sqrt(gross) ? net / all : 0;
}

/** Compares the i-th line of two cubes. @param sameSize whether their maps can be laid on each other */
export function compareLine(a: LineSums, b: LineSums, i: number, sameSize: boolean): LineComparison {
  const { name, energyKeV } = a.lines[i];
  const [first, second] = [intensity(a, i), intensity(b, i)];
  return {
    name,
    energyKeV,
    intensity: [first, second],
    ratio: first > 0 && second > 0 ? second / first : null,
    correlation: sameSize ? correlationOf(a.sums.maps[i], b.sums.maps[i]) : null,
    ssim: sameSize ? similarityOf(a, b, i) : null,
  };
}

function correlationOf(a: Float32Array, b: Float32Array): number | null {
  const flat = (map: Float32Array): boolean => map.every((value) => value === map[0]);
  return flat(a) || flat(b) ? null : spectrumMetricVariants(a, b).pearson;
}

function similarityOf(a: LineSums, b: LineSums, i: number): number | null {
  const relative = ({ sums }: LineSums): Float64Array => {
    const mean = meanOf(sums.pixels);
    return new Float64Array(sums.maps[i]).map((counts) => counts / mean);
  };
  const [first, second] = [relative(a), relative(b)];
  const dynamicRange = [first, second].flatMap((map) =>
    map.reduce((most, value) => Math.max(most, value), 0),
  );
  if (Math.max(...dynamicRange) === 0) return null;
  try {
    return ssim(first, second, { width: a.width, height: a.height, dynamicRange: Math.max(...dynamicRange) });
  } catch (cause) {
    // Smaller than the window.
    if (cause instanceof GanxError && cause.code === "INVALID_ARGUMENT") return null;
    throw cause;
  }
}
