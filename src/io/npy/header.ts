import { npyError, parseNpyEntries } from "./literal.js";
import { type NpyNumber, numberOf } from "./number.js";

/** What the header of a NumPy file says; all of it has been checked against the bytes. */
export interface NpyHeader {
  /** The type as NumPy writes it, such as `<u2`. */
  readonly descr: string;
  readonly number: NpyNumber;
  /** The first index is the fastest. */
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
  /** Product of the shape. */
  readonly count: number;
  /** Where the values begin, in bytes. */
  readonly start: number;
}

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
/** Magic string and version. */
const PREFIX = 8;
/** NumPy itself reads no more than 10 000. */
const MAX_HEADER = 65_535;
/** Bytes of a file in which its header ends, if it is one. */
export const MOST_NPY_HEAD = PREFIX + 4 + MAX_HEADER;

/** Tells from its first bytes, as far as there are any, whether a file is NumPy's. */
export function isNpy(bytes: Uint8Array): boolean {
  return bytes.length > 0 && MAGIC.every((byte, i) => i >= bytes.length || bytes[i] === byte);
}

/**
 * Reads the header of a NumPy file, format 1.0 to 3.0.
 *
 * @param bytes the whole file, or its beginning where `length` says how long it is
 * @throws GanxError `INVALID_FILE` if it is damaged, of another type than plain numbers, or the file is shorter or
 *   longer than the header says
 *
 * Source: numpy.lib.format, NumPy 1.24.
 */
export function readNpyHeader(bytes: Uint8Array, fileLength = bytes.length): NpyHeader {
  if (!isNpy(bytes)) throw npyError("expected the magic string \\x93NUMPY, found another: not a NumPy file");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < PREFIX + 4) throw cutShort(bytes.length);
  const [major, minor] = bytes.subarray(MAGIC.length);
  if (major < 1 || major > 3 || minor !== 0) {
    throw npyError(`expected format 1.0, 2.0 or 3.0, found ${major}.${minor}`);
  }
  const text = PREFIX + (major === 1 ? 2 : 4);
  const length = major === 1 ? view.getUint16(PREFIX, true) : view.getUint32(PREFIX, true);
  if (length > MAX_HEADER)
    throw npyError(`expected a header of at most ${MAX_HEADER} bytes, found ${length}`);
  const start = text + length;
  if (start > bytes.length) throw cutShort(bytes.length);
  const { descr, fortranOrder, shape } = parseNpyEntries(latin1(bytes.slice(text, start)));
  const number = numberOf(descr);
  // An empty array may have other lengths whose product is endless.
  const count = shape.includes(0) ? 0 : shape.reduce((product, size) => product * size, 1);
  const found = fileLength - start;
  if (count * number.bytes !== found) {
    const expected = `${count * number.bytes} bytes for ${showShape(shape)} of ${descr}`;
    const why = found < count * number.bytes ? "cut short" : "damaged, or more than one array";
    throw npyError(`expected ${expected} behind the header, found ${found}: ${why}`);
  }
  return { descr, number, fortranOrder, shape, count, start };
}

/** A shape for an error message, on one short line. */
export function showShape(shape: readonly number[]): string {
  const text = `[${shape.join(", ")}]`;
  return text.length <= 80 ? text : `an array of ${shape.length} dimensions`;
}

function cutShort(length: number) {
  return npyError(`the file ends at byte ${length}, inside its header: cut short; copy or download it again`);
}

/** One letter a byte; what is not ASCII, of names of fields alone, is only for messages. */
function latin1(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}
