// Node only: the counts of a scan in any HDF5 file, read piece by piece.
import type { Dataset } from "h5wasm";
import { blockOf, type CountArray, type CubeBlock, type ReadyCubeSource } from "../analysis/cube-source.js";
import type { EnergyAxis } from "../energy-axis.js";
import type { Counts } from "../kernels/sample.js";
import type { NumberType } from "../kernels/sums.js";
import { checkRegion, type Region } from "../region.js";
import { type CubeFile, type CubeFileOptions, chooseAxis } from "./cube/cube-file.js";
import { chunkBlocks } from "./hdf5-blocks.js";
import { findCounts } from "./hdf5-counts.js";
import { findEnergyAxis } from "./hdf5-energy.js";
import { fileFailure, type Hdf5File } from "./hdf5-file.js";
import { findCube } from "./hdf5-find-cube.js";
import { Hdf5Problem } from "./hdf5-format/bytes.js";
import { findPixelSize } from "./hdf5-pixel.js";

/** Counts of a rectangle of a file. */
export interface CubeRegion extends Region {
  readonly channels: number;
  readonly energyAxis: EnergyAxis;
  /** `[height, width, channels]`, channel fastest; what is not u16 or u32 in the file becomes f64. */
  readonly counts: Counts | Float64Array;
}

/** What is read at once where the file is not read chunk by chunk. */
const TILE_BYTES = 16 * 2 ** 20;

/** A cube on disk. Close it when done. */
export class Hdf5Cube implements ReadyCubeSource, CubeFile {
  readonly path: string;
  /** Path of the file and name of the dataset. */
  readonly label: string;
  readonly height: number;
  readonly width: number;
  readonly energyAxis: EnergyAxis;
  readonly isCalibrated: boolean;
  readonly pixelSizeUm?: number;
  readonly pixelProblem?: string;
  readonly format: string;
  /** Path of the dataset. */
  readonly name: string;
  /** How the counts are stored. */
  readonly type: NumberType;
  private readonly counts: Dataset;

  constructor(
    protected readonly file: Hdf5File,
    options: CubeFileOptions = {},
  ) {
    const { dataset, energyKeV } = options;
    this.path = file.path;
    const asked = dataset === undefined ? undefined : `/${dataset.split("/").filter(Boolean).join("/")}`;
    const { name, layout } = asked === undefined ? findCube(file) : { name: asked, layout: "as named" };
    this.name = name;
    this.format = `HDF5, ${layout}`;
    this.label = `${file.path}: ${this.name}`;
    const found = findCounts(file, this.name);
    const { channels } = found;
    this.counts = found.dataset;
    this.height = found.height;
    this.width = found.width;
    this.type = found.type;
    const stored = energyKeV ? undefined : findEnergyAxis(file, this.name, channels);
    const axis = chooseAxis(this.label, channels, options, stored);
    this.energyAxis = axis.energyAxis;
    this.isCalibrated = axis.isCalibrated;
    const pixel = findPixelSize(file, this.name, found);
    this.pixelSizeUm = pixel.pixelSizeUm;
    this.pixelProblem = pixel.pixelProblem;
  }

  /** Counts of one pixel, `[channels]`. @throws GanxError `INVALID_ARGUMENT`, `INVALID_FILE` */
  spectrum(x: number, y: number): CubeRegion["counts"] {
    return this.region({ x, y, width: 1, height: 1 }).counts;
  }

  /** Counts of a rectangle. @throws GanxError `INVALID_ARGUMENT`, `INVALID_FILE` */
  region(region: Region): CubeRegion {
    const { x, y, width, height } = checkRegion(region, this);
    const { energyAxis } = this;
    const values = this.slice({ x, y, width, height });
    const isCounts = values instanceof Uint16Array || values instanceof Uint32Array;
    const counts = isCounts ? values : Float64Array.from<number | bigint>(values, Number);
    return { x, y, width, height, channels: energyAxis.channels, energyAxis, counts };
  }

  /**
   * All counts, once, in the pieces that are quickest to read.
   *
   * @throws GanxError `INVALID_FILE`, `IO`
   */
  *blocks(): Generator<CubeBlock> {
    try {
      const chunked = chunkBlocks(this.path, this.name, this.counts.metadata, this.type);
      if (chunked) {
        yield* chunked;
        return;
      }
    } catch (cause) {
      if (cause instanceof Hdf5Problem) throw this.file.invalid(`${this.name}: ${cause.message}`);
      throw fileFailure(this.path, cause);
    }
    for (const tile of this.tiles()) yield this.block(tile);
  }

  /** Counts of a rectangle as they are stored. @throws GanxError `INVALID_ARGUMENT`, `INVALID_FILE` */
  block(region: Region): CubeBlock {
    return blockOf(region, this.slice(checkRegion(region, this)), this.energyAxis.channels);
  }

  get rowsTogether(): number {
    return this.counts.metadata.chunks?.[0] ?? 1;
  }

  close(): void {
    this.file.close();
  }

  private slice({ x, y, width, height }: Region): CountArray {
    const ranges: [number, number][] = [
      [y, y + height],
      [x, x + width],
      [0, this.energyAxis.channels],
    ];
    return this.file.read(() => this.counts.slice(ranges)) as CountArray;
  }

  /** Whole chunks, or whole rows where there are none. */
  private *tiles(): Generator<Region> {
    const { channels } = this.energyAxis;
    const [chunkRows, chunkColumns] = this.counts.metadata.chunks ?? [1, this.width];
    const pixelBytes = channels * this.counts.metadata.size;
    const fitting = Math.max(1, Math.floor(TILE_BYTES / (pixelBytes * chunkRows * chunkColumns)));
    const together = Math.max(1, Math.floor(TILE_BYTES / pixelBytes));
    const columns = Math.min(this.width, chunkColumns * fitting, together);
    const most = Math.max(1, Math.floor(TILE_BYTES / (pixelBytes * columns)));
    const rows = Math.min(this.height, most, Math.max(chunkRows, Math.floor(most / chunkRows) * chunkRows));
    for (let y = 0; y < this.height; y += rows) {
      for (let x = 0; x < this.width; x += columns) {
        yield { x, y, width: Math.min(columns, this.width - x), height: Math.min(rows, this.height - y) };
      }
    }
  }
}
