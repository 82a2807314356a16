// Node only: a scan as an HDF5 file, the counts written tile by tile.
import type { File, Group } from "h5wasm";
import type { Scan } from "../scan.js";
import type { HiddenTruth } from "../truth.js";
import { WorkerPool } from "../workers/pool.js";
import { ChunkWriter, ROOM_FOR_FILTERS } from "./hdf5-chunks.js";
import { hdf5, loadHdf5, withoutTime } from "./hdf5-module.js";
import { replaceFile } from "./replace-file.js";
import { CHUNK, tiles } from "./tiles.js";

export interface WriteHdf5Options {
  /** Threads that draw and compress, 1 to 64, default 1: the calling one. The file does not depend on it. */
  readonly threads?: number;
  readonly signal?: AbortSignal;
  /** Called with the pixels written so far. */
  readonly onProgress?: (progress: { stage: "counts"; done: number; of: number }) => void;
}

/** Rows and columns of the chunks of pictures. */
const PICTURE_CHUNK = 256;

/** Writes a picture `[height, width, ...]` in bands of whole chunks: the library's memory never shrinks again. */
function writePicture(
  group: Group,
  name: string,
  data: Uint8Array | Uint16Array | Float32Array,
  shape: readonly [height: number, width: number, ...rest: number[]],
): void {
  const [height, width, ...rest] = shape;
  const row = data.length / height;
  const rows = Math.min(PICTURE_CHUNK, height);
  const dataset = group.create_dataset({
    name,
    data: data.subarray(0, rows * row),
    shape: [rows, width, ...rest],
    maxshape: [...shape],
    chunks: [rows, Math.min(PICTURE_CHUNK, width), ...rest],
    compression: "gzip",
    compression_opts: 1,
  });
  dataset.resize([...shape]);
  for (let y = rows; y < height; y += rows) {
    const end = Math.min(y + rows, height);
    dataset.write_slice(
      [[y, end], ...[width, ...rest].map((size): [number, number] => [0, size])],
      data.subarray(y * row, end * row),
    );
  }
}

function writeHidden(
  group: Group,
  hidden: HiddenTruth,
  size: readonly [height: number, width: number],
): void {
  const { palette, abundances, stacks } = hidden;
  const colors = palette.length / 3;
  writePicture(group, "labels", hidden.labels, size);
  writePicture(group, "stack_labels", hidden.stackLabels, size);
  writePicture(group, "image", hidden.image, [...size, 3]);
  if (hidden.image16) writePicture(group, "image16", hidden.image16, [...size, 3]);
  group.create_dataset({ name: "palette", data: palette, shape: [colors, 3] });
  group.create_dataset({ name: "abundances", data: abundances, shape: [colors, abundances.length / colors] });
  group.create_dataset({ name: "stacks", data: stacks, shape: [stacks.length / 2, 2] });
}

function writeTruth(file: File, { truth, width, height, palette }: Scan): void {
  const { channels } = truth.energyAxis;
  const colors = palette.length;
  const pigments = truth.pigments.length;
  const group = file.create_group("truth");
  writePicture(group, "labels", truth.labels, [height, width]);
  group.create_dataset({ name: "palette", data: truth.palette, shape: [colors, 3] });
  const rows = truth.expected.length / channels;
  group.create_dataset({ name: "expected", data: truth.expected, shape: [rows, channels] });
  group.create_dataset({ name: "abundances", data: truth.abundances, shape: [colors, pigments] });
  group.create_dataset({ name: "pigments", data: [...truth.pigments] });
  writePicture(group, "image", truth.image, [height, width, 3]);
  if (truth.image16) writePicture(group, "image16", truth.image16, [height, width, 3]);
  group.create_dataset({ name: "library", data: truth.library });
  if (truth.countRates) group.create_dataset({ name: "count_rates", data: truth.countRates, shape: [rows] });
  if (truth.hidden) writeHidden(group.create_group("hidden"), truth.hidden, [height, width]);
  if (truth.photons) writePicture(group, "photons", truth.photons, [height, width]);
  if (truth.background) {
    group.create_dataset({ name: "background", data: truth.background, shape: [channels] });
  }
  const trials = truth.trials.flatMap(({ clusters, silhouette, inertia }) => [clusters, silhouette, inertia]);
  group.create_dataset({ name: "trials", data: Float64Array.from(trials), shape: [truth.trials.length, 3] });
}

/** What is known of `/img` before its counts. */
interface Layout {
  readonly shape: readonly [height: number, width: number, channels: number];
  readonly chunks: readonly [rows: number, columns: number, channels: number];
  readonly elementBytes: number;
}

/** A dataset of its full shape without any count. */
function writeEmpty(file: File, { shape, chunks, elementBytes }: Layout): void {
  const [, width, channels] = shape;
  const dataset = file.create_dataset({
    name: "img",
    data: elementBytes === 2 ? new Uint16Array(0) : new Uint32Array(0),
    shape: [0, width, channels],
    maxshape: [...shape],
    chunks: [...chunks],
    ...ROOM_FOR_FILTERS,
  });
  dataset.resize([...shape]);
  dataset.create_attribute("interpretation", "spectrum");
}

/** Writes all but the counts with the HDF5 library. */
async function writeStructure(scan: Scan, layout: Layout, path: string, temporary: string): Promise<void> {
  const { File } = await loadHdf5();
  const { offsetKeV, gainKeV } = scan.energyAxis;
  const write = <T>(operate: () => T): T => hdf5("IO", `cannot write ${path}`, () => withoutTime(operate));
  // In the oldest format every program reads it, and no checksum stands against what is filled in later.
  const file = write(() => new File(temporary, "w", { libver: ["earliest", "latest"] }));
  try {
    write(() => {
      file.create_attribute("recipe", JSON.stringify(scan.truth.recipe));
      file.create_attribute("offset_kev", offsetKeV);
      file.create_attribute("gain_kev", gainKeV);
      writeTruth(file, scan);
      writeEmpty(file, layout);
      file.close();
    });
  } catch (cause) {
    try {
      file.close();
    } catch {
      // The first failure is the one to tell.
    }
    throw cause;
  }
}

type Drawn = ReturnType<Scan["compressRegions"]>;

/** Writes tiles behind the structure as they come. */
async function writeCounts(
  { width, height }: Scan,
  first: ReturnType<Drawn["next"]>,
  drawn: Drawn,
  writer: ChunkWriter,
  onProgress: WriteHdf5Options["onProgress"],
): Promise<void> {
  let done = 0;
  for (let step = await first; !step.done; step = await drawn.next()) {
    const { region, chunks } = step.value;
    await writer.append(chunks);
    done += region.width * region.height;
    onProgress?.({ stage: "counts", done, of: width * height });
  }
  await writer.finish();
}

/**
 * Writes a scan to an HDF5 file: the counts as `/img` `[height, width, channels]`, the truth beside them, the recipe as
 * an attribute. The same scan gives the same bytes.
 *
 * The counts are drawn tile by tile; memory does not grow with the picture. The file appears under its name when it is
 * complete.
 *
 * @throws GanxError `IO` where the file cannot be written, `ABORTED`, `INVALID_ARGUMENT`, `OUT_OF_MEMORY`,
 *   `WORKER_FAILED`
 */
export async function writeHdf5(scan: Scan, path: string, options: WriteHdf5Options = {}): Promise<void> {
  const pool = new WorkerPool({ threads: options.threads ?? 1 });
  try {
    pool.start();
    await writeDrawnBy(pool, scan, path, options);
  } finally {
    await pool.close();
  }
}

/** {@link writeHdf5} with threads that are there already. */
export async function writeDrawnBy(
  pool: WorkerPool,
  scan: Scan,
  path: string,
  { signal, onProgress }: Omit<WriteHdf5Options, "threads"> = {},
): Promise<void> {
  const shape = [scan.height, scan.width, scan.energyAxis.channels] as const;
  const [rows, columns, channels] = CHUNK;
  const layout: Layout = {
    shape,
    chunks: [Math.min(rows, shape[0]), Math.min(columns, shape[1]), Math.min(channels, shape[2])],
    elementBytes: scan.countBytes,
  };
  await replaceFile(path, async (temporary) => {
    const drawn = scan.compressRegions(tiles(scan), layout.chunks, { pool, signal });
    // The threads need not wait for the structure.
    const first = drawn.next();
    first.catch(() => {});
    try {
      await writeStructure(scan, layout, path, temporary);
      const writer = await ChunkWriter.open(temporary, "img", layout);
      try {
        await writeCounts(scan, first, drawn, writer, onProgress);
      } finally {
        await writer.close();
      }
    } finally {
      await drawn.return(undefined);
    }
  });
}
