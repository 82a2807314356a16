// Cubes of a known continuum and known lines.
import type { MemoryCube } from "../../src/analysis/cube-source.js";
import { type EnergyAxis, energyAxisFromRange } from "../../src/energy-axis.js";
import { DEFAULT_INSTRUMENT, fwhmKeV } from "../../src/instrument.js";
import { parseLine } from "../../src/lines.js";
import { generator, poisson } from "./draw.js";

export const AXIS = energyAxisFromRange(1, 13, 300);

/** What is expected of a line in each channel, as wide as the default detector sees it. */
export function lineShape(axis: EnergyAxis, line: string, area: number): Float64Array {
  const { energyKeV } = parseLine(line);
  const sigma = fwhmKeV(DEFAULT_INSTRUMENT, energyKeV) / 2.354820045;
  const height = (area * axis.gainKeV) / (sigma * Math.sqrt(2 * Math.PI));
  return Float64Array.from({ length: axis.channels }, (_, channel) => {
    const z = (axis.offsetKeV + channel * axis.gainKeV - energyKeV) / sigma;
    return height * Math.exp((-z * z) / 2);
  });
}

/** Spectra added up. */
export const together = (...spectra: Float64Array[]): Float64Array =>
  spectra.reduce((sum, one) => sum.map((value, i) => value + one[i]!));

export const flat = (axis: EnergyAxis, height: number): Float64Array =>
  new Float64Array(axis.channels).fill(height);

export interface Synthetic {
  readonly width: number;
  readonly height: number;
  readonly energyAxis?: EnergyAxis;
  /** What is expected in a pixel, `[channels]`. */
  readonly expected: (x: number, y: number) => Float64Array;
  /** Of the photons; without it the counts are what is expected. */
  readonly seed?: number;
}

export function makeCube({ width, height, energyAxis = AXIS, expected, seed }: Synthetic): MemoryCube {
  const random = generator(seed ?? 0);
  const { channels } = energyAxis;
  const Type = seed === undefined ? Float64Array : Uint16Array;
  const counts = new Type(width * height * channels);
  for (let pixel = 0; pixel < width * height; pixel++) {
    expected(pixel % width, Math.floor(pixel / width)).forEach((mean, channel) => {
      counts[pixel * channels + channel] = seed === undefined ? mean : poisson(random, mean);
    });
  }
  return { width, height, energyAxis, counts };
}
