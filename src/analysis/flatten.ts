// Cubes as matrices of pixels by channels, compressed to 0..1 and streamed row by row of the painting.
import type { EnergyAxis } from "../energy-axis.js";
import { GanxError, throwIfAborted } from "../errors.js";
import { compressCounts } from "../kernels/compress.js";
import { sumBlock, widenBlock } from "../kernels/sums.js";
import { Turns } from "../pause.js";
import { sameAxis } from "./axes.js";
import type { CubeBlock, CubeSource, PassOptions } from "./cube-source.js";
import { rebinToAxis } from "./rebin.js";

/** Doubles of a slab, and what is read before it is cut into slabs. */
const SLAB_VALUES = 2 ** 19;
const READ_VALUES = 2 ** 24;
const MOST_ROWS = 400;
const MOST_COLUMNS = 512;

/** Rows of the painting, on one energy axis. */
export interface Slab {
  /** Index of the first pixel. */
  readonly first: number;
  /** `[pixels, channels]` */
  readonly counts: Float64Array;
  /** tanh(ln(1 + counts)), 0..1, `[pixels, channels]` */
  readonly compressed: Float64Array;
}

/** Some rows of a block of whole rows, as doubles on an axis. */
function slabOf(source: CubeSource, block: CubeBlock, axis: EnergyAxis, from: number, rows: number): Slab {
  const { width, energyAxis } = source;
  const { layout, bytes, y } = block;
  const rowBytes = bytes.byteLength / layout.rows;
  const part = bytes.subarray(from * rowBytes, (from + rows) * rowBytes);
  const widened = widenBlock(part, { ...layout, rows });
  const counts = sameAxis(energyAxis, axis) ? widened : rebinToAxis(widened, width * rows, energyAxis, axis);
  return { first: (y + from) * width, counts, compressed: compressCounts(counts) };
}

/** Rows that are read at once, as they are stored: whole chunks where memory allows. */
function rowsRead(sources: readonly CubeSource[]): number {
  const pixelValues = Math.max(...sources.map(({ width, energyAxis }) => width * energyAxis.channels));
  const together = Math.max(...sources.map(({ rowsTogether }) => rowsTogether));
  return Math.min(Math.max(1, Math.floor(READ_VALUES / pixelValues)), together);
}

/**
 * Goes through cubes of one height together, slab by slab.
 *
 * @throws GanxError `INVALID_ARGUMENT`, `ABORTED`
 */
export async function forEachSlab(
  sources: readonly CubeSource[],
  axis: EnergyAxis,
  visit: (slabs: readonly Slab[]) => void,
  { signal, onProgress }: PassOptions = {},
): Promise<void> {
  const { height } = sources[0];
  if (sources.some((source) => source.height !== height)) {
    throw new GanxError("INVALID_ARGUMENT", "cubes: expected as many rows in each");
  }
  const turns = new Turns();
  const pixelValues = Math.max(...sources.map(({ width, energyAxis }) => width * energyAxis.channels));
  const slabRows = Math.max(1, Math.floor(SLAB_VALUES / pixelValues));
  const step = rowsRead(sources);
  for (let y = 0; y < height; y += step) {
    const read = Math.min(step, height - y);
    const blocks = await Promise.all(
      sources.map((source) => source.block({ x: 0, y, width: source.width, height: read })),
    );
    for (let from = 0; from < read; from += slabRows) {
      const rows = Math.min(slabRows, read - from);
      visit(sources.map((source, i) => slabOf(source, blocks[i], axis, from, rows)));
      await turns.next();
      throwIfAborted(signal);
      onProgress?.((y + from + rows) / height);
    }
  }
}

/** A matrix reduced to what a figure can show. */
export interface Thumbnail {
  /** Columns: neighbouring channels taken together. */
  readonly width: number;
  /** Rows: neighbouring pixels taken together. */
  readonly height: number;
  /** Means, 0..1, `[height, width]`. */
  readonly values: Float32Array;
}

/** Makes the thumbnail of a matrix that arrives slab by slab. */
export class ThumbnailMaker {
  private readonly height: number;
  private readonly sums: Float64Array;
  private readonly sizes: Float64Array;

  constructor(
    private readonly pixels: number,
    private readonly channels: number,
  ) {
    this.height = Math.min(MOST_ROWS, pixels);
    this.sums = new Float64Array(this.height * channels);
    this.sizes = new Float64Array(this.height);
  }

  add({ first, compressed }: Slab): void {
    const { channels, height, pixels } = this;
    const end = first + compressed.length / channels;
    for (let pixel = first; pixel < end; ) {
      const row = Math.floor((pixel * height) / pixels);
      const next = Math.min(end, Math.ceil(((row + 1) * pixels) / height));
      const part = compressed.subarray((pixel - first) * channels, (next - first) * channels);
      const bytes = new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
      const strides = { rowStride: part.length, pixelStride: channels };
      const layout = { type: "f64", rows: 1, columns: next - pixel, channels, ...strides } as const;
      const { total } = sumBlock(bytes, layout, new Uint32Array(0));
      for (let c = 0; c < channels; c++) this.sums[row * channels + c] += total[c];
      this.sizes[row] += next - pixel;
      pixel = next;
    }
  }

  finish(): Thumbnail {
    const { channels, height } = this;
    const width = Math.min(MOST_COLUMNS, channels);
    const values = new Float32Array(height * width);
    for (let row = 0; row < height; row++) {
      for (let column = 0; column < width; column++) {
        const from = Math.floor((column * channels) / width);
        const to = Math.max(from + 1, Math.floor(((column + 1) * channels) / width));
        let sum = 0;
        for (let c = from; c < to; c++) sum += this.sums[row * channels + c];
        values[row * width + column] = sum / (to - from) / this.sizes[row];
      }
    }
    return { width, height, values };
  }
}
