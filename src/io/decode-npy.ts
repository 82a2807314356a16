import { GanxError } from "../errors.js";
import { allocateNumbers } from "./allocate.js";
import { type NpyHeader, readNpyHeader } from "./npy/header.js";

/** An array out of a NumPy file. */
export interface NpyArray {
  /** Lengths, the last index fastest; none for a single number. */
  readonly shape: readonly number[];
  /** All elements in C order. */
  readonly values: Float64Array;
}

/**
 * Decodes a NumPy file (`.npy`, format 1.0 to 3.0) of any byte order and layout.
 *
 * Truth values become 0 and 1; integers of 64 bits beyond 2^53 are rounded to the nearest double.
 *
 * @param bytes the whole file, with nothing behind the array
 * @returns the array; C order, whatever the order in the file
 * @throws GanxError `INVALID_FILE` if the file is damaged or holds anything but plain real numbers, `INVALID_ARGUMENT`
 *   if the bytes are not a Uint8Array, `OUT_OF_MEMORY`
 *
 * Source: numpy.lib.format, NumPy 1.24; NumPy enhancement proposal 1.
 */
export function decodeNpy(bytes: Uint8Array): NpyArray {
  if (!(bytes instanceof Uint8Array)) {
    throw new GanxError("INVALID_ARGUMENT", `npy: expected the file as a Uint8Array, found ${typeof bytes}`);
  }
  const header = readNpyHeader(bytes);
  const values = allocateNumbers(Float64Array, header.count);
  visitNpy(bytes, header, (value, i) => {
    values[i] = value;
  });
  return { shape: header.shape, values };
}

/** Hands on each number with its place in C order, in the order of the file. */
export function visitNpy(
  bytes: Uint8Array,
  { number, fortranOrder, shape, count, start }: NpyHeader,
  visit: (value: number, index: number) => void,
): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!fortranOrder) {
    for (let i = 0; i < count; i++) visit(number.read(view, start + i * number.bytes), i);
    return;
  }
  // How far an index carries a number in C order.
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, size) => product * size, 1));
  const place = shape.map(() => 0);
  let index = 0;
  for (let i = 0; i < count; i++) {
    visit(number.read(view, start + i * number.bytes), index);
    for (let axis = 0; axis < shape.length; axis++) {
      index += strides[axis];
      if (++place[axis] < shape[axis]) break;
      index -= strides[axis] * shape[axis];
      place[axis] = 0;
    }
  }
}
