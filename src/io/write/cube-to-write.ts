// A cube on its way into a file: a scan that is drawn, or a cube that is read, region by region.
import type { CubeBlock } from "../../analysis/cube-source.js";
import { type EnergyAxis, quantityOf } from "../../energy-axis.js";
import { GanxError, throwIfAborted } from "../../errors.js";
import type { RgbImage } from "../../image.js";
import type { CompressedTile } from "../../kernels/deflate.js";
import { bytesOfType, type NumberType } from "../../kernels/sums.js";
import type { Region } from "../../region.js";
import type { Scan } from "../../scan.js";
import type { Recipe, Truth } from "../../truth.js";
import type { WorkerPool } from "../../workers/pool.js";
import type { CubeFile } from "../cube/cube-file.js";

/** What writers need. */
export interface CubeToWrite {
  readonly width: number;
  readonly height: number;
  readonly energyAxis: EnergyAxis;
  /** Whether the axis has energies, or only the numbers of channels. */
  readonly isCalibrated: boolean;
  /** Width and height of a pixel, um, where they are known. */
  readonly pixelSizeUm?: number;
  readonly type: NumberType;
  readonly recipe?: Recipe;
  /** Rows that are quickly read together. */
  readonly rowsTogether: number;
  /** Everything known of counts that ganx made; nothing of others. */
  truth(): Promise<Truth | undefined>;
  /** The picture that the cube is of. @throws GanxError */
  picture?(): Promise<RgbImage | undefined>;
  /** Counts of regions one after the other; what was given may be overwritten when the next is asked for. */
  read(regions: Iterable<Region>): AsyncIterable<{ readonly region: Region; readonly bytes: Uint8Array }>;
  /** Where counts are drawn: chunks of regions, compressed in the threads that draw them. */
  compress?(
    regions: Iterable<Region>,
    chunk: readonly [rows: number, columns: number, channels: number],
  ): AsyncIterable<{ readonly region: Region; readonly chunks: CompressedTile }>;
}

/** Refuses an axis of another quantity where a format has energies alone. @throws GanxError `INVALID_ARGUMENT` */
export function requireEnergies({ energyAxis }: CubeToWrite, format: string): void {
  const quantity = quantityOf(energyAxis);
  if (quantity === "energy") return;
  throw new GanxError(
    "INVALID_ARGUMENT",
    `${format}: expected channels of energy, found ${quantity}; .h5, .zarr, .npz and .rpl hold it`,
  );
}

export interface WriteOptions {
  readonly signal?: AbortSignal;
  /** Called with the pixels written so far. */
  readonly onProgress?: (progress: { stage: "counts"; done: number; of: number }) => void;
}

/** A scan whose counts are drawn by a pool. */
export function scanToWrite(
  scan: Scan,
  pool: WorkerPool,
  { signal, onProgress }: WriteOptions = {},
): CubeToWrite {
  const { width, height, energyAxis, truth } = scan;
  const count = counter(width, height, onProgress);
  return {
    width,
    height,
    energyAxis,
    isCalibrated: true,
    pixelSizeUm: scan.pixelSizeUm,
    type: scan.countBytes === 2 ? "u16" : "u32",
    recipe: truth.recipe,
    rowsTogether: 1,
    truth: async () => truth,
    picture: async () => ({ width, height, rgb: truth.image }),
    async *read(regions) {
      for await (const { counts, ...region } of scan.drawRegions(regions, { pool, reuse: true, signal })) {
        yield { region, bytes: new Uint8Array(counts.buffer, counts.byteOffset, counts.byteLength) };
        count(region);
      }
    },
    async *compress(regions, chunk) {
      for await (const drawn of scan.compressRegions(regions, chunk, { pool, signal })) {
        yield drawn;
        count(drawn.region);
      }
    },
  };
}

/** A cube of a file. */
export function fileToWrite(cube: CubeFile, { signal, onProgress }: WriteOptions = {}): CubeToWrite {
  const { width, height, energyAxis, isCalibrated, pixelSizeUm, type, recipe, rowsTogether } = cube;
  const count = counter(width, height, onProgress);
  return {
    width,
    height,
    energyAxis,
    isCalibrated,
    pixelSizeUm,
    type,
    ...(recipe && { recipe }),
    rowsTogether,
    truth: async () => cube.truth?.(),
    picture: async () => {
      const truth = await cube.truth?.();
      return truth ? { width, height, rgb: truth.image } : cube.picture?.();
    },
    async *read(regions) {
      for (const region of regions) {
        throwIfAborted(signal);
        const block = await cube.block(region);
        yield { region, bytes: dense(block) };
        count(region);
      }
    },
  };
}

function counter(
  width: number,
  height: number,
  onProgress: WriteOptions["onProgress"],
): (region: Region) => void {
  let done = 0;
  return (region) => {
    done += region.width * region.height;
    onProgress?.({ stage: "counts", done, of: width * height });
  };
}

/** The bytes of a block without gaps. */
function dense({ layout, bytes }: CubeBlock): Uint8Array {
  const { rows, columns, channels, rowStride, pixelStride } = layout;
  const size = bytesOfType(layout.type);
  if (pixelStride === channels && rowStride === columns * channels) {
    return bytes.subarray(0, rows * columns * channels * size);
  }
  const out = new Uint8Array(rows * columns * channels * size);
  for (let pixel = 0; pixel < rows * columns; pixel++) {
    const from = (Math.floor(pixel / columns) * rowStride + (pixel % columns) * pixelStride) * size;
    out.set(bytes.subarray(from, from + channels * size), pixel * channels * size);
  }
  return out;
}

/** Bytes that are drawn or read at once, where a row is not more. */
const PIECE_BYTES = 2 ** 21;
/** Where rows are quickly read together, up to this. */
const TOGETHER_BYTES = 2 ** 25;

/** Regions in C order: full rows, or parts of one where a row is too much. */
export function* regionsInOrder({
  width,
  height,
  energyAxis,
  type,
  rowsTogether,
}: CubeToWrite): Generator<Region> {
  const pixelBytes = energyAxis.channels * bytesOfType(type);
  const pixels = Math.max(1, Math.floor(PIECE_BYTES / pixelBytes));
  const together = Math.floor(TOGETHER_BYTES / (pixelBytes * width));
  const rows = Math.max(1, Math.floor(pixels / width), Math.min(rowsTogether, together));
  const columns = rows > 1 || pixels >= width ? width : pixels;
  for (let y = 0; y < height; y += rows) {
    for (let x = 0; x < width; x += columns) {
      yield { x, y, width: Math.min(columns, width - x), height: Math.min(rows, height - y) };
    }
  }
}

/** All counts in C order, little-endian, piece by piece. */
export async function* bytesInOrder(cube: CubeToWrite): AsyncGenerator<Uint8Array> {
  for await (const { bytes } of cube.read(regionsInOrder(cube))) yield bytes;
}
