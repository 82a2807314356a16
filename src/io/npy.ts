import { GanxError } from "../errors.js";

/** Numbers that {@link encodeNpy} can write. */
export type NpyValues = Float32Array | Float64Array | Uint8Array | Uint16Array | Uint32Array;

/** What NumPy calls the type: byte order (`|`: none), kind and bytes. */
function descriptionOf(values: NpyValues): string {
  if (values instanceof Float32Array) return "<f4";
  if (values instanceof Float64Array) return "<f8";
  if (values instanceof Uint16Array) return "<u2";
  if (values instanceof Uint32Array) return "<u4";
  if (values instanceof Uint8Array) return "|u1";
  throw new GanxError("INVALID_ARGUMENT", "npy: expected floats of 32 or 64 or integers of 8, 16 or 32 bits");
}

/** The magic string, the version and the length of the header before its text. */
const PREFIX = 10;
/** The data begins at a multiple of this. */
const ALIGNMENT = 64;

/**
 * Encodes an array as a NumPy file (`.npy`, format 1.0): C order, little-endian.
 *
 * @param values all elements, the last index fastest
 * @param shape whole numbers whose product is the number of elements; none for a single number
 * @returns the bytes of the file
 * @throws GanxError `INVALID_ARGUMENT` if the shape and the values disagree
 *
 * Source: NumPy enhancement proposal 1, "A simple file format for NumPy arrays", and numpy.lib.format.
 */
export function encodeNpy(values: NpyValues, shape: readonly number[]): Uint8Array<ArrayBuffer> {
  const descr = descriptionOf(values);
  const whole = shape.every((size) => Number.isInteger(size) && size >= 0);
  if (!whole || shape.reduce((product, size) => product * size, 1) !== values.length) {
    throw new GanxError(
      "INVALID_ARGUMENT",
      `npy: expected a shape of ${values.length} values, found [${shape.join(", ")}]`,
    );
  }
  const head = npyHead(descr, shape);
  const file = new Uint8Array(head.length + values.byteLength);
  file.set(head);
  writeLittleEndian(file, head.length, values);
  return file;
}

/**
 * What stands before the values in a NumPy file.
 *
 * @param descr the type as NumPy writes it, such as `<u2`
 */
export function npyHead(descr: string, shape: readonly number[]): Uint8Array<ArrayBuffer> {
  // Python writes a tuple of one with a comma.
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;
  const text = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${tuple}, }`;
  // NumPy leaves room so that the first index can grow to any length without moving the data.
  const room = shape.length === 0 ? 0 : Math.max(0, 21 - String(shape[0]).length);
  // Where the header fits exactly, NumPy adds a whole block all the same.
  const start = (Math.floor((PREFIX + text.length + room + 1) / ALIGNMENT) + 1) * ALIGNMENT;
  const head = new Uint8Array(start);
  head.set([0x93, ...new TextEncoder().encode("NUMPY"), 1, 0]);
  new DataView(head.buffer).setUint16(8, start - PREFIX, true);
  head.set(new TextEncoder().encode(`${text.padEnd(start - PREFIX - 1)}\n`), PREFIX);
  return head;
}

function writeLittleEndian(file: Uint8Array, start: number, values: NpyValues): void {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  file.set(bytes, start);
  const size = values.BYTES_PER_ELEMENT;
  const littleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
  if (littleEndian || size === 1) return;
  for (let at = start; at < file.length; at += size) file.subarray(at, at + size).reverse();
}
