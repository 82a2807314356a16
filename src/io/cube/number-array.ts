import type { CountArray } from "../../analysis/cube-source.js";
import type { NumberType } from "../../kernels/sums.js";

type Make = { new (length: number): CountArray; new (buffer: ArrayBuffer): CountArray };

/** The typed array of each type. */
export const NUMBER_ARRAYS: Readonly<Record<NumberType, Make>> = {
  u8: Uint8Array,
  u16: Uint16Array,
  u32: Uint32Array,
  u64: BigUint64Array,
  i8: Int8Array,
  i16: Int16Array,
  i32: Int32Array,
  i64: BigInt64Array,
  f32: Float32Array,
  f64: Float64Array,
};

/** A copy of little-endian bytes as numbers. */
export function numbersOf(bytes: Uint8Array, type: NumberType): CountArray {
  return new NUMBER_ARRAYS[type](new Uint8Array(bytes).buffer);
}
