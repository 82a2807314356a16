import { withKernels } from "./core.js";

/**
 * Compresses counts to 0..1, `tanh(ln(1 + x))`.
 *
 * @param counts each >= 0 and not NaN
 * @returns as long
 *
 * Source: A. Bombini, arXiv:2304.14078 (2023), table 2.
 */
export function compressCounts(counts: Uint16Array | Uint32Array | Float64Array): Float64Array {
  return withKernels((kernels, arena) => {
    const values = new Float64Array(counts.length);
    const out = arena.reserve(values.byteLength);
    kernels.compressCounts(out, arena.put(counts), counts.BYTES_PER_ELEMENT, counts.length);
    return arena.get(values, out);
  });
}
