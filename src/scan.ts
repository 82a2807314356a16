// The scan: a small, immutable description from which any pixel's counts follow at any time, alone, in any order.
import { blockOf, type CubeBlock, type ReadyCubeSource } from "./analysis/cube-source.js";
import { type LineMapOptions, lineWindow } from "./analysis/line-window.js";
import { checkInteger } from "./check.js";
import { bytesOfCounts, choosePasses } from "./count-model.js";
import type { EnergyAxis } from "./energy-axis.js";
import type { CompressedTile } from "./kernels/deflate.js";
import {
  buildRecord,
  type Counts,
  drawCounts,
  drawSums,
  newCounts,
  type PixelBlock,
  type Sampler,
} from "./kernels/sample.js";
import { checkRegion, type Region } from "./region.js";
import type { Truth } from "./truth.js";
import type { MapOptions, WorkerPool } from "./workers/pool.js";
import type { tasks } from "./workers/tasks.js";

/** Bytes of the counts that are drawn at once. */
const BLOCK_BYTES = 8 * 2 ** 20;
/** A slab and the memory it is drawn in stay near the processor: larger ones take 15 % more time. */
const SLAB_BYTES = 2 * 2 ** 20;

/** Counts of a rectangle of pixels. */
export interface Cube extends Region {
  readonly channels: number;
  readonly energyAxis: EnergyAxis;
  /** `[height, width, channels]`, channel fastest. */
  readonly counts: Counts;
}

/** A pigment's part in a palette colour. */
export interface MixtureComponent {
  readonly id: string;
  readonly name: string;
  /** Fraction of the expected counts or, where paint was mixed, of the pigments (by mass unless asked otherwise), 0..1. */
  readonly abundance: number;
  /** Similarity of the pigment's colour, 0..1. */
  readonly similarity: number;
}

/** A colour of the picture and what explains it. */
export interface PaletteColor {
  /** sRGB 0..255, not rounded. */
  readonly rgb: readonly [number, number, number];
  /** `#rrggbb` */
  readonly hex: string;
  readonly pixels: number;
  /** Fraction of the picture, 0..1. */
  readonly share: number;
  /** The pigments that take part, the most abundant first. */
  readonly mixture: readonly MixtureComponent[];
}

export interface ScanDescription {
  readonly width: number;
  readonly height: number;
  readonly palette: readonly PaletteColor[];
  readonly hiddenPalette?: readonly PaletteColor[];
  readonly truth: Truth;
}

type OutputOf<K extends keyof typeof tasks> = Awaited<ReturnType<ReturnType<(typeof tasks)[K]>>>["output"];

interface DrawOptions<Output> extends MapOptions<Output> {
  readonly threads?: number;
  readonly pool?: WorkerPool;
}

function range(values: Float32Array): [number, number] {
  let [least, most] = [Number.POSITIVE_INFINITY, 0];
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return [least, most];
}

interface ThreadedOptions {
  /** Threads that draw, 1 to 64, default 1: the calling one. The counts do not depend on it. */
  readonly threads?: number;
  /** Threads that are there already, see `startPool`, instead of `threads` that start now and end with the work. */
  readonly pool?: WorkerPool;
  /** Stops the work, which then rejects with `ABORTED`. */
  readonly signal?: AbortSignal;
  /** Called with the pixels that are done. */
  readonly onProgress?: (progress: { stage: "counts"; done: number; of: number }) => void;
}

export interface SlabOptions extends ThreadedOptions {
  /** Rows of a slab, default what fits 2 MiB but at least one. */
  readonly rows?: number;
  /** Whether a slab's counts may be overwritten as soon as the next slab is asked for, which is faster; default no. */
  readonly reuse?: boolean;
}

export interface DrawLineMapsOptions extends LineMapOptions, ThreadedOptions {}

/** The pool is loaded when counts are drawn in slabs: pixels and regions need none. */
async function newPool(threads: number): Promise<WorkerPool> {
  const { WorkerPool } = await import("./workers/pool.js");
  return new WorkerPool({ threads });
}

/** A virtual MA-XRF scan. */
export class Scan implements ReadyCubeSource {
  readonly label = "scan";
  readonly rowsTogether = 1;
  readonly width: number;
  readonly height: number;
  readonly energyAxis: EnergyAxis;
  /** The colours found, the most frequent first. */
  readonly palette: readonly PaletteColor[];
  /** The colours of the hidden picture, where there is one. */
  readonly hiddenPalette?: readonly PaletteColor[];
  readonly truth: Truth;
  /** Row of the expected spectra of each pixel. */
  private readonly rows: Uint8Array;
  private readonly sampler: Sampler & { records: (Uint8Array | undefined)[] };
  /** Whether all records are built. */
  private isComplete = false;
  /** Means of the passes of each record. */
  private readonly passes: readonly number[];
  /** Photons of each pixel where all have the same, or their Poisson mean. */
  private readonly photons: number;

  constructor({ width, height, palette, hiddenPalette, truth }: ScanDescription) {
    this.width = width;
    this.height = height;
    this.palette = palette;
    this.hiddenPalette = hiddenPalette;
    this.truth = truth;
    this.rows = truth.hidden?.stackLabels ?? truth.labels;
    this.energyAxis = truth.energyAxis;
    const { counts, background, seed } = truth.recipe;
    const { channels } = this.energyAxis;
    const poisson = counts.model === "poisson" || (counts.model !== "fixed" && counts.poisson);
    this.photons = counts.model === "fixed" ? counts.photons : counts.model === "poisson" ? counts.mean : 0;
    const [least, most] = truth.photons ? range(truth.photons) : [this.photons, this.photons];
    this.passes = choosePasses(channels, least, most, poisson);
    const mean = background?.mean ?? 0;
    const added = truth.background && {
      mean,
      record: buildRecord(truth.background, choosePasses(channels, mean, mean, true)),
    };
    const bytes = bytesOfCounts(most, poisson, mean);
    this.sampler = {
      channels,
      seed,
      bytes,
      poisson,
      photons: this.photons,
      records: [],
      ...(added && { background: added }),
    };
  }

  /** Width and height of a pixel on the object, um, where they were given. */
  get pixelSizeUm(): number | undefined {
    return this.truth.recipe.pixelSizeUm;
  }

  /** Bytes a count: 2 or, where one could exceed 65 535, 4. */
  get countBytes(): 2 | 4 {
    return this.sampler.bytes;
  }

  /**
   * The counts of one pixel.
   *
   * @param x column, 0..width - 1
   * @param y row, 0..height - 1
   * @returns photons, `[channels]`; 16 bits where no channel can exceed 65 535
   * @throws GanxError `INVALID_ARGUMENT`
   */
  spectrum(x: number, y: number): Counts {
    checkInteger("x", x, 0, this.width - 1);
    checkInteger("y", y, 0, this.height - 1);
    return this.region({ x, y, width: 1, height: 1 }).counts;
  }

  /**
   * A materialised rectangle.
   *
   * @throws GanxError `INVALID_ARGUMENT` where it leaves the picture
   */
  region(region: Region): Cube {
    const { channels } = this.energyAxis;
    const { x, y, width, height } = checkRegion(region, this);
    const counts = newCounts(width * height * channels, this.sampler.bytes);
    drawCounts(counts, this.sampler, this.pixels({ x, y, width, height }));
    return { x, y, width, height, channels, energyAxis: this.energyAxis, counts };
  }

  /**
   * The whole cube, a slab of full rows at a time, from the top.
   *
   * @throws GanxError `INVALID_ARGUMENT`, `ABORTED`, `OUT_OF_MEMORY`, `WORKER_FAILED`
   */
  async *slabs(options: SlabOptions = {}): AsyncGenerator<Cube> {
    const rows = checkInteger(
      "rows",
      options.rows ?? Math.max(1, Math.floor(this.blockPixels(SLAB_BYTES) / this.width)),
      1,
      Number.MAX_SAFE_INTEGER,
    );
    const { width, height } = this;
    const regions: Region[] = [];
    for (let y = 0; y < height; y += rows)
      regions.push({ x: 0, y, width, height: Math.min(rows, height - y) });
    let done = 0;
    for await (const cube of this.drawRegions(regions, options)) {
      yield cube;
      done += width * cube.height;
      options.onProgress?.({ stage: "counts", done, of: width * height });
    }
  }

  /** Materialised rectangles one after the other, drawn by several threads where that is asked for. */
  async *drawRegions(
    regions: Iterable<Region>,
    { reuse, ...options }: Pick<SlabOptions, "threads" | "pool" | "reuse" | "signal"> = {},
  ): AsyncGenerator<Cube> {
    const { channels } = this.energyAxis;
    const { energyAxis } = this;
    const spare = reuse ? ({ buffer }: Counts) => buffer as ArrayBuffer : undefined;
    const sampler = this.completeSampler();
    for await (const [region, counts] of this.inThreads("draw", { sampler }, regions, {
      ...options,
      spare,
    })) {
      yield { ...region, channels, energyAxis, counts };
    }
  }

  /**
   * The counts of rectangles as chunks that are compressed for HDF5, which leaves little to move between threads.
   *
   * @param chunk shape of a chunk `[rows, columns, channels]`
   * @param options `pool`: who draws, instead of `threads` that start now
   */
  async *compressRegions(
    regions: Iterable<Region>,
    chunk: readonly [rows: number, columns: number, channels: number],
    options: Pick<SlabOptions, "threads" | "pool" | "signal"> = {},
  ): AsyncGenerator<{ readonly region: Region; readonly chunks: CompressedTile }> {
    const setup = { sampler: this.completeSampler(), chunk };
    for await (const [region, chunks] of this.inThreads("compress", setup, regions, options)) {
      yield { region, chunks };
    }
  }

  private async *inThreads<K extends keyof typeof tasks>(
    task: K,
    setup: Parameters<(typeof tasks)[K]>[0],
    regions: Iterable<Region>,
    { threads = 1, pool: given, signal, spare }: DrawOptions<OutputOf<K>>,
  ): AsyncGenerator<[Region, OutputOf<K>]> {
    const drawn: Region[] = [];
    const blocks = function* (scan: Scan): Generator<PixelBlock> {
      for (const region of regions) {
        drawn.push(checkRegion(region, scan));
        yield scan.pixels(region);
      }
    };
    const pool = given ?? (await newPool(threads));
    try {
      for await (const output of pool.mapInOrder(task, setup as never, blocks(this) as never, {
        signal,
        spare: spare as never,
      })) {
        yield [drawn.shift()!, output as OutputOf<K>];
      }
    } finally {
      if (!given) await pool.close();
    }
  }

  /**
   * Counts in a window around a line, for every pixel.
   *
   * @param line for example `Pb La`, `Cu Ka`, `K Ka`
   * @returns photons, `[height, width]`, exact below 2^24
   * @throws GanxError `INVALID_ARGUMENT` for an unknown line or one outside the energy axis
   */
  lineMap(line: string, options: LineMapOptions = {}): Float32Array {
    return this.lineMaps([line], options)[0];
  }

  /** Several line maps in one pass over the pixels; see {@link lineMap}. */
  lineMaps(lines: readonly string[], options: LineMapOptions = {}): Float32Array[] {
    const { windows, maps, put } = this.newLineMaps(lines, options);
    for (const region of this.regions())
      put(region, drawSums(this.sampler, this.pixels(region), windows).sums);
    return maps;
  }

  /**
   * {@link lineMaps} by several threads, without holding up the calling one.
   *
   * @throws GanxError `INVALID_ARGUMENT`, `ABORTED`, `OUT_OF_MEMORY`, `WORKER_FAILED`
   */
  async drawLineMaps(lines: readonly string[], options: DrawLineMapsOptions = {}): Promise<Float32Array[]> {
    const { windows, maps, put } = this.newLineMaps(lines, options);
    const setup = { sampler: this.completeSampler(), windows };
    const { threads, pool, signal, onProgress } = options;
    const drawn = this.inThreads("sum", setup, this.regions(), { threads, pool, signal });
    let done = 0;
    for await (const [region, sums] of drawn) {
      put(region, sums);
      done += region.width * region.height;
      onProgress?.({ stage: "counts", done, of: this.width * this.height });
    }
    return maps;
  }

  /** The windows of lines, empty maps, and what puts the sums of a region into them. */
  private newLineMaps(lines: readonly string[], options: LineMapOptions) {
    const { instrument } = this.truth.recipe;
    const windows = Uint32Array.from(
      lines.flatMap((line) => lineWindow(this.energyAxis, line, { ...options, instrument })),
    );
    const maps = lines.map(() => new Float32Array(this.width * this.height));
    const put = ({ x, y }: Region, sums: Float64Array): void => {
      const start = y * this.width + x;
      for (let i = 0; i < sums.length; i++)
        maps[i % maps.length][start + Math.floor(i / maps.length)] = sums[i];
    };
    return { windows, maps, put };
  }

  /** Counts of all pixels together, `[channels]`. */
  totalSpectrum(): Float64Array {
    const total = new Float64Array(this.energyAxis.channels);
    for (const region of this.regions()) {
      const part = drawSums(this.sampler, this.pixels(region), new Uint32Array(0));
      part.total.forEach((counts, channel) => {
        total[channel] += counts;
      });
    }
    return total;
  }

  /** The counts of a rectangle as a block; see `region`. @throws GanxError `INVALID_ARGUMENT` */
  block(region: Region): CubeBlock {
    return blockOf(region, this.region(region).counts, this.energyAxis.channels);
  }

  /** The whole cube, once, in blocks. */
  *blocks(): Generator<CubeBlock> {
    for (const region of this.regions()) yield this.block(region);
  }

  /** Pixels to be drawn; the records of their colours are built when they are first needed. */
  private pixels({ x, y, width, height }: Region): PixelBlock {
    const labels = new Uint8Array(width * height);
    const photons = this.truth.photons && new Float64Array(width * height);
    const first = y * this.width + x;
    for (let row = 0; row < height; row++) {
      const start = first + row * this.width;
      labels.set(this.rows.subarray(start, start + width), row * width);
      photons?.set(this.truth.photons!.subarray(start, start + width), row * width);
    }
    if (!this.isComplete) for (const label of new Set(labels)) this.prepare(label);
    return { first, stride: this.width, width, rows: height, labels, ...(photons && { photons }) };
  }

  /** Builds the record of a row of the expected spectra, unless that is done. */
  private prepare(row: number): void {
    const { channels } = this.energyAxis;
    const expected = this.truth.expected.subarray(row * channels, (row + 1) * channels);
    this.sampler.records[row] ??= buildRecord(expected, this.passes);
  }

  private completeSampler(): Sampler {
    const rows = this.truth.expected.length / this.energyAxis.channels;
    for (let row = 0; row < rows; row++) this.prepare(row);
    this.isComplete = true;
    return this.sampler;
  }

  /** Pixels that are drawn at once. */
  private blockPixels(most = BLOCK_BYTES): number {
    return Math.max(1, Math.floor(most / (this.energyAxis.channels * this.sampler.bytes)));
  }

  /** All pixels, in order: full rows, or parts of one where a row is too much. */
  private *regions(): Generator<Region> {
    const pixels = this.blockPixels();
    const rows = Math.max(1, Math.floor(pixels / this.width));
    for (let y = 0; y < this.height; y += rows) {
      for (let x = 0; x < this.width; x += pixels) {
        const width = Math.min(pixels, this.width - x);
        yield { x, y, width, height: Math.min(rows, this.height - y) };
      }
    }
  }
}
