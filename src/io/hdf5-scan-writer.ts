// A scan as an HDF5 file, its counts written tile by tile as threads bring them.
import { pause } from "../pause.js";
import type { Scan } from "../scan.js";
import { WorkerPool } from "../workers/pool.js";
import { type Hdf5Sink, Hdf5Writer } from "./hdf5-format/writer.js";
import { countsDataset, cubeFile } from "./hdf5-layout/cube.js";
import { titleOf } from "./hdf5-layout/description.js";
import { scanTimes } from "./hdf5-layout/scan-times.js";
import { colorPicture, truthGroup } from "./hdf5-layout/truth.js";
import { chunkShape, tiles } from "./tiles.js";

export interface WriteHdf5Options {
  /** Threads that draw and compress, 1 to 64, default 1: the calling one. The file does not depend on it. */
  readonly threads?: number;
  /** Threads that are there already, see `startPool`, instead of `threads` that start now and end with the work. */
  readonly pool?: WorkerPool;
  readonly signal?: AbortSignal;
  /** Called with the pixels written so far. */
  readonly onProgress?: (progress: { stage: "counts"; done: number; of: number }) => void;
}

/** Writes a scan to a sink. @throws GanxError `ABORTED`, `OUT_OF_MEMORY`, `WORKER_FAILED`; what the sink throws */
export async function writeScan(
  scan: Scan,
  sink: Hdf5Sink,
  { threads = 1, pool: given, ...options }: WriteHdf5Options = {},
): Promise<void> {
  if (given) return writeDrawnBy(given, scan, sink, options);
  const pool = new WorkerPool({ threads });
  try {
    pool.start();
    await writeDrawnBy(pool, scan, sink, options);
  } finally {
    await pool.close();
  }
}

/** {@link writeScan} with threads that are there already. */
export async function writeDrawnBy(
  pool: WorkerPool,
  scan: Scan,
  sink: Hdf5Sink,
  { signal, onProgress }: Omit<WriteHdf5Options, "threads" | "pool"> = {},
): Promise<void> {
  const { width, height, energyAxis, pixelSizeUm, countBytes, truth } = scan;
  const shape = [height, width, energyAxis.channels] as const;
  const chunks = chunkShape(shape);
  const drawn = scan.compressRegions(tiles(scan), chunks, { pool, signal });
  // The threads need not wait for what is written before, nor for what there is to say of the file.
  const early = drawn.next();
  early.catch(() => {});
  try {
    await pause();
    const counts = countsDataset(shape, { type: countBytes === 2 ? "u16" : "u32", chunks });
    const image = colorPicture(truth.image, [height, width]);
    const { instrument } = truth.recipe;
    const root = cubeFile(
      {
        ...{ title: titleOf(energyAxis), width, height, energyAxis, pixelSizeUm, counts, image, instrument },
        ...scanTimes(truth),
      },
      {
        attributes: { recipe: JSON.stringify(truth.recipe) },
        truth: truthGroup(truth, [height, width], image),
      },
    );
    const writer = new Hdf5Writer(root, sink);
    await writer.start();
    let first = 0;
    let done = 0;
    for (let step = await early; !step.done; step = await drawn.next()) {
      const { region, chunks: tile } = step.value;
      await writer.writeChunks(counts, first, tile);
      first += tile.sizes.length;
      done += region.width * region.height;
      onProgress?.({ stage: "counts", done, of: width * height });
    }
    await writer.finish();
  } finally {
    await drawn.return(undefined);
  }
}
