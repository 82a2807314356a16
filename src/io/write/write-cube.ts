// Node only: a cube into a file of the format that its name asks for.
import { extname } from "node:path";
import { checkChoice } from "../../check.js";
import { GanxError } from "../../errors.js";
import { replaceable, replaceFile } from "../replace-file.js";
import { exchangeable } from "../replace-folder.js";
import { ZARR_MARKS } from "../zarr/marks.js";
import { type CubeToWrite, requireEnergies } from "./cube-to-write.js";

/** Formats that can be written. */
export const CUBE_FORMATS = ["hdf5", "zarr", "raw", "npy", "npz", "xrf-explorer"] as const;
export type CubeFormat = (typeof CUBE_FORMATS)[number];

const EXTENSIONS: Readonly<Record<string, CubeFormat>> = {
  ".h5": "hdf5",
  ".hdf5": "hdf5",
  ".hspy": "hdf5",
  ".nxs": "hdf5",
  ".zarr": "zarr",
  ".raw": "raw",
  ".rpl": "raw",
  ".hdr": "raw",
  ".npy": "npy",
  ".npz": "npz",
  ".xrf-explorer": "xrf-explorer",
};

/** The format of a name; HDF5 where the name says nothing. @throws GanxError `INVALID_ARGUMENT` */
export function cubeFormatOf(path: string, asked?: string): CubeFormat {
  if (asked !== undefined) return checkChoice("format", asked, CUBE_FORMATS);
  return EXTENSIONS[extname(path).toLowerCase()] ?? "hdf5";
}

/** Whether a format holds the truth beside the counts. */
export const holdsTruth = (format: CubeFormat): boolean => ["hdf5", "zarr", "npz"].includes(format);

/** Whether a format says energies. */
export const holdsEnergies = (format: CubeFormat): boolean => format !== "npy";

/** Whether a format says how large a pixel is. */
export const holdsPixelSize = (format: CubeFormat): boolean => format !== "npy";

/** Tries whether a cube could be written, so that long work does not end in vain. @throws GanxError `IO` */
export async function checkWritable(
  path: string,
  format: CubeFormat,
  inputs: readonly string[] = [],
): Promise<void> {
  if (format === "zarr") {
    await refuseInputs(path, inputs);
    await exchangeable(path, ZARR_MARKS);
  } else if (format === "raw") {
    const { rawPaths } = await import("./raw-files.js");
    for (const one of Object.values(rawPaths(path))) await replaceable(one, inputs);
  } else if (format === "xrf-explorer") await refuseInputs(path, inputs);
  else await replaceable(path, inputs);
}

async function refuseInputs(path: string, inputs: readonly string[]): Promise<void> {
  const { realpath } = await import("node:fs/promises");
  const place = await realpath(path).catch(() => undefined);
  for (const input of inputs) {
    if (place !== undefined && place === (await realpath(input).catch(() => undefined))) {
      throw new GanxError("IO", `cannot write ${path}: it is what is to be read; choose another name`);
    }
  }
}

/**
 * Writes a cube; HDF5 is written by code of its own.
 *
 * @returns what is to be said of the file, a line each
 * @throws GanxError `IO`, `INVALID_ARGUMENT` where the format cannot hold the counts, and what the cube throws
 */
export async function writeCubeAs(
  format: Exclude<CubeFormat, "hdf5">,
  cube: CubeToWrite,
  path: string,
): Promise<string[]> {
  if (format === "xrf-explorer") requireEnergies(cube, format);
  if (format === "xrf-explorer") return (await import("./xrf-explorer.js")).writeXrfExplorer(cube, path);
  if (format === "zarr") await (await import("../zarr/write-zarr.js")).writeZarr(cube, path);
  else if (format === "raw") await (await import("./raw-files.js")).writeRaw(cube, path);
  else {
    const { writeStream } = await import("./write-stream.js");
    const bytes = format === "npy" ? await npy(cube) : await npz(cube);
    await replaceFile(path, (temporary) => writeStream(temporary, bytes));
  }
  return [];
}

async function npy(cube: CubeToWrite): Promise<AsyncIterable<Uint8Array>> {
  return (await import("./npy-stream.js")).npyStream(cube);
}

async function npz(cube: CubeToWrite): Promise<AsyncIterable<Uint8Array>> {
  const { deflateFast } = await import("./deflate-fast.js");
  return (await import("./npz-stream.js")).npzStream(cube, deflateFast);
}
