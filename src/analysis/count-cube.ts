import { checkInteger, show } from "../check.js";
import { checkEnergyAxis, type EnergyAxis } from "../energy-axis.js";
import { GanxError } from "../errors.js";
import type { Values } from "../kernels/rebin.js";

/** Counts of a rectangle of pixels: a region of a scan, or what a file holds. */
export interface CountCube {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly energyAxis: EnergyAxis;
  /** `[height, width, channels]`, channel fastest. */
  readonly counts: Values;
}

/** A cube like another with other counts. */
export type CubeWith<C extends CountCube, T extends Values> = Omit<
  C,
  "channels" | "energyAxis" | "counts"
> & {
  readonly channels: number;
  readonly energyAxis: EnergyAxis;
  /** `[height, width, channels]`, channel fastest. */
  readonly counts: T;
};

const MAX_PIXELS = 2 ** 31;
/** Sums of many numbers up to this stay finite. */
const LARGEST = Number.MAX_SAFE_INTEGER;

/** @throws GanxError `INVALID_ARGUMENT` unless it is a cube whose counts have its shape and are finite */
export function checkCube<C extends CountCube>(cube: C): C {
  if (typeof cube !== "object" || cube === null) {
    throw new GanxError("INVALID_ARGUMENT", `cube: expected an object, found ${show(cube)}`);
  }
  const { counts } = cube;
  const width = checkInteger("cube.width", cube.width, 1, MAX_PIXELS);
  const height = checkInteger("cube.height", cube.height, 1, MAX_PIXELS);
  const { channels } = checkEnergyAxis(cube.energyAxis ?? {});
  if (cube.channels !== channels) {
    throw new GanxError(
      "INVALID_ARGUMENT",
      `cube: expected as many channels as its energy axis, ${channels}, found ${show(cube.channels)}`,
    );
  }
  checkValues("cube.counts", counts, width * height * channels);
  return cube;
}

/** @throws GanxError `INVALID_ARGUMENT` unless they are a typed array of so many numbers from -2^53 to 2^53 */
export function checkValues(name: string, values: Values, length: number): Values {
  if (!(ArrayBuffer.isView(values) && "length" in values) || values.length !== length) {
    const found = ArrayBuffer.isView(values) && "length" in values ? `${values.length}` : show(values);
    throw new GanxError("INVALID_ARGUMENT", `${name}: expected a typed array of ${length}, found ${found}`);
  }
  if (!(values instanceof Float32Array || values instanceof Float64Array)) return values;
  const bad = values.findIndex((value) => !(Math.abs(value) <= LARGEST));
  if (bad < 0) return values;
  throw new GanxError(
    "INVALID_ARGUMENT",
    `${name}: expected numbers within 2^53, found ${values[bad]} at index ${bad}`,
  );
}

/** Room for so many numbers. @throws GanxError `OUT_OF_MEMORY` */
export function makeRoom<T>(make: new (length: number) => T, length: number): T {
  try {
    return new make(length);
  } catch (cause) {
    throw new GanxError("OUT_OF_MEMORY", `no room for ${length} counts at once; take a smaller cube`, {
      cause,
    });
  }
}
