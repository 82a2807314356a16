import type { CubeSource } from "../analysis/cube-source.js";
import type { Scan } from "../scan.js";
import type { CubeHdf5Options } from "./hdf5-cube-writer.js";
import type { Hdf5Sink } from "./hdf5-format/writer.js";
import type { WriteHdf5Options } from "./hdf5-scan-writer.js";

/** What `write` makes of a file in memory. */
async function intoBlob(write: (sink: Hdf5Sink) => Promise<void>): Promise<Blob> {
  const { BlobSink } = await import("./blob-sink.js");
  const sink = new BlobSink();
  await write(sink);
  return sink.finish();
}

/**
 * A scan as an HDF5 file in memory: the very bytes that `writeHdf5` of `ganx/node` writes.
 *
 * @returns the file, which a page offers for download by `URL.createObjectURL(blob)`
 * @throws GanxError `ABORTED`, `INVALID_ARGUMENT`, `OUT_OF_MEMORY`, `WORKER_FAILED`
 */
export async function encodeHdf5(scan: Scan, options: WriteHdf5Options = {}): Promise<Blob> {
  const { writeScan } = await import("./hdf5-scan-writer.js");
  return intoBlob((sink) => writeScan(scan, sink, options));
}

/**
 * Any cube as an HDF5 file in memory: the very bytes that `writeCubeHdf5` of `ganx/node` writes.
 *
 * @param options what else is known of the cube: the file leaves out what is not
 * @throws GanxError `ABORTED`, `INVALID_ARGUMENT`, `OUT_OF_MEMORY`, and what the source throws
 */
export async function encodeCubeHdf5(source: CubeSource, options: CubeHdf5Options = {}): Promise<Blob> {
  const { writeCube } = await import("./hdf5-cube-writer.js");
  return intoBlob((sink) => writeCube(source, sink, options));
}
