import { GanxError } from "../errors.js";

/** Tag, type (2 text, 3 u16, 4 u32) and what it holds. */
type Field = readonly [tag: number, type: 2 | 3 | 4, values: readonly number[]];

const HEADER_BYTES = 8;
const ENTRY_BYTES = 12;
const STRIP_BYTES = 2 ** 16;

/**
 * Encodes a map as a TIFF file of one grey image of 32-bit floats, not compressed, little-endian.
 *
 * @param values `[height, width]`, row by row from the top left
 * @param description ASCII, for people
 * @throws GanxError `INVALID_ARGUMENT` if the size and the values disagree
 *
 * Source: Adobe, TIFF revision 6.0 (1992), sections 2 to 4 and 19.
 */
export function encodeTiffMap(
  values: Float32Array,
  width: number,
  height: number,
  description = "",
): Uint8Array<ArrayBuffer> {
  const isWhole = Number.isInteger(width) && Number.isInteger(height) && width >= 1 && height >= 1;
  if (!isWhole || values.length !== width * height) {
    throw new GanxError(
      "INVALID_ARGUMENT",
      `TIFF: expected width * height values, found ${width} x ${height} and ${values.length} values`,
    );
  }
  const rows = Math.max(1, Math.min(height, Math.floor(STRIP_BYTES / (4 * width))));
  const strips = Math.ceil(height / rows);
  const starts = Array.from({ length: strips }, (_, i) => i * rows * width * 4);
  const sizes = starts.map((start, i) => (starts[i + 1] ?? values.byteLength) - start);
  const text = [...`${description.replace(/[^ -~]/g, "?")}\0`].map((char) => char.charCodeAt(0));
  const fields = (first: number): Field[] => [
    [256, 4, [width]],
    [257, 4, [height]],
    [258, 3, [32]],
    [259, 3, [1]],
    // Black is 0.
    [262, 3, [1]],
    [270, 2, text],
    [273, 4, starts.map((start) => first + start)],
    [277, 3, [1]],
    [278, 4, [rows]],
    [279, 4, sizes],
    // Floats.
    [339, 3, [3]],
  ];
  const first = HEADER_BYTES + directoryBytes(fields(0));
  const file = new Uint8Array(first + values.byteLength);
  const view = new DataView(file.buffer);
  file.set([0x49, 0x49, 42, 0, HEADER_BYTES]);
  writeDirectory(view, fields(first));
  for (let i = 0; i < values.length; i++) view.setFloat32(first + 4 * i, values[i], true);
  return file;
}

const sizeOf = ([, type, values]: Field): number => values.length * (type === 2 ? 1 : type === 3 ? 2 : 4);

/** Bytes of a directory and of what does not fit in its entries. */
function directoryBytes(fields: readonly Field[]): number {
  const beyond = fields.map(sizeOf).filter((size) => size > 4);
  return beyond.reduce((sum, size) => sum + size + (size % 2), 2 + ENTRY_BYTES * fields.length + 4);
}

function writeDirectory(view: DataView, fields: readonly Field[]): void {
  let at = HEADER_BYTES;
  let beyond = at + 2 + ENTRY_BYTES * fields.length + 4;
  view.setUint16(at, fields.length, true);
  at += 2;
  for (const field of fields) {
    const [tag, type, values] = field;
    view.setUint16(at, tag, true);
    view.setUint16(at + 2, type, true);
    view.setUint32(at + 4, values.length, true);
    const size = sizeOf(field);
    const to = size > 4 ? beyond : at + 8;
    if (size > 4) {
      view.setUint32(at + 8, beyond, true);
      beyond += size + (size % 2);
    }
    values.forEach((value, i) => {
      if (type === 2) view.setUint8(to + i, value);
      else if (type === 3) view.setUint16(to + 2 * i, value, true);
      else view.setUint32(to + 4 * i, value, true);
    });
    at += ENTRY_BYTES;
  }
}
