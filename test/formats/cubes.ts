// Small cubes of every number type, written in every format and read again.
import { join } from "node:path";
import { type CountArray, type CubeSource, sourceOf } from "../../src/analysis/cube-source.js";
import { type EnergyAxis, type Quantity, quantityField } from "../../src/energy-axis.js";
import type { CubeFile, CubeFileOptions } from "../../src/io/cube/cube-file.js";
import { NUMBER_ARRAYS, numbersOf } from "../../src/io/cube/number-array.js";
import { openCube } from "../../src/io/open-cube.js";
import { fileToWrite } from "../../src/io/write/cube-to-write.js";
import { cubeFormatOf, writeCubeAs } from "../../src/io/write/write-cube.js";
import { writeCubeHdf5 } from "../../src/io/write-cube-hdf5.js";
import type { NumberType } from "../../src/kernels/sums.js";

export type Shape = readonly [height: number, width: number, channels: number];

/** An axis whose numbers have many digits. */
export const axisOf = (channels: number, quantity?: Quantity): EnergyAxis => ({
  offsetKeV: 0.1 + 0.2,
  gainKeV: 1 / 3 / 7,
  channels,
  ...quantityField({ quantity }),
});

/** Numbers of a type, its largest and smallest among them; what is signed has some below 0. */
export function someNumbers(type: NumberType, length: number): CountArray {
  const numbers = new NUMBER_ARRAYS[type](length);
  const bits = Number(type.slice(1));
  for (let i = 0; i < length; i++) {
    const value = (i * 7919) % 251;
    if (type === "u64") (numbers as BigUint64Array)[i] = BigInt(value) * 2n ** 45n + 1n;
    else if (type === "i64") (numbers as BigInt64Array)[i] = (BigInt(value) - 100n) * 2n ** 40n + 1n;
    else if (type.startsWith("f")) (numbers as Float64Array)[i] = value / 3 - 11;
    else if (type.startsWith("i")) (numbers as Int32Array)[i] = ((value - 125) * 2 ** (bits - 8)) | 0;
    else (numbers as Uint32Array)[i] = value * 2 ** (bits - 8) + (bits > 8 ? i % 200 : 0);
  }
  return numbers;
}

/** A cube in memory as if it came from a file. */
export function memoryFile(
  type: NumberType,
  [height, width, channels]: Shape,
  isCalibrated = true,
  quantity?: Quantity,
): CubeFile {
  const energyAxis = isCalibrated ? axisOf(channels, quantity) : { offsetKeV: 0, gainKeV: 1, channels };
  const counts = someNumbers(type, height * width * channels);
  const source = sourceOf({ width, height, energyAxis, counts });
  return { ...source, path: "memory", format: "memory", name: "counts", type, isCalibrated, close: () => {} };
}

/** All numbers of a cube, `[height, width, channels]`. */
export async function numbersIn(source: CubeSource, type: NumberType): Promise<CountArray> {
  const { width, height, energyAxis } = source;
  const { channels } = energyAxis;
  const all = new NUMBER_ARRAYS[type](width * height * channels);
  for await (const { x, y, firstChannel, layout, bytes } of source.blocks()) {
    if (layout.type !== type) throw new Error(`expected ${type}, found ${layout.type}`);
    const part = numbersOf(bytes, type);
    for (let row = 0; row < layout.rows; row++) {
      for (let column = 0; column < layout.columns; column++) {
        const from = row * layout.rowStride + column * layout.pixelStride;
        const to = ((y + row) * width + x + column) * channels + firstChannel;
        all.set(part.subarray(from, from + layout.channels) as never, to);
      }
    }
  }
  return all;
}

/** The numbers of a region. */
export async function numbersOfRegion(
  source: CubeSource,
  type: NumberType,
  region: Parameters<CubeSource["block"]>[0],
): Promise<number[]> {
  const { layout, bytes } = await source.block(region);
  const part = numbersOf(bytes, type);
  const out: number[] = [];
  for (let row = 0; row < layout.rows; row++) {
    for (let column = 0; column < layout.columns; column++) {
      const from = row * layout.rowStride + column * layout.pixelStride;
      out.push(
        ...Array.from(part.subarray(from, from + layout.channels) as Iterable<number | bigint>, Number),
      );
    }
  }
  return out;
}

/** Every extension with which a whole cube is written. */
export const EXTENSIONS = ["h5", "hspy", "zarr", "rpl", "npy", "npz", "xrf-explorer"] as const;

/** Whether a format has room for the numbers of a cube: that of XRF-Explorer for whole ones of 16 bits. */
export function hasRoom(extension: string, type: NumberType, [height, width, channels]: Shape): boolean {
  if (extension !== "xrf-explorer") return true;
  return Array.from(someNumbers(type, height * width * channels) as Iterable<number | bigint>, Number).every(
    (value) => Number.isInteger(value) && value >= 0 && value < 65_536,
  );
}

/** Writes a cube. @returns the path */
export async function writeAs(cube: CubeFile, folder: string, name: string): Promise<string> {
  const path = join(folder, name);
  const format = cubeFormatOf(path);
  if (format === "hdf5") await writeCubeHdf5(cube, path);
  else await writeCubeAs(format, fileToWrite(cube), path);
  return path;
}

/** Opens a cube, works with it and closes it. */
export async function withCube<T>(
  path: string,
  work: (cube: CubeFile) => Promise<T> | T,
  options: CubeFileOptions = { uncalibrated: true },
): Promise<T> {
  const cube = await openCube(path, options);
  try {
    return await work(cube);
  } finally {
    cube.close();
  }
}
