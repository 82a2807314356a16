import type { Scan } from "../scan.js";
import type { CubeToWrite, WriteOptions } from "./write/cube-to-write.js";
import type { ZarrEntry } from "./zarr/zarr-entries.js";

export interface EncodeOptions extends WriteOptions {
  /** Threads that draw, 1 to 64, default 1: the calling one. The bytes do not depend on it. */
  readonly threads?: number;
}

/** Works with a scan as a cube to be written, whose counts threads draw. */
async function* drawnBy<T>(
  scan: Scan,
  { threads = 1, ...options }: EncodeOptions,
  encode: (cube: CubeToWrite) => AsyncIterable<T> | Promise<AsyncIterable<T>>,
): AsyncGenerator<T, void, undefined> {
  const { scanToWrite } = await import("./write/cube-to-write.js");
  const { WorkerPool } = await import("../workers/pool.js");
  const pool = new WorkerPool({ threads });
  try {
    yield* await encode(scanToWrite(scan, pool, options));
  } finally {
    await pool.close();
  }
}

/**
 * A scan as a NumPy file (`npy`) or archive (`npz`) in memory, in any runtime.
 *
 * @returns the file, which a page offers for download by `URL.createObjectURL(blob)`
 * @throws GanxError `ABORTED`, `INVALID_ARGUMENT`, `OUT_OF_MEMORY`, `WORKER_FAILED`
 */
export async function encodeNumpy(
  scan: Scan,
  format: "npy" | "npz",
  options: EncodeOptions = {},
): Promise<Blob> {
  const parts: Blob[] = [];
  const stream = drawnBy(scan, options, async (cube) =>
    format === "npz"
      ? (await import("./write/npz-stream.js")).npzStream(cube)
      : (await import("./write/npy-stream.js")).npyStream(cube),
  );
  // A browser keeps large blobs on disk; arrays would stay in memory.
  for await (const bytes of stream) parts.push(new Blob([new Uint8Array(bytes)]));
  return new Blob(parts, { type: format === "npz" ? "application/zip" : "application/octet-stream" });
}

/**
 * A scan as the files of a Zarr store, one after the other, in any runtime: for a bucket, or a folder that a page was
 * given. The root's `zarr.json` comes last.
 *
 * @throws GanxError `ABORTED`, `INVALID_ARGUMENT`, `OUT_OF_MEMORY`, `WORKER_FAILED`
 */
export async function* encodeZarr(
  scan: Scan,
  options: EncodeOptions = {},
): AsyncGenerator<ZarrEntry, void, undefined> {
  const { zarrEntries } = await import("./zarr/zarr-entries.js");
  yield* drawnBy(scan, options, zarrEntries);
}
