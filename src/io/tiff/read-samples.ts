import { tiffError } from "./problem.js";

/** Spreads samples of a row, `bits` each, into `out[first]`, `out[first + step]`, ...; 32 bits are floats of 0 to 1, which become 16. */
export type SampleReader = (
  row: Uint8Array,
  out: Uint16Array,
  first: number,
  step: number,
  count: number,
) => void;

/** How the rows of a TIFF of that depth are read. */
export function sampleReader(bits: number, isFloat: boolean, isLittle: boolean): SampleReader {
  if (isFloat) return (row, out, first, step, count) => readFloats(row, out, first, step, count, isLittle);
  if (bits === 8) {
    return (row, out, first, step, count) => {
      for (let i = 0, to = first; i < count; i++, to += step) out[to] = row[i];
    };
  }
  if (bits === 16) {
    const [high, low] = isLittle ? [1, 0] : [0, 1];
    return (row, out, first, step, count) => {
      for (let i = 0, to = first; i < count; i++, to += step)
        out[to] = (row[2 * i + high] << 8) | row[2 * i + low];
    };
  }
  return (row, out, first, step, count) => {
    const mask = (1 << bits) - 1;
    for (let i = 0, to = first; i < count; i++, to += step) {
      const bit = i * bits;
      const at = bit >> 3;
      const three = (row[at] << 16) | (row[at + 1] << 8) | row[at + 2];
      out[to] = (three >>> (24 - bits - (bit & 7))) & mask;
    }
  };
}

function readFloats(
  row: Uint8Array,
  out: Uint16Array,
  first: number,
  step: number,
  count: number,
  isLittle: boolean,
): void {
  const view = new DataView(row.buffer, row.byteOffset, row.length);
  for (let i = 0, to = first; i < count; i++, to += step) {
    const value = view.getFloat32(4 * i, isLittle);
    // Not `value < 0 || value > 1`, which a NaN is not.
    if (!(value >= 0 && value <= 1)) {
      throw tiffError(`expected floating point samples of 0 to 1, found ${value}; save it as 16 bits`);
    }
    out[to] = Math.round(value * 65_535);
  }
}
