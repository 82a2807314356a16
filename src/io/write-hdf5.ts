// Node only: a scan as an HDF5 file on disk.
import type { Scan } from "../scan.js";
import type { WorkerPool } from "../workers/pool.js";
import { writeToFile } from "./file-sink.js";
import { type WriteHdf5Options, writeDrawnBy as writeDrawn, writeScan } from "./hdf5-scan-writer.js";

export type { WriteHdf5Options } from "./hdf5-scan-writer.js";

/**
 * Writes a scan to an HDF5 file: the counts as `/img` `[height, width, channels]`, the truth beside them, the recipe as
 * an attribute, and links to the counts where other programs look for them. The same scan gives the same bytes.
 *
 * The counts are drawn tile by tile; memory does not grow with the picture. The file appears under its name when it is
 * complete.
 *
 * @throws GanxError `IO` where the file cannot be written, `ABORTED`, `INVALID_ARGUMENT`, `OUT_OF_MEMORY`,
 *   `WORKER_FAILED`
 */
export async function writeHdf5(scan: Scan, path: string, options: WriteHdf5Options = {}): Promise<void> {
  await writeToFile(path, (sink) => writeScan(scan, sink, options));
}

/** {@link writeHdf5} with threads that are there already. */
export async function writeDrawnBy(
  pool: WorkerPool,
  scan: Scan,
  path: string,
  options: Omit<WriteHdf5Options, "threads"> = {},
): Promise<void> {
  await writeToFile(path, (sink) => writeDrawn(pool, scan, sink, options));
}
