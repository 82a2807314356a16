import { halfToNumber } from "../cube/half.js";
import { npyError } from "./literal.js";

/** How one number is stored. */
export interface NpyNumber {
  /** Bytes of one number. */
  readonly bytes: number;
  /** The number at byte `at`. */
  read(view: DataView, at: number): number;
}

type Read = (view: DataView, at: number, little: boolean) => number;

/** Kind and bytes, as NumPy writes them. */
const READERS = new Map<string, Read>([
  ["b1", (view, at) => (view.getUint8(at) === 0 ? 0 : 1)],
  ["u1", (view, at) => view.getUint8(at)],
  ["u2", (view, at, little) => view.getUint16(at, little)],
  ["u4", (view, at, little) => view.getUint32(at, little)],
  ["u8", (view, at, little) => join(view.getUint32(at + (little ? 4 : 0), little), view, at, little)],
  ["i1", (view, at) => view.getInt8(at)],
  ["i2", (view, at, little) => view.getInt16(at, little)],
  ["i4", (view, at, little) => view.getInt32(at, little)],
  ["i8", (view, at, little) => join(view.getInt32(at + (little ? 4 : 0), little), view, at, little)],
  ["f2", (view, at, little) => halfToNumber(view.getUint16(at, little))],
  ["f4", (view, at, little) => view.getFloat32(at, little)],
  ["f8", (view, at, little) => view.getFloat64(at, little)],
]);

/** Of other types, by their letter. */
const NAMES: Record<string, string> = {
  O: "Python objects",
  V: "a structured or raw type",
  c: "complex numbers",
  S: "text",
  a: "text",
  U: "text",
  M: "dates",
  m: "time spans",
};

/**
 * Chooses how to read the numbers of a NumPy type.
 *
 * @param descr byte order (`<`, `>`, or `|` where there is none), kind and bytes, such as `<f4`
 * @throws GanxError `INVALID_FILE` unless they are truth values, integers of 1 to 8 or floats of 2 to 8 bytes
 */
export function numberOf(descr: string): NpyNumber {
  const [order, kind] = descr;
  const size = descr.slice(1);
  const read = READERS.get(size);
  const bytes = Number(size.slice(1));
  if (read === undefined || !"<>|".includes(order) || (order === "|" && bytes > 1)) {
    const shown = descr.slice(0, 24).replace(/[^ -~]/g, "?");
    const found = `${NAMES[kind] ?? "another type"} ("${shown}")`;
    throw npyError(
      `expected numbers (bool, int8 to uint64, float16 to float64), found ${found}; convert the array`,
    );
  }
  return { bytes, read: (view, at) => read(view, at, order === "<") };
}

/** Rounds but once, in the sum: the first product is exact. */
function join(high: number, view: DataView, at: number, little: boolean): number {
  return high * 2 ** 32 + view.getUint32(at + (little ? 0 : 4), little);
}
