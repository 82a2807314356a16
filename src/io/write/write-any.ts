// Node only: scans and cubes into files of any format.
import { GanxError } from "../../errors.js";
import { Scan } from "../../scan.js";
import { WorkerPool } from "../../workers/pool.js";
import type { CubeFile } from "../cube/cube-file.js";
import { writeCubeHdf5 } from "../write-cube-hdf5.js";
import { writeDrawnBy } from "../write-hdf5.js";
import { fileToWrite, scanToWrite, type WriteOptions } from "./cube-to-write.js";
import { type CubeFormat, checkWritable, cubeFormatOf, writeCubeAs } from "./write-cube.js";

export interface WriteCubeOptions extends WriteOptions {
  /** Default: what the name says, else HDF5. */
  readonly format?: CubeFormat;
  /** Threads that draw a scan, 1 to 64, default 1: the calling one. The file does not depend on it. */
  readonly threads?: number;
}

/** Draws a scan and writes it. @returns what is to be said of the file, a line each */
export async function writeScanAs(
  format: CubeFormat,
  scan: Scan,
  pool: WorkerPool,
  path: string,
  options: WriteOptions,
): Promise<string[]> {
  if (format !== "hdf5") return writeCubeAs(format, scanToWrite(scan, pool, options), path);
  await writeDrawnBy(pool, scan, path, options);
  return [];
}

/** Writes a cube that is read. @returns what is to be said of the file, a line each */
export async function writeFileAs(
  format: CubeFormat,
  cube: CubeFile,
  path: string,
  options: WriteOptions,
): Promise<string[]> {
  if (!cube.isCalibrated && (format === "hdf5" || format === "xrf-explorer")) {
    throw new GanxError(
      "INVALID_FILE",
      `${cube.label}: found no energy axis, which ${format} needs; say which energies its channels span, such as --energy 0.5,38.5 (keV)`,
    );
  }
  if (format !== "hdf5") return writeCubeAs(format, fileToWrite(cube, options), path);
  const truth = await cube.truth?.();
  await writeCubeHdf5(cube, path, { ...options, ...(truth && { truth }) });
  return [];
}

/**
 * Writes a scan or a cube in the format that the name asks for: `.h5`, `.hspy`, `.nxs` (HDF5), `.zarr`, `.rpl` (with
 * `.raw` and `.hdr`), `.npy`, `.npz`, `.xrf-explorer` (a workspace folder).
 *
 * The counts are drawn or read piece by piece; the output appears under its name when it is complete, and is the same,
 * byte for byte, every time.
 *
 * @param source a scan, or a cube of `openCube`
 * @returns what is to be said of the file, a line each
 * @throws GanxError `IO`; `INVALID_ARGUMENT` where the format cannot hold the counts; `INVALID_FILE`, `ABORTED`,
 *   `OUT_OF_MEMORY`, `WORKER_FAILED`
 */
export async function writeCube(
  source: Scan | CubeFile,
  path: string,
  { format: asked, threads = 1, ...options }: WriteCubeOptions = {},
): Promise<string[]> {
  const format = cubeFormatOf(path, asked);
  if (!(source instanceof Scan)) {
    await checkWritable(path, format, [source.path]);
    return writeFileAs(format, source, path, options);
  }
  const pool = new WorkerPool({ threads });
  try {
    return await writeScanAs(format, source, pool, path, options);
  } finally {
    await pool.close();
  }
}
