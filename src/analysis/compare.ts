// Two cubes side by side: everything section 3 of the paper measures, and how real the counts look.
import { checkInteger } from "../check.js";
import type { EnergyAxis } from "../energy-axis.js";
import { GanxError } from "../errors.js";
import { compressCounts } from "../kernels/compress.js";
import { drawPoisson } from "../kernels/poisson.js";
import { commonAxis, sameAxis } from "./axes.js";
import { compareLine, type LineComparison, type LineSums } from "./compare-lines.js";
import { CubeDispersion } from "./cube-dispersion.js";
import type { CubeSource, PassOptions } from "./cube-source.js";
import { forEachSlab, type Slab, type Thumbnail, ThumbnailMaker } from "./flatten.js";
import { ImageSimilarity, type Similarity } from "./image-similarity.js";
import { chooseLines, type LineMapsOptions, sumCube, sumOver } from "./inspect.js";
import { type RealismScore, realism } from "./realism.js";
import { rebinToAxis } from "./rebin.js";
import { snipBackground } from "./snip.js";
import {
  type SpectrumMetrics,
  type SpectrumMetricVariants,
  spectrumMetrics,
  spectrumMetricVariants,
} from "./spectrum-metrics.js";

export interface CompareOptions extends LineMapsOptions {
  /** Whether the flattened matrices are compared, which takes most of the time; default true. */
  readonly similarity?: boolean;
  /** Decides the Poisson noise of the reference; default 0. */
  readonly seed?: number;
}

/** One of two cubes. */
export interface ComparedCube {
  readonly label: string;
  readonly width: number;
  readonly height: number;
  readonly energyAxis: EnergyAxis;
  /** Counts of all pixels, `[channels]`. */
  readonly total: Float64Array;
  /** Counts of each pixel, `[height, width]`. */
  readonly pixels: Float64Array;
  /** Variance over mean across all pixels, `[channels]`; NaN where there are no counts. */
  readonly dispersion: Float64Array;
  /** The same between neighbours alone, `[channels]`; 1 for photons. */
  readonly localDispersion: Float64Array;
  /** The flattened matrix on the common axis. */
  readonly thumbnail?: Thumbnail;
}

/** What could not be compared, and why. */
export interface Omission {
  readonly what: string;
  readonly why: string;
}

/** What {@link compareCubes} finds; `a` is the reference. */
export interface Comparison {
  readonly a: ComparedCube;
  readonly b: ComparedCube;
  /** The energy axis on which spectra and matrices are compared. */
  readonly energyAxis: EnergyAxis;
  /** Whether a cube had to be brought to that axis. */
  readonly rebinned: boolean;
  /** Total spectra on the common axis, divided by their sums. */
  readonly spectra: readonly [a: Float64Array, b: Float64Array];
  readonly metrics: SpectrumMetrics;
  readonly variants: SpectrumMetricVariants;
  /** Of the flattened matrices; not there where they were left out or cannot be compared. */
  readonly similarity?: Similarity;
  /** That of `a` to itself with Poisson noise added: what noise alone costs. */
  readonly poissonReference?: Similarity;
  readonly lines: readonly LineComparison[];
  readonly realism: readonly RealismScore[];
  readonly omissions: readonly Omission[];
}

interface Summed extends LineSums {
  readonly dispersion: CubeDispersion;
}

/** Smallest matrices that have five scales, and one. */
const FIVE_SCALES = 176;
const ONE_SCALE = 11;

/** Above this, compressed counts differ from 1 by less than 1e-7, with noise or without, and noise takes long to draw. */
const MOST_NOISY = 1e4;

/**
 * Compares two cubes: total spectra, flattened matrices, line maps, and the statistics of their counts. Both are read
 * block by block, so they may be larger than memory.
 *
 * Cubes with different energy axes are brought to a common one by energy; where sizes differ, whatever needs pixels in
 * the same places is left out, and named in `omissions`.
 *
 * @param a the reference, such as a real scan
 * @param b what is judged, such as a synthetic one
 * @throws GanxError `INVALID_ARGUMENT`, also where the axes have no energy in common or a cube has no counts there;
 *   `INVALID_FILE` for counts that are none, `ABORTED`
 *
 * Source: A. Bombini, arXiv:2304.14078 (2023), section 3 and appendix A.
 */
export async function compareCubes(
  a: CubeSource,
  b: CubeSource,
  options: CompareOptions = {},
): Promise<Comparison> {
  const { similarity: wanted = true } = options;
  const seed = checkInteger("seed", options.seed ?? 0, 0, Number.MAX_SAFE_INTEGER);
  const axis = commonAxis(a.energyAxis, b.energyAxis);
  const onAxis = chooseLines(axis, options);
  const sameSize = a.width === b.width && a.height === b.height;
  const share = wanted ? 0.15 : 0.5;
  const step = (from: number, length: number): PassOptions => ({
    ...(options.signal ? { signal: options.signal } : {}),
    onProgress: (done) => options.onProgress?.(from + length * done),
  });
  const names = onAxis.chosen.map(({ name }) => name);
  const first = await sum(a, { ...options, lines: names }, step(0, share));
  const second = await sum(b, { ...options, lines: names }, step(share, share));

  const rebinned = !(sameAxis(a.energyAxis, axis) && sameAxis(b.energyAxis, axis));
  const spectra = [a, b].map((source, i) => {
    const total = [first, second][i].sums.total;
    const spectrum = rebinToAxis(total, 1, source.energyAxis, axis);
    const counts = sumOver(spectrum, [0, axis.channels]);
    if (counts > 0) return spectrum.map((value) => value / counts);
    throw new GanxError(
      "INVALID_ARGUMENT",
      `${source.label}: expected counts in the total spectrum, found none`,
    );
  }) as [Float64Array, Float64Array];

  const omissions: Omission[] = onAxis.omitted.map((line) => ({
    what: line,
    why: "the energy axes do not both reach it",
  }));
  const sizes = `${a.width} x ${a.height} and ${b.width} x ${b.height} pixels`;
  if (!sameSize)
    omissions.push({
      what: "similarity and correlation of maps and matrices",
      why: `sizes differ, ${sizes}`,
    });
  const flat = wanted
    ? await flatten(a, b, axis, sameSize, seed, omissions, step(2 * share, 1 - 2 * share))
    : undefined;

  const compared = [first, second].map((one, i): ComparedCube => {
    const { label, width, height, energyAxis } = [a, b][i];
    const { total, pixels } = one.sums;
    const dispersion = one.dispersion.index(total, width * height);
    const localDispersion = one.dispersion.localIndex(total, width * height);
    const thumbnail = flat ? { thumbnail: flat.thumbnails[i] } : {};
    return { label, width, height, energyAxis, total, pixels, dispersion, localDispersion, ...thumbnail };
  });
  const lines = names.map((_, i) => compareLine(first, second, i, sameSize));
  return {
    a: compared[0],
    b: compared[1],
    energyAxis: axis,
    rebinned,
    spectra,
    metrics: spectrumMetrics(...spectra),
    variants: spectrumMetricVariants(...spectra),
    ...(flat?.similarity ? { similarity: flat.similarity } : {}),
    ...(flat?.poissonReference ? { poissonReference: flat.poissonReference } : {}),
    lines,
    realism: realism(compared[0], compared[1], lines),
    omissions,
  };
}

async function sum(source: CubeSource, options: LineMapsOptions, pass: PassOptions): Promise<Summed> {
  const { width, height, energyAxis } = source;
  const { chosen } = chooseLines(energyAxis, options);
  const dispersion = new CubeDispersion(energyAxis.channels);
  const windows = chosen.map(({ window }) => [window]);
  const sums = await sumCube(source, windows, pass, (block) => dispersion.add(block));
  const background = snipBackground(sums.total, { axis: energyAxis });
  return { width, height, sums, background, lines: chosen, dispersion };
}

interface Flattened {
  readonly thumbnails: readonly Thumbnail[];
  readonly similarity?: Similarity;
  readonly poissonReference?: Similarity;
}

async function flatten(
  a: CubeSource,
  b: CubeSource,
  axis: EnergyAxis,
  sameSize: boolean,
  seed: number,
  omissions: Omission[],
  pass: PassOptions,
): Promise<Flattened> {
  const { channels } = axis;
  const makers = [a, b].map(({ width, height }) => new ThumbnailMaker(width * height, channels));
  const pixels = Math.min(a.width * a.height, b.width * b.height);
  const side = Math.min(pixels, channels);
  const judge = (rows: number): ImageSimilarity =>
    new ImageSimilarity({ width: channels, height: rows, dynamicRange: 1 }, side >= FIVE_SCALES);
  if (side < ONE_SCALE) {
    omissions.push({
      what: "ssim",
      why: `expected at least ${ONE_SCALE} pixels and channels, found ${side}`,
    });
  }
  if (side < FIVE_SCALES) {
    omissions.push({
      what: "msSsim",
      why: `expected at least ${FIVE_SCALES} pixels and channels, found ${side}`,
    });
  }
  const judged = side >= ONE_SCALE && sameSize ? judge(a.width * a.height) : undefined;
  const noise = side >= ONE_SCALE ? judge(a.width * a.height) : undefined;

  const addNoise = ({ first, counts, compressed }: Slab): void => {
    if (!noise) return;
    const means = counts.map((mean) => Math.min(mean, MOST_NOISY));
    // An element's index must not depend on how the matrix is cut.
    noise.push(compressed, compressCounts(drawPoisson(means, first * channels, seed)));
  };
  const { onProgress = () => {}, ...signal } = pass;
  if (sameSize) {
    await forEachSlab(
      [a, b],
      axis,
      ([one, other]) => {
        makers[0].add(one);
        makers[1].add(other);
        judged?.push(one.compressed, other.compressed);
        addNoise(one);
      },
      pass,
    );
  } else {
    const half = (from: number): PassOptions => ({
      ...signal,
      onProgress: (done) => onProgress(from + done / 2),
    });
    await forEachSlab(
      [a],
      axis,
      ([slab]) => {
        makers[0].add(slab);
        addNoise(slab);
      },
      half(0),
    );
    await forEachSlab([b], axis, ([slab]) => makers[1].add(slab), half(0.5));
  }
  return {
    thumbnails: makers.map((maker) => maker.finish()),
    ...(judged ? { similarity: judged.finish() } : {}),
    ...(noise ? { poissonReference: noise.finish() } : {}),
  };
}
