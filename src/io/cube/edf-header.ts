// Headers of ESRF Data Format files (`.edf`), as PyMca and fabio read and write them.
import { NUMBER_TYPES, type NumberType } from "../../kernels/sums.js";
import { invalidFile } from "./cube-file.js";

/** One image of a file. */
export interface EdfImage {
  readonly type: NumberType;
  readonly bigEndian: boolean;
  /** The fastest last. */
  readonly shape: readonly number[];
  /** Where its numbers begin, and where the next header may begin. */
  readonly start: number;
  readonly end: number;
  /** Keys in lower case. */
  readonly fields: ReadonlyMap<string, string>;
}

/** Names of types in lower case; of the long ones some programs mean 4 bytes and some 8, which the size tells. */
const TYPES: Readonly<Record<string, string>> = {
  unsignedbyte: "u8",
  unsignedchar: "u8",
  signedbyte: "i8",
  signedchar: "i8",
  unsignedshort: "u16",
  signedshort: "i16",
  unsignedinteger: "u32",
  unsignedint: "u32",
  signedinteger: "i32",
  unsignedlong: "u32",
  signedlong: "i32",
  unsigned64: "u64",
  signed64: "i64",
  float: "f32",
  floatvalue: "f32",
  real: "f32",
  double: "f64",
  doublevalue: "f64",
};

/** Most of a header. */
export const MOST_EDF_HEADER = 65_536;

/**
 * Reads the header of an image.
 *
 * @param head bytes from `at` on, {@link MOST_EDF_HEADER} or as many as there are
 * @param length of the whole file
 * @throws GanxError `INVALID_FILE`
 */
export function readEdfHeader(path: string, head: Uint8Array, at: number, length: number): EdfImage {
  const text = latin1(head);
  const found = /^\s*\{([^}]*)\}[ \t]*\r?\n/.exec(text);
  if (!found) throw invalidFile(path, `expected a header in braces at byte ${at}, found none that ends`);
  const fields = fieldsOf(found[1]);
  const start = at + found[0].length;
  const compression = fields.get("compression") ?? "none";
  if (!/^(none|nonecompression|nocompression)$/i.test(compression)) {
    throw invalidFile(path, `it is compressed (${compression}), which is not supported; save it without`);
  }
  const shape: number[] = [];
  for (let axis = 1; fields.has(`dim_${axis}`); axis++) {
    const size = fields.get(`dim_${axis}`) as string;
    if (!/^\d{1,15}$/.test(size))
      throw invalidFile(path, `expected Dim_${axis} = a whole number, found ${size}`);
    shape.unshift(Number(size));
  }
  if (shape.length < 1 || shape.length > 3) {
    throw invalidFile(path, `expected one to three of Dim_1, Dim_2, Dim_3, found ${shape.length}`);
  }
  const count = shape.reduce((product, size) => product * size, 1);
  const { type, bytes } = typeOf(path, fields, count);
  const end = start + bytes;
  if (end > length) {
    throw invalidFile(
      path,
      `expected ${bytes} bytes of numbers from byte ${start}, found the end at ${length}`,
    );
  }
  const order = (fields.get("byteorder") ?? "LowByteFirst").toLowerCase();
  if (order !== "lowbytefirst" && order !== "highbytefirst") {
    throw invalidFile(path, `expected ByteOrder LowByteFirst or HighByteFirst, found ${order}`);
  }
  return { type, bigEndian: order === "highbytefirst", shape, start, end, fields };
}

function fieldsOf(text: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const line of text.split(/[\r\n]+/)) {
    // The value ends at the semicolon; what follows is a comment.
    const [entry] = line.split(";", 1);
    const at = entry.indexOf("=");
    if (at > 0) fields.set(entry.slice(0, at).trim().toLowerCase(), entry.slice(at + 1).trim());
  }
  return fields;
}

function typeOf(
  path: string,
  fields: ReadonlyMap<string, string>,
  count: number,
): { type: NumberType; bytes: number } {
  const name = fields.get("datatype") ?? "";
  const usual = Object.hasOwn(TYPES, name.toLowerCase()) ? TYPES[name.toLowerCase()] : undefined;
  if (usual === undefined) throw invalidFile(path, `expected a known DataType, found ${name || "none"}`);
  const usualBytes = (count * Number(usual.slice(1))) / 8;
  const said = fields.get("edf_binarysize") ?? fields.get("size");
  const bytes = said === undefined ? usualBytes : Number(said);
  const letter = usual[0];
  const type = NUMBER_TYPES.find((one) => one === `${letter}${(8 * bytes) / count}`);
  const isLong = name.toLowerCase().endsWith("long");
  if (type && (type === usual || (isLong && type === `${letter}64`))) return { type, bytes };
  throw invalidFile(path, `expected Size = ${usualBytes} bytes of ${count} ${name}, found ${said}`);
}

function latin1(bytes: Uint8Array): string {
  return new TextDecoder("latin1").decode(bytes);
}
