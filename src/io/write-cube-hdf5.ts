// Node only: any cube as an HDF5 file.
import type { CubeSource } from "../analysis/cube-source.js";
import { writeToFile } from "./file-sink.js";
import { type CubeHdf5Options, writeCube } from "./hdf5-cube-writer.js";

/**
 * Writes any cube to an HDF5 file that ganX, PyMca, silx, h5web, HyperSpy and PyXRF open.
 *
 * The counts keep their type; they are read and compressed band by band. The file appears under its name when it is
 * complete.
 *
 * @param options what else is known of the cube: the file leaves out what is not
 * @throws GanxError `IO` where the file cannot be written, `ABORTED`, `OUT_OF_MEMORY`, and what the source throws
 */
export async function writeCubeHdf5(
  source: CubeSource,
  path: string,
  options: CubeHdf5Options = {},
): Promise<void> {
  await writeToFile(path, (sink) => writeCube(source, sink, options));
}
