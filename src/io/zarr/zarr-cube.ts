// Node only: cubes in Zarr stores (versions 2 and 3), read chunk by chunk.
import { stat } from "node:fs/promises";
import type { DataType, Array as ZarrArray } from "zarrita";
import { blockOf, type CountArray, type CubeBlock } from "../../analysis/cube-source.js";
import type { EnergyAxis } from "../../energy-axis.js";
import { GanxError } from "../../errors.js";
import { bytesOfType, type NumberType } from "../../kernels/sums.js";
import { checkRegion, type Region } from "../../region.js";
import type { Recipe, Truth } from "../../truth.js";
import {
  type CubeFile,
  type CubeFileOptions,
  checkShape,
  chooseAxis,
  invalidFile,
} from "../cube/cube-file.js";
import { NUMBER_ARRAYS } from "../cube/number-array.js";
import type { PixelSize } from "../cube/pixel-size.js";
import type { StoredTruth } from "../cube/raw-cube.js";
import { fileFailure } from "../hdf5-file.js";
import { FolderStore } from "./folder-store.js";
import { loadZarrita } from "./load-zarrita.js";
import { axisOfZarr, pixelOfZarr } from "./zarr-axis.js";
import { readZarrTruth } from "./zarr-truth.js";

export type Zarr = ZarrArray<DataType, FolderStore>;

const TYPES: Readonly<Record<string, NumberType>> = {
  bool: "u8",
  uint8: "u8",
  uint16: "u16",
  uint32: "u32",
  uint64: "u64",
  int8: "i8",
  int16: "i16",
  int32: "i32",
  int64: "i64",
  float32: "f32",
  float64: "f64",
};

/** Larger chunks are refused. */
const MOST_CHUNK_BYTES = 2 ** 28;
/** Chunks that were never written may make a cube this much larger than its files. */
const MOST_EMPTY_BYTES = 2 ** 30;
/** What compression gains at most. */
const MOST_GAIN = 1032;
/** Chunks kept for the next row of regions, as far as this. */
const MOST_KEPT_BYTES = 2 ** 27;

/** Numbers of a chunk, with gaps in any order. */
interface Chunk {
  readonly data: CountArray;
  readonly stride: readonly number[];
}

/** A cube in a store. Close it when done. */
export class ZarrCube implements CubeFile {
  readonly label: string;
  readonly height: number;
  readonly width: number;
  readonly rowsTogether: number;
  readonly pixelSizeUm?: number;
  readonly pixelProblem?: string;
  readonly recipe?: Recipe;
  readonly truth?: () => Promise<Truth>;
  private readonly kept = new Map<string, Promise<Chunk>>();

  constructor(
    readonly path: string,
    readonly name: string,
    readonly format: string,
    readonly type: NumberType,
    readonly energyAxis: EnergyAxis,
    readonly isCalibrated: boolean,
    { pixelSizeUm, pixelProblem }: PixelSize,
    private readonly array: Zarr,
    truth?: Omit<StoredTruth, "read"> & { read(): Promise<Truth> },
  ) {
    this.label = `${path}: ${name}`;
    [this.height, this.width] = array.shape;
    this.rowsTogether = Math.min(array.chunks[0], this.height);
    this.pixelSizeUm = pixelSizeUm;
    this.pixelProblem = pixelProblem;
    if (truth) [this.recipe, this.truth] = [truth.recipe, () => truth.read()];
  }

  /** All counts, once, chunk by chunk. @throws GanxError `INVALID_FILE`, `IO` */
  async *blocks(): AsyncGenerator<CubeBlock> {
    const [rows, columns, channels] = this.array.chunks;
    const count = this.energyAxis.channels;
    for (let i = 0; i * rows < this.height; i++) {
      for (let j = 0; j * columns < this.width; j++) {
        for (let k = 0; k * channels < count; k++) {
          const region = {
            x: j * columns,
            y: i * rows,
            width: Math.min(columns, this.width - j * columns),
            height: Math.min(rows, this.height - i * rows),
          };
          const some = Math.min(channels, count - k * channels);
          const out = this.room(region.width * region.height * some);
          this.copy(await this.chunk(i, j, k), [i, j, k], out, region, [k * channels, some]);
          yield { ...blockOf(region, out, some), firstChannel: k * channels };
        }
      }
    }
  }

  /** Counts of a rectangle. @throws GanxError `INVALID_ARGUMENT`, `INVALID_FILE`, `IO` */
  async block(asked: Region): Promise<CubeBlock> {
    const region = checkRegion(asked, this);
    const { channels } = this.energyAxis;
    const [rows, columns, some] = this.array.chunks;
    const out = this.room(region.width * region.height * channels);
    for (let i = Math.floor(region.y / rows); i * rows < region.y + region.height; i++) {
      for (let j = Math.floor(region.x / columns); j * columns < region.x + region.width; j++) {
        for (let k = 0; k * some < channels; k++) {
          this.copy(await this.keptChunk(i, j, k), [i, j, k], out, region, [0, channels]);
        }
      }
    }
    return blockOf(region, out, channels);
  }

  close(): void {
    this.kept.clear();
  }

  private room(length: number): CountArray {
    try {
      return new NUMBER_ARRAYS[this.type](length);
    } catch (cause) {
      throw new GanxError("OUT_OF_MEMORY", `no room for ${length} counts at once`, { cause });
    }
  }

  /** A chunk that may be asked for again, by the next rows. */
  private keptChunk(...at: [number, number, number]): Promise<Chunk> {
    const key = at.join();
    const found = this.kept.get(key);
    if (found) return found;
    const size = this.array.chunks.reduce((a, b) => a * b, bytesOfType(this.type));
    const [oldest] = this.kept.keys();
    if (oldest !== undefined && (this.kept.size + 1) * size > MOST_KEPT_BYTES) this.kept.delete(oldest);
    const chunk = this.chunk(...at);
    this.kept.set(key, chunk);
    return chunk;
  }

  private async chunk(...at: [number, number, number]): Promise<Chunk> {
    try {
      const { data, stride } = await this.array.getChunk(at);
      // Truth values come in a class of their own.
      const numbers = ArrayBuffer.isView(data) ? data : Uint8Array.from(data as Iterable<boolean>, Number);
      const expected = this.array.chunks.reduce((a, b) => a * b, 1);
      if (numbers.constructor !== NUMBER_ARRAYS[this.type] || (numbers as Uint8Array).length !== expected) {
        throw new Error(`expected ${expected} numbers, found ${(numbers as Uint8Array).length}`);
      }
      return { data: numbers as CountArray, stride };
    } catch (cause) {
      if (cause instanceof GanxError) throw cause;
      const failure = fileFailure(this.path, cause);
      if (failure instanceof GanxError) throw failure;
      throw invalidFile(this.label, `chunk ${at.join(", ")} is damaged: ${reasonOf(cause)}`, cause);
    }
  }

  /** Copies what a chunk and a region have in common. */
  private copy(
    { data, stride }: Chunk,
    [i, j, k]: readonly [number, number, number],
    out: CountArray,
    region: Region,
    [firstChannel, channels]: readonly [number, number],
  ): void {
    const [rows, columns, some] = this.array.chunks;
    const [top, left, low] = [i * rows, j * columns, k * some];
    const [yEnd, xEnd] = [
      Math.min(top + rows, region.y + region.height),
      Math.min(left + columns, region.x + region.width),
    ];
    const [from, to] = [Math.max(low, firstChannel), Math.min(low + some, firstChannel + channels)];
    for (let y = Math.max(top, region.y); y < yEnd; y++) {
      for (let x = Math.max(left, region.x); x < xEnd; x++) {
        const source = (y - top) * stride[0] + (x - left) * stride[1] + (from - low) * stride[2];
        const target = ((y - region.y) * region.width + (x - region.x)) * channels + from - firstChannel;
        if (stride[2] === 1) out.set(data.subarray(source, source + to - from) as never, target);
        else for (let c = 0; c < to - from; c++) out[target + c] = data[source + c * stride[2]];
      }
    }
  }
}

export function reasonOf(cause: unknown): string {
  const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
  return (inner instanceof Error ? inner.message : String(inner)) || "it cannot be decoded";
}

/**
 * Opens a cube in a Zarr store: the array `counts`, or the only one of three dimensions.
 *
 * @throws GanxError `IO`, `INVALID_FILE`
 */
export async function openZarr(path: string, options: CubeFileOptions = {}): Promise<ZarrCube> {
  const store = new FolderStore(path);
  try {
    if (!(await stat(path)).isDirectory()) throw invalidFile(path, "expected a folder of Zarr, found a file");
    return await openStore(path, store, options);
  } catch (cause) {
    const failure = fileFailure(path, cause);
    if (failure instanceof GanxError) throw failure;
    throw invalidFile(path, `it cannot be read as Zarr: ${reasonOf(failure)}`, cause);
  }
}

async function openStore(path: string, store: FolderStore, options: CubeFileOptions): Promise<ZarrCube> {
  const { name, array, version } = await findCounts(path, store, options.dataset);
  const label = `${path}: ${name}`;
  const shape = array.shape as [number, number, number];
  checkShape(label, ...shape);
  const type = TYPES[array.dtype as string];
  if (!type)
    throw invalidFile(label, `expected integers of 8 to 64 bits or floats of 32 or 64, found ${array.dtype}`);
  const { chunks } = array;
  const isWhole = chunks.length === 3 && chunks.every((size) => Number.isSafeInteger(size) && size > 0);
  const chunkBytes = chunks.reduce((a, b) => a * b, bytesOfType(type));
  if (!isWhole || chunkBytes > MOST_CHUNK_BYTES) {
    throw invalidFile(
      label,
      `expected chunks of at most ${MOST_CHUNK_BYTES} bytes, found ${chunks.join(" x ")}`,
    );
  }
  const bytes = shape.reduce((a, b) => a * b, bytesOfType(type));
  if (bytes > MOST_EMPTY_BYTES && bytes > MOST_GAIN * (await store.bytesOf(name))) {
    throw invalidFile(label, `${shape.join(" x ")} counts are more than its files can hold`);
  }
  const axis = chooseAxis(label, shape[2], options, await axisOfZarr(store, array));
  const plain = options.dataset !== undefined || options.energyKeV !== undefined;
  const truth = plain ? undefined : await readZarrTruth(path, store, axis.energyAxis);
  const format = `Zarr ${version}, chunks ${chunks.join(" x ")}`;
  const pixel = await pixelOfZarr(store, array);
  return new ZarrCube(path, name, format, type, axis.energyAxis, axis.isCalibrated, pixel, array, truth);
}

/** An array of a store; nothing where there is none. */
export async function openArray(store: FolderStore, name: string): Promise<Zarr | undefined> {
  const { open, root } = await loadZarrita();
  const has = async (file: string): Promise<boolean> => (await store.get(`${name}/${file}`)) !== undefined;
  const version = (await has("zarr.json")) ? open.v3 : (await has(".zarray")) ? open.v2 : undefined;
  return version && ((await version(root(store).resolve(name), { kind: "array" })) as Zarr);
}

async function findCounts(
  path: string,
  store: FolderStore,
  wanted: string | undefined,
): Promise<{ name: string; array: Zarr; version: 2 | 3 }> {
  const asked = wanted === undefined ? undefined : `/${wanted.split("/").filter(Boolean).join("/")}`;
  const names = await store.arrays();
  const all: { name: string; array: Zarr; version: 2 | 3 }[] = [];
  for (const name of asked !== undefined && names.includes(asked) ? [asked] : names) {
    const array = await openArray(store, name);
    const version = (await store.get(`${name}/zarr.json`)) ? 3 : 2;
    if (array && Array.isArray(array.shape) && array.shape.length === 3) all.push({ name, array, version });
  }
  const found = all.find(({ name }) => name === (asked ?? "/counts"));
  if (found) return found;
  // The picture of a truth has three dimensions as well.
  const cubes = all.filter(({ name }) => !name.startsWith("/truth/"));
  if (asked === undefined && cubes.length === 1) return cubes[0];
  const has = cubes.slice(0, 5).map(({ name, array }) => `${name} [${array.shape.join(", ")}]`);
  const what = has.length > 0 ? `it has ${has.join(", ")}; name one with --dataset` : "it has none";
  throw invalidFile(path, `expected an array ${asked ?? "/counts"} [height, width, channels]; ${what}`);
}
