// Numbers of three axes that lie in a file in any order: which of them are read together.
import { bytesOfType, type NumberType } from "../../kernels/sums.js";

/** Numbers `[height, width, channels]` in a file. */
export interface RawLayout {
  readonly type: NumberType | "f16";
  readonly bigEndian: boolean;
  /** Where they begin, in bytes. */
  readonly start: number;
  readonly shape: readonly [height: number, width: number, channels: number];
  /** From one row, pixel and channel to the next, in numbers: each number has one place, and there are no gaps. */
  readonly strides: readonly [row: number, pixel: number, channel: number];
}

/** Bytes of a number as it is stored. */
export function bytesOfStored(type: RawLayout["type"]): number {
  return type === "f16" ? 2 : bytesOfType(type);
}

/** A part of a cube. */
export interface Box {
  /** Of the first number: row, column, channel. */
  readonly at: readonly [row: number, column: number, channel: number];
  readonly size: readonly [rows: number, columns: number, channels: number];
}

/** Strides of axes that are given from the slowest to the fastest: 0 rows, 1 columns, 2 channels. */
export function stridesOf(
  shape: readonly [number, number, number],
  slowToFast: readonly [number, number, number],
): [number, number, number] {
  const strides: [number, number, number] = [1, 1, 1];
  const [slow, middle, fast] = slowToFast;
  strides[middle] = shape[fast];
  strides[slow] = shape[fast] * shape[middle];
  return strides;
}

/** The axes from the slowest to the fastest. Where an axis has one element, its place does not matter. */
export function slowToFast({ strides, shape }: Pick<RawLayout, "strides" | "shape">): number[] {
  return [0, 1, 2].sort((a, b) => strides[b] - strides[a] || shape[b] - shape[a] || a - b);
}

/** Numbers that lie one behind the other: where, in the file and in a dense box, and how they go on. */
export interface Run {
  /** First number in the file. */
  readonly from: number;
  readonly count: number;
  /** First number in the box. */
  readonly to: number;
}

/** The runs of a box, and the axes that each covers. */
export function* runsOf(layout: RawLayout, { at, size }: Box): Generator<Run> {
  const { shape, strides } = layout;
  const [a, b, c] = slowToFast(layout);
  const whole = size[c] === shape[c];
  const slab = whole && size[b] === shape[b];
  const outStrides = [size[1] * size[2], size[2], 1];
  const count = size[c] * (whole ? size[b] : 1) * (slab ? size[a] : 1);
  const first = at[0] * strides[0] + at[1] * strides[1] + at[2] * strides[2];
  for (let i = 0; i < (slab ? 1 : size[a]); i++) {
    for (let j = 0; j < (whole ? 1 : size[b]); j++) {
      yield {
        from: first + i * strides[a] + j * strides[b],
        count,
        to: i * outStrides[a] + j * outStrides[b],
      };
    }
  }
}

/** Parts of a cube of at most so many numbers, in the order of the file, each of as few runs as can be. */
export function* boxesOf(layout: RawLayout, most: number): Generator<Box> {
  const { shape } = layout;
  const [a, b, c] = slowToFast(layout);
  const step = [0, 0, 0];
  step[c] = Math.min(shape[c], most);
  step[b] = step[c] < shape[c] ? 1 : Math.min(shape[b], Math.max(1, Math.floor(most / shape[c])));
  step[a] =
    step[b] < shape[b] ? 1 : Math.min(shape[a], Math.max(1, Math.floor(most / (shape[b] * shape[c]))));
  const at = [0, 0, 0];
  for (at[a] = 0; at[a] < shape[a]; at[a] += step[a]) {
    for (at[b] = 0; at[b] < shape[b]; at[b] += step[b]) {
      for (at[c] = 0; at[c] < shape[c]; at[c] += step[c]) {
        const size = at.map((first, axis) => Math.min(step[axis], shape[axis] - first));
        yield { at: at.slice() as never, size: size as never };
      }
    }
  }
}
