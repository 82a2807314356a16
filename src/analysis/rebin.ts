import { checkInteger, checkNumber } from "../check.js";
import { checkEnergyAxis, type EnergyAxis, MAX_CHANNELS, requireSameQuantity } from "../energy-axis.js";
import { GanxError } from "../errors.js";
import { rebinSpectra, type Values } from "../kernels/rebin.js";
import { lowAndHigh, sameAxis } from "./axes.js";
import { type CountCube, type CubeWith, checkCube, checkValues, makeRoom } from "./count-cube.js";

/** As far as a number of channels may be off a whole one by rounding. */
const ROUNDING = 1e-9;

/**
 * Makes the channels of a cube wider (or narrower) by a factor; every pixel keeps exactly its counts.
 *
 * @param factor how many old channels make a new one: 3, but also 2.5, or 0.5 to split each; above 0. What remains at
 *   the end makes a last channel of its own: there are `ceil(channels / factor)`
 * @returns a cube with its own energy axis; counts are a Uint32Array where cube and factor are whole numbers, else a
 *   Float64Array, split channels being spread evenly
 * @throws GanxError `INVALID_ARGUMENT`, also where a sum is above 2^32 - 1 or there would be more than 65536 channels;
 *   `OUT_OF_MEMORY`
 *
 * Source: conservation of counts.
 */
export function rebinCube<C extends CountCube>(
  cube: C,
  factor: number,
): CubeWith<C, Uint32Array | Float64Array> {
  const { width, height, channels, counts } = checkCube(cube);
  checkNumber("factor", factor, 1e-6, MAX_CHANNELS);
  const outChannels = Math.max(1, Math.ceil(channels / factor - ROUNDING));
  checkInteger("channels after rebinning", outChannels, 1, MAX_CHANNELS);
  const real = counts instanceof Float32Array || counts instanceof Float64Array;
  const make = Number.isInteger(factor) && !real ? Uint32Array : Float64Array;
  const out = makeRoom<Uint32Array | Float64Array>(make, width * height * outChannels);
  const largest = rebinSpectra(out, counts, channels, 0, factor, outChannels);
  if (make === Uint32Array && largest > 0xffffffff) {
    throw new GanxError(
      "INVALID_ARGUMENT",
      `factor: expected sums below 2^32, found ${largest}; convert the counts to a Float64Array first`,
    );
  }
  const gainKeV = cube.energyAxis.gainKeV * factor;
  const offsetKeV = lowAndHigh(cube.energyAxis)[0] + gainKeV / 2;
  const energyAxis = checkEnergyAxis({ ...cube.energyAxis, offsetKeV, gainKeV, channels: outChannels });
  return { ...cube, channels: outChannels, energyAxis, counts: out };
}

/**
 * Brings spectra from one energy axis to another, each channel shared out by energy.
 *
 * @param spectra counts, `[count, from.channels]`
 * @returns `[count, to.channels]`; what lies outside the axis is left out, the rest is conserved
 * @throws GanxError `INVALID_ARGUMENT`, `OUT_OF_MEMORY`
 *
 * Source: conservation of counts.
 */
export function rebinToAxis(spectra: Values, count: number, from: EnergyAxis, to: EnergyAxis): Float64Array {
  checkEnergyAxis(from);
  checkEnergyAxis(to);
  requireSameQuantity("energy axes", from, to);
  checkInteger("count", count, 0, Number.MAX_SAFE_INTEGER);
  checkValues("spectra", spectra, count * from.channels);
  if (sameAxis(from, to)) return new Float64Array(spectra);
  const out = makeRoom(Float64Array, count * to.channels);
  const first = (lowAndHigh(to)[0] - lowAndHigh(from)[0]) / from.gainKeV;
  rebinSpectra(out, spectra, from.channels, first, to.gainKeV / from.gainKeV, to.channels);
  return out;
}
