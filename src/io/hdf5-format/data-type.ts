// Datatype messages. Source: HDF5 File Format Specification version 3.0, The HDF Group, section IV.A.2.d.
import { bytesOfType, type NumberType } from "../../kernels/sums.js";
import type { ByteWriter } from "./byte-writer.js";
import { padded } from "./byte-writer.js";
import type { Hdf5Type } from "./tree.js";

/** Version 1 of the message, in the upper half of its first byte. */
const VERSION = 0x10;
const INTEGER = 0;
const FLOAT = 1;
const TEXT = 3;
const ENUMERATION = 8;
const VARIABLE = 9;
const SIGNED = 8;
const UTF8 = 1;
const ZERO_FILLED = 1;
/** Length, address of a heap and index in it. */
const REFERENCE_BYTES = 16;

/** Bits of sign and exponent and of the fraction, and what is added to an exponent. */
const FLOATS: Readonly<Record<number, readonly [exponent: number, fraction: number, bias: number]>> = {
  4: [8, 23, 127],
  8: [11, 52, 1023],
};

/** Bytes of a value in the file. */
export function bytesOf(type: Hdf5Type): number {
  if (typeof type === "object") return type.textBytes;
  if (type === "bool") return 1;
  return type === "text" ? REFERENCE_BYTES : bytesOfType(type);
}

function writeNumber(out: ByteWriter, type: NumberType): void {
  const size = bytesOfType(type);
  const isFloat = type.startsWith("f");
  out.u8(VERSION | (isFloat ? FLOAT : INTEGER));
  // Little-endian; of a float: the first bit of its fraction is implied, and where its sign is.
  out.u8(isFloat ? 0x20 : type.startsWith("i") ? SIGNED : 0, isFloat ? 8 * size - 1 : 0, 0);
  out.u32(size);
  out.u16(0);
  out.u16(8 * size);
  if (!isFloat) return;
  const [exponent, fraction, bias] = FLOATS[size]!;
  out.u8(fraction, exponent, 0, fraction);
  out.u32(bias);
}

/** h5py's booleans. */
function writeBoolean(out: ByteWriter): void {
  const members = ["FALSE", "TRUE"];
  out.u8(VERSION | ENUMERATION, members.length, 0, 0);
  out.u32(1);
  writeNumber(out, "i8");
  for (const name of members) out.put(padded((bytes) => bytes.ascii(`${name}\0`)));
  for (let i = 0; i < members.length; i++) out.u8(i);
}

/** The datatype message of a type, filled up to a multiple of 8 bytes. */
export function encodeType(type: Hdf5Type): Uint8Array {
  return padded((out) => {
    if (type === "bool") writeBoolean(out);
    else if (type === "text") {
      const isText = 1;
      out.u8(VERSION | VARIABLE, isText, UTF8, 0);
      out.u32(REFERENCE_BYTES);
      writeNumber(out, "u8");
    } else if (typeof type === "object") {
      out.u8(VERSION | TEXT, ZERO_FILLED | (UTF8 << 4), 0, 0);
      out.u32(type.textBytes);
    } else writeNumber(out, type);
  });
}
