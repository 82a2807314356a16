// Node only: cubes in NumPy files.
import { basename } from "node:path";
import type { NumberType } from "../../kernels/sums.js";
import { MOST_NPY_HEAD, type NpyHeader, readNpyHeader, showShape } from "../npy/header.js";
import { type CubeFileOptions, checkShape, chooseAxis, invalidFile } from "./cube-file.js";
import { openBytes, RawCube } from "./raw-cube.js";
import { type RawLayout, stridesOf } from "./raw-layout.js";
import { readHead } from "./read-text.js";

/** NumPy's kinds and bytes. */
const TYPES: Readonly<Record<string, NumberType | "f16">> = {
  b1: "u8",
  u1: "u8",
  u2: "u16",
  u4: "u32",
  u8: "u64",
  i1: "i8",
  i2: "i16",
  i4: "i32",
  i8: "i64",
  f2: "f16",
  f4: "f32",
  f8: "f64",
};

/** Where the numbers of an array lie, as a cube. @throws GanxError `INVALID_FILE` */
export function npyLayout(label: string, { descr, fortranOrder, shape, start }: NpyHeader): RawLayout {
  if (shape.length !== 3) {
    throw invalidFile(label, `expected an array [height, width, channels], found ${showShape(shape)}`);
  }
  const cube = shape as unknown as readonly [number, number, number];
  checkShape(label, ...cube);
  const strides = stridesOf(cube, fortranOrder ? [2, 1, 0] : [0, 1, 2]);
  return { type: TYPES[descr.slice(1)], bigEndian: descr[0] === ">", start, shape: cube, strides };
}

/** Opens a NumPy array of any number type, byte order and layout. @throws GanxError `IO`, `INVALID_FILE` */
export async function openNpy(path: string, options: CubeFileOptions = {}): Promise<RawCube> {
  const head = await readHead(path, MOST_NPY_HEAD);
  const file = openBytes(path);
  try {
    const header = about(path, () => readNpyHeader(head, file.length));
    const layout = npyLayout(path, header);
    const axis = chooseAxis(path, layout.shape[2], options, undefined);
    const order = header.fortranOrder ? "Fortran order" : "C order";
    return new RawCube({ path, data: file, format: `NumPy, ${order}`, name: basename(path), layout, axis });
  } catch (cause) {
    file.close();
    throw cause;
  }
}

/** Runs a reader of bytes, whose errors get the name of the file. @throws GanxError `INVALID_FILE` */
export function about<T>(label: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "INVALID_FILE") {
      throw invalidFile(label, cause.message.replace(/^npy: /, ""), cause);
    }
    throw cause;
  }
}
