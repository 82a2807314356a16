// Node only: a scan as an HDF5 file, the counts written tile by tile.
import type { File } from "h5wasm";
import { checkInteger } from "../check.js";
import type { Scan } from "../scan.js";
import { MAX_THREADS } from "../workers/pool.js";
import { hdf5, loadHdf5, withoutTime } from "./hdf5-module.js";
import { replaceFile } from "./replace-file.js";
import { CHUNK, tiles } from "./tiles.js";

export interface WriteHdf5Options {
  /** gzip level of the counts, 1 (default) to 9. */
  readonly compression?: number;
  /** Threads that draw, 1 to 64, default 1: the calling one. The file does not depend on it. */
  readonly threads?: number;
  readonly signal?: AbortSignal;
  /** Called with the pixels written so far. */
  readonly onProgress?: (progress: { stage: "counts"; done: number; of: number }) => void;
}

function writeTruth(file: File, { truth, width, height, palette }: Scan, compression: number): void {
  const { channels } = truth.energyAxis;
  const colors = palette.length;
  const pigments = truth.pigments.length;
  const gzip = { compression: "gzip", compression_opts: compression } as const;
  const picture = [Math.min(256, height), Math.min(256, width)];
  const group = file.create_group("truth");
  group.create_dataset({
    name: "labels",
    data: truth.labels,
    shape: [height, width],
    chunks: picture,
    ...gzip,
  });
  group.create_dataset({ name: "palette", data: truth.palette, shape: [colors, 3] });
  group.create_dataset({ name: "expected", data: truth.expected, shape: [colors, channels] });
  group.create_dataset({ name: "abundances", data: truth.abundances, shape: [colors, pigments] });
  group.create_dataset({ name: "pigments", data: [...truth.pigments] });
  const image = { data: truth.image, shape: [height, width, 3], chunks: [...picture, 3] };
  group.create_dataset({ name: "image", ...image, ...gzip });
  group.create_dataset({ name: "library", data: truth.library });
  const trials = truth.trials.flatMap(({ clusters, silhouette, inertia }) => [clusters, silhouette, inertia]);
  group.create_dataset({ name: "trials", data: Float64Array.from(trials), shape: [truth.trials.length, 3] });
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
  const compression = checkInteger("compression", options.compression ?? 1, 1, 9);
  const threads = checkInteger("threads", options.threads ?? 1, 1, MAX_THREADS);
  const { File } = await loadHdf5();
  const { channels, offsetKeV, gainKeV } = scan.energyAxis;
  const shape = [scan.height, scan.width, channels];
  const write = <T>(operate: () => T): T => hdf5("IO", `cannot write ${path}`, () => withoutTime(operate));

  await replaceFile(path, async (temporary) => {
    const file = write(() => new File(temporary, "w"));
    try {
      write(() => {
        file.create_attribute("recipe", JSON.stringify(scan.truth.recipe));
        file.create_attribute("offset_kev", offsetKeV);
        file.create_attribute("gain_kev", gainKeV);
        writeTruth(file, scan, compression);
      });
      let done = 0;
      const cubes = scan.drawRegions(tiles(scan), { threads, reuse: true, signal: options.signal });
      for await (const { x, y, width, height, counts } of cubes) {
        write(() => {
          if (done === 0) {
            const dataset = file.create_dataset({
              name: "img",
              data: counts,
              shape: [height, width, channels],
              maxshape: shape,
              chunks: CHUNK.map((size, i) => Math.min(size, shape[i])),
              compression: "gzip",
              compression_opts: compression,
            });
            dataset.resize(shape);
            dataset.create_attribute("interpretation", "spectrum");
          } else {
            const dataset = file.get("img") as ReturnType<File["create_dataset"]>;
            dataset.write_slice(
              [
                [y, y + height],
                [x, x + width],
                [0, channels],
              ],
              counts,
            );
          }
        });
        done += width * height;
        options.onProgress?.({ stage: "counts", done, of: scan.width * scan.height });
      }
      write(() => file.close());
    } catch (cause) {
      try {
        file.close();
      } catch {
        // The first failure is the one to tell.
      }
      throw cause;
    }
  });
}
