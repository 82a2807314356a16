import type { Scan } from "../scan.js";
import type { WriteHdf5Options } from "./hdf5-scan-writer.js";

export type EncodeHdf5Options = WriteHdf5Options;

/**
 * A scan as an HDF5 file in memory: the very bytes that `writeHdf5` of `ganx/node` writes.
 *
 * @returns the file, as a page offers it for download: `URL.createObjectURL(blob)`
 * @throws GanxError `ABORTED`, `INVALID_ARGUMENT`, `OUT_OF_MEMORY`, `WORKER_FAILED`
 */
export async function encodeHdf5(scan: Scan, options: EncodeHdf5Options = {}): Promise<Blob> {
  const [{ BlobSink }, { writeScan }] = await Promise.all([
    import("./blob-sink.js"),
    import("./hdf5-scan-writer.js"),
  ]);
  const sink = new BlobSink();
  await writeScan(scan, sink, options);
  return sink.finish();
}
