// Small cubes in HDF5 files, as other programs write them.
import { lookInto } from "./run-cli.js";

export const SHAPE = [12, 20, 300] as const;

type Numbers = Uint16Array | Int16Array | Uint32Array | Float32Array | Float64Array;

/** Counts with some structure along all three axes. */
export function someCounts([height, width, channels]: readonly number[] = SHAPE, seed = 1): Uint16Array {
  return Uint16Array.from({ length: height! * width! * channels! }, (_, i) => {
    const [channel, pixel] = [i % channels!, Math.floor(i / channels!)];
    const peak = 90 * Math.exp(-(((channel - 135) / 2.2) ** 2)) * ((pixel % width!) / width!);
    return ((i * 37 + seed * 11) % 101) % 7 === 0 ? 3 + peak : peak;
  });
}

export interface CubeFileOptions {
  readonly shape?: readonly number[];
  /** Offset and gain, keV; null for none. */
  readonly axis?: readonly [offset: number, gain: number] | null;
  readonly dataset?: string;
}

export function writeCube(
  path: string,
  counts: Numbers = someCounts(),
  options: CubeFileOptions = {},
): Promise<void> {
  const { shape = SHAPE, axis = [1, 0.04], dataset = "img" } = options;
  return lookInto(
    path,
    (file) => {
      file.create_dataset({ name: dataset, data: counts, shape: [...shape] });
      if (!axis) return;
      file.create_attribute("offset_kev", axis[0]);
      file.create_attribute("gain_kev", axis[1]);
    },
    "w",
  );
}

/** A cube with one count changed. */
export function withCount<T extends Int16Array | Float64Array>(counts: T, count: number): T {
  counts[Math.floor(counts.length / 2)] = count;
  return counts;
}
