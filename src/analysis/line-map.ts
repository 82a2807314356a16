import { type CountCube, checkCube } from "./count-cube.js";
import { sourceOf } from "./cube-source.js";
import { CubeSums } from "./cube-sums.js";
import { type LineWindowOptions, lineWindow } from "./line-window.js";

/**
 * Counts of a cube in a window around a line, for every pixel.
 *
 * @param line for example `Pb La`, `Cu Ka`, `K Ka`
 * @returns counts, `[height, width]`, exact below 2^24
 * @throws GanxError `INVALID_ARGUMENT` for an unknown line or one outside the energy axis
 */
export function lineMap(cube: CountCube, line: string, options: LineWindowOptions = {}): Float32Array {
  const { width, height, channels } = checkCube(cube);
  const window = lineWindow(cube.energyAxis, line, options);
  const sums = new CubeSums(width, height, channels, [[window]]);
  for (const block of sourceOf(cube).blocks()) sums.add(block);
  return sums.maps[0];
}
