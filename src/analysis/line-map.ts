import { sumChannels } from "../kernels/rebin.js";
import { type CountCube, checkCube } from "./count-cube.js";
import { type LineWindowOptions, lineWindow } from "./line-window.js";

/**
 * Counts of a cube in a window around a line, for every pixel.
 *
 * @param line for example `Pb La`, `Cu Ka`, `K Ka`
 * @returns counts, `[height, width]`, exact below 2^24
 * @throws GanxError `INVALID_ARGUMENT` for an unknown line or one outside the energy axis
 */
export function lineMap(cube: CountCube, line: string, options: LineWindowOptions = {}): Float32Array {
  const { channels, counts } = checkCube(cube);
  const [first, end] = lineWindow(cube.energyAxis, line, options);
  return Float32Array.from(sumChannels(counts, channels, first, end));
}
