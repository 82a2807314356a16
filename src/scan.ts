// The scan: a small, immutable description from which any pixel's counts follow at any time, alone, in any order.
import { blockOf, type CubeBlock, type CubeSource } from "./analysis/cube-source.js";
import { lineWindow } from "./analysis/line-window.js";
import { checkInteger } from "./check.js";
import type { EnergyAxis } from "./energy-axis.js";
import {
  type AliasTables,
  buildAliasTables,
  type Counts,
  drawCounts,
  drawSums,
  newCounts,
  type PixelBlock,
  tableOf,
} from "./kernels/sample.js";
import { checkRegion, type Region } from "./region.js";
import type { Truth } from "./truth.js";
import { WorkerPool } from "./workers/pool.js";

/** What is drawn at once: scratch memory, bytes, and photons. */
const BLOCK_BYTES = 8 * 2 ** 20;
const BLOCK_PHOTONS = 1e8;
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
  /** Fraction of the expected counts, 0..1. */
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
  readonly truth: Truth;
}

export interface LineMapOptions {
  /** Full width of the energy window, keV; default the detector's FWHM at the line. */
  readonly windowKeV?: number;
}

export interface SlabOptions {
  /** Rows of a slab, default what fits 2 MiB but at least one. */
  readonly rows?: number;
  /** Threads that draw, 1 to 64, default 1: the calling one. The counts do not depend on it. */
  readonly threads?: number;
  /** Whether a slab's counts may be overwritten as soon as the next slab is asked for, which is faster; default no. */
  readonly reuse?: boolean;
  /** Stops the work; the next slab then rejects with `ABORTED`. */
  readonly signal?: AbortSignal;
  /** Called with the pixels of the slabs that have been taken. */
  readonly onProgress?: (progress: { stage: "counts"; done: number; of: number }) => void;
}

/** A virtual MA-XRF scan. */
export class Scan implements CubeSource {
  readonly label = "scan";
  readonly rowsTogether = 1;
  readonly width: number;
  readonly height: number;
  readonly energyAxis: EnergyAxis;
  /** The colours found, the most frequent first. */
  readonly palette: readonly PaletteColor[];
  readonly truth: Truth;
  private readonly tables: AliasTables;

  constructor({ width, height, palette, truth }: ScanDescription) {
    this.width = width;
    this.height = height;
    this.palette = palette;
    this.truth = truth;
    this.energyAxis = truth.energyAxis;
    this.tables = buildAliasTables(truth.expected, truth.energyAxis.channels);
  }

  /** Photons in every pixel. */
  get photons(): number {
    return this.truth.recipe.counts.photons;
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
    const first = y * this.width + x;
    const table = tableOf(this.tables, this.truth.labels[first]);
    const out = newCounts(this.energyAxis.channels, this.photons);
    const block = { first, stride: this.width, width: 1, rows: 1, labels: new Uint8Array(1) };
    drawCounts(out, table, block, this.photons, this.truth.seed);
    return out;
  }

  /**
   * A materialised rectangle.
   *
   * @throws GanxError `INVALID_ARGUMENT` where it leaves the picture
   */
  region(region: Region): Cube {
    const { channels } = this.energyAxis;
    const { x, y, width, height } = checkRegion(region, this);
    const counts = newCounts(width * height * channels, this.photons);
    drawCounts(counts, this.tables, this.pixels({ x, y, width, height }), this.photons, this.truth.seed);
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
    { threads = 1, reuse, signal }: Pick<SlabOptions, "threads" | "reuse" | "signal"> = {},
  ): AsyncGenerator<Cube> {
    const { tables, photons, energyAxis } = this;
    const { channels } = energyAxis;
    const drawn: Region[] = [];
    const blocks = function* (scan: Scan): Generator<PixelBlock> {
      for (const region of regions) {
        drawn.push(checkRegion(region, scan));
        yield scan.pixels(region);
      }
    };
    const pool = new WorkerPool({ threads });
    try {
      const setup = { tables, photons, seed: this.truth.seed };
      const spare = reuse ? ({ buffer }: Counts) => buffer as ArrayBuffer : undefined;
      for await (const counts of pool.mapInOrder("draw", setup, blocks(this), { signal, spare })) {
        yield { ...drawn.shift()!, channels, energyAxis, counts };
      }
    } finally {
      await pool.close();
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
    const { instrument } = this.truth.recipe;
    const windows = Uint32Array.from(
      lines.flatMap((line) => lineWindow(this.energyAxis, line, { ...options, instrument })),
    );
    const maps = lines.map(() => new Float32Array(this.width * this.height));
    for (const region of this.regions()) {
      const { sums } = drawSums(this.tables, this.pixels(region), this.photons, this.truth.seed, windows);
      const start = region.y * this.width + region.x;
      for (let i = 0; i < sums.length; i++)
        maps[i % maps.length][start + Math.floor(i / maps.length)] = sums[i];
    }
    return maps;
  }

  /** Counts of all pixels together, `[channels]`. */
  totalSpectrum(): Float64Array {
    const total = new Float64Array(this.energyAxis.channels);
    for (const region of this.regions()) {
      const part = drawSums(
        this.tables,
        this.pixels(region),
        this.photons,
        this.truth.seed,
        new Uint32Array(0),
      );
      part.total.forEach((counts, channel) => {
        total[channel] += counts;
      });
    }
    return total;
  }

  /** The counts of a rectangle as a block; see {@link region}. @throws GanxError `INVALID_ARGUMENT` */
  block(region: Region): CubeBlock {
    return blockOf(region, this.region(region).counts, this.energyAxis.channels);
  }

  /** The whole cube, once, in blocks. */
  *blocks(): Generator<CubeBlock> {
    for (const region of this.regions()) yield this.block(region);
  }

  private pixels({ x, y, width, height }: Region): PixelBlock {
    const labels = new Uint8Array(width * height);
    const first = y * this.width + x;
    for (let row = 0; row < height; row++) {
      const start = first + row * this.width;
      labels.set(this.truth.labels.subarray(start, start + width), row * width);
    }
    return { first, stride: this.width, width, rows: height, labels };
  }

  /** Pixels that are drawn at once. */
  private blockPixels(most = BLOCK_BYTES): number {
    const bytes = this.energyAxis.channels * (this.photons <= 65_535 ? 2 : 4);
    return Math.max(1, Math.floor(Math.min(most / bytes, BLOCK_PHOTONS / this.photons)));
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
