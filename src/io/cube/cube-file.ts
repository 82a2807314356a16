// A cube of counts on disk, whatever its format.
import type { CubeSource } from "../../analysis/cube-source.js";
import { checkEnergyAxis, type EnergyAxis, energyAxisFromRange, MAX_CHANNELS } from "../../energy-axis.js";
import { GanxError } from "../../errors.js";
import { MAX_PIXELS, type RgbImage } from "../../image.js";
import type { NumberType } from "../../kernels/sums.js";
import type { Recipe, Truth } from "../../truth.js";

/** How a cube is opened. */
export interface CubeFileOptions {
  /** Dataset, array `[height, width, channels]` or cube within the file; default the one that is found. */
  readonly dataset?: string;
  /** Lower edge of the first channel and upper edge of the last, keV; default what the file says. */
  readonly energyKeV?: readonly [low: number, high: number];
  /** Whether a file without energies has the numbers of its channels as energies, instead of being refused. */
  readonly uncalibrated?: boolean;
  /** Width and height of a pixel, um, 0.001..1e9; default what the file says. */
  readonly pixelSizeUm?: number;
  /** Width and height where a file does not say them: of a folder of spectra; default from the names of its files. */
  readonly shape?: readonly [width: number, height: number];
}

/** A cube on disk. Close it when done. */
export interface CubeFile extends CubeSource {
  readonly path: string;
  /** The file's format and layout in words, such as `ENVI, interleave bil`. */
  readonly format: string;
  /** Path of the dataset or name of the array in it; the file's own where it holds nothing else. */
  readonly name: string;
  /** How the counts are stored. */
  readonly type: NumberType;
  /** Whether energies are known; where not, the energy axis has the numbers of the channels. */
  readonly isCalibrated: boolean;
  /** Why what the file says of the size of its pixels is of no use: they are not square. */
  readonly pixelProblem?: string;
  /** Where ganx made the counts: what decides them. */
  readonly recipe?: Recipe;
  /** Where ganx made the counts: everything that is stored beside them. @throws GanxError `INVALID_FILE` */
  truth?(): Truth | Promise<Truth>;
  /** The picture that belongs to a cube of another program, of any size. @throws GanxError `IO`, `INVALID_IMAGE` */
  picture?(): Promise<RgbImage>;
  close(): void;
}

/** An `INVALID_FILE` error of one line about a file. */
export function invalidFile(path: string, problem: string, cause?: unknown): GanxError {
  // Names and texts that a file holds may have line breaks.
  const line = `${path}: ${problem}`.replace(/\p{Cc}+/gu, " ");
  const short = line.length > 480 ? `${line.slice(0, 477)}...` : line;
  return new GanxError("INVALID_FILE", short, cause === undefined ? undefined : { cause });
}

/** Checks the size of a cube before memory is taken. @throws GanxError `INVALID_FILE` */
export function checkShape(label: string, height: number, width: number, channels: number): void {
  const whole = [height, width, channels].every((size) => Number.isSafeInteger(size) && size > 0);
  if (!whole) {
    throw invalidFile(label, `expected pixels and channels, found ${height} x ${width} x ${channels}`);
  }
  if (channels > MAX_CHANNELS) {
    throw invalidFile(label, `expected 1 to ${MAX_CHANNELS} channels, found ${channels}`);
  }
  if (height * width > MAX_PIXELS) {
    throw invalidFile(label, `expected at most ${MAX_PIXELS} pixels, found ${height} x ${width}`);
  }
}

/** What a cube's energies are. */
export interface CubeAxis {
  readonly energyAxis: EnergyAxis;
  readonly isCalibrated: boolean;
}

/**
 * The energy axis that was asked for, that the file says, or that of the channels' numbers.
 *
 * @param stored centre of channel 0 and width of a channel, as the file says them
 * @throws GanxError `INVALID_FILE`, `INVALID_ARGUMENT`
 */
export function chooseAxis(
  label: string,
  channels: number,
  { energyKeV, uncalibrated }: CubeFileOptions,
  stored: Omit<EnergyAxis, "channels"> | undefined,
): CubeAxis {
  if (energyKeV) {
    return { energyAxis: energyAxisFromRange(energyKeV[0], energyKeV[1], channels), isCalibrated: true };
  }
  if (stored) {
    try {
      return { energyAxis: checkEnergyAxis({ ...stored, channels }), isCalibrated: true };
    } catch (cause) {
      throw invalidFile(label, (cause as Error).message, cause);
    }
  }
  if (uncalibrated) {
    return { energyAxis: checkEnergyAxis({ offsetKeV: 0, gainKeV: 1, channels }), isCalibrated: false };
  }
  throw invalidFile(
    label,
    "found no energy axis; say which energies its channels span, such as --energy 0.5,38.5 (keV)",
  );
}
