// Node only: a cube whose numbers lie in a file as they are, in any order of the axes.
import type { CubeBlock } from "../../analysis/cube-source.js";
import type { EnergyAxis } from "../../energy-axis.js";
import type { RgbImage } from "../../image.js";
import type { NumberType } from "../../kernels/sums.js";
import { checkRegion, type Region } from "../../region.js";
import type { Recipe, Truth } from "../../truth.js";
import { FileBytes } from "../file-bytes.js";
import { fileFailure } from "../hdf5-file.js";
import { Hdf5Problem } from "../hdf5-format/bytes.js";
import { type CubeAxis, type CubeFile, invalidFile } from "./cube-file.js";
import { widenHalves } from "./half.js";
import type { PixelSize } from "./pixel-size.js";
import { type Box, boxesOf, bytesOfStored, type RawLayout, runsOf, slowToFast } from "./raw-layout.js";
import { swapBytes } from "./swap-bytes.js";

/** What is read at once. */
const BOX_BYTES = 2 ** 22;

/** Bytes that are read at any place. */
export interface StoredBytes {
  readonly length: number;
  /** The caller does not keep them. */
  read(at: number, size: number): Uint8Array;
  readInto(at: number, bytes: Uint8Array): Uint8Array;
  close(): void;
}

/** Everything that ganx stored beside counts. */
export interface StoredTruth {
  readonly recipe: Recipe;
  /** @throws GanxError `INVALID_FILE` */
  read(): Truth;
}

export interface RawCubeDescription {
  /** What the user named. */
  readonly path: string;
  /** The file with the numbers, or its bytes, which are closed with the cube. */
  readonly data: string | StoredBytes;
  readonly format: string;
  readonly name: string;
  readonly layout: RawLayout;
  readonly axis: CubeAxis;
  readonly pixel?: PixelSize;
  /** What ganx stored beside the counts. */
  readonly truth?: StoredTruth;
  /** The picture that belongs to it. */
  readonly picture?: () => Promise<RgbImage>;
}

/** Opens a file. @throws GanxError `IO` */
export function openBytes(path: string): FileBytes {
  try {
    return new FileBytes(path);
  } catch (cause) {
    throw fileFailure(path, cause);
  }
}

/** A cube in a file of plain numbers. Close it when done. */
export class RawCube implements CubeFile {
  readonly path: string;
  readonly label: string;
  readonly format: string;
  readonly name: string;
  readonly height: number;
  readonly width: number;
  readonly energyAxis: EnergyAxis;
  readonly isCalibrated: boolean;
  readonly type: NumberType;
  readonly pixelSizeUm?: number;
  readonly pixelProblem?: string;
  readonly recipe?: Recipe;
  readonly truth?: () => Truth;
  readonly picture?: () => Promise<RgbImage>;
  private readonly layout: RawLayout;
  private readonly storedBytes: number;
  private readonly file: StoredBytes;

  /** @throws GanxError `IO`; `INVALID_FILE` where the file is shorter or longer than the layout */
  constructor(
    { path, data, format, name, layout, axis, pixel, truth, picture }: RawCubeDescription,
    size?: number,
  ) {
    this.path = path;
    this.label = path;
    if (truth) [this.recipe, this.truth] = [truth.recipe, () => truth.read()];
    if (picture) this.picture = picture;
    this.format = format;
    this.name = name;
    this.layout = layout;
    [this.height, this.width] = layout.shape;
    this.energyAxis = axis.energyAxis;
    this.isCalibrated = axis.isCalibrated;
    this.pixelSizeUm = pixel?.pixelSizeUm;
    this.pixelProblem = pixel?.pixelProblem;
    this.type = layout.type === "f16" ? "f32" : layout.type;
    this.storedBytes = bytesOfStored(layout.type);
    this.file = typeof data === "string" ? openBytes(data) : data;
    const [height, width, channels] = layout.shape;
    const end = layout.start + height * width * channels * this.storedBytes;
    const found = size ?? this.file.length;
    if (end !== found) {
      this.file.close();
      const why = found < end ? "it is cut short, or" : "it holds something else as well, or";
      throw invalidFile(
        typeof data === "string" ? data : path,
        `expected ${end} bytes of ${height} x ${width} x ${channels} numbers of ${this.storedBytes} bytes from byte ${layout.start}, found ${found}: ${why} the header is wrong`,
      );
    }
  }

  /** Rows that are quickly read together: where channels lie apart, as many as a box has. */
  get rowsTogether(): number {
    if (slowToFast(this.layout)[0] === 0) return 1;
    const rowBytes = this.width * this.energyAxis.channels * this.storedBytes;
    return Math.max(1, Math.min(this.height, Math.floor((4 * BOX_BYTES) / rowBytes)));
  }

  /** All counts, once, in the order in which they lie. @throws GanxError `INVALID_FILE`, `IO` */
  *blocks(): Generator<CubeBlock> {
    for (const box of boxesOf(this.layout, BOX_BYTES / this.storedBytes)) yield this.read(box);
  }

  /** Counts of a rectangle. @throws GanxError `INVALID_ARGUMENT`, `INVALID_FILE`, `IO` */
  block(region: Region): CubeBlock {
    const { x, y, width, height } = checkRegion(region, this);
    return this.read({ at: [y, x, 0], size: [height, width, this.energyAxis.channels] });
  }

  close(): void {
    this.file.close();
  }

  private read(box: Box): CubeBlock {
    const [rows, columns, channels] = box.size;
    const [y, x, firstChannel] = box.at;
    const stored = this.readNumbers(box);
    return {
      x,
      y,
      firstChannel,
      layout: {
        type: this.type,
        rows,
        columns,
        channels,
        rowStride: columns * channels,
        pixelStride: channels,
      },
      bytes: this.layout.type === "f16" ? widenHalves(stored) : stored,
    };
  }

  /** The numbers of a box, `[rows, columns, channels]`, little-endian. */
  private readNumbers(box: Box): Uint8Array {
    const { layout, storedBytes: width } = this;
    const [rows, columns, channels] = box.size;
    const out = new Uint8Array(rows * columns * channels * width);
    const order = slowToFast(layout);
    const straight = order[0] === 0 && order[1] === 1;
    try {
      for (const { from, count, to } of runsOf(layout, box)) {
        const at = layout.start + from * width;
        if (straight) this.file.readInto(at, out.subarray(to * width, (to + count) * width));
        else scatter(out, this.file.read(at, count * width), to, box.size, order, width);
      }
    } catch (cause) {
      if (cause instanceof Hdf5Problem) throw invalidFile(this.label, cause.message, cause);
      throw fileFailure(this.path, cause);
    }
    return layout.bigEndian ? swapBytes(out, width) : out;
  }
}

/** Views of the same bytes as whole numbers of their width. */
function wordsOf(bytes: Uint8Array, width: number): Uint8Array | Uint16Array | Uint32Array | BigUint64Array {
  const aligned = bytes.byteOffset % width === 0 ? bytes : new Uint8Array(bytes);
  const { buffer, byteOffset, byteLength } = aligned;
  if (width === 1) return aligned;
  if (width === 2) return new Uint16Array(buffer, byteOffset, byteLength / 2);
  if (width === 4) return new Uint32Array(buffer, byteOffset, byteLength / 4);
  return new BigUint64Array(buffer, byteOffset, byteLength / 8);
}

/** Puts a run to the places that its numbers have in a box. */
function scatter(
  out: Uint8Array,
  run: Uint8Array,
  to: number,
  size: readonly [number, number, number],
  [, b, c]: readonly number[],
  width: number,
): void {
  const strides = [size[1] * size[2], size[2], 1];
  const [target, source] = [wordsOf(out, width) as Uint32Array, wordsOf(run, width) as Uint32Array];
  const [fast, middle] = [size[c], size[b]];
  const a = 3 - b - c;
  for (let at = 0, i = 0; at < source.length; i++) {
    const start = to + Math.floor(i / middle) * strides[a] + (i % middle) * strides[b];
    for (let j = 0, place = start; j < fast && at < source.length; j++, place += strides[c]) {
      target[place] = source[at++];
    }
  }
}
