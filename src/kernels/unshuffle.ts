import { withAnalysis } from "./analysis.js";

/**
 * Undoes HDF5's shuffle filter.
 *
 * @param bytes all first bytes of the elements, all second bytes, and so on; what is left over stays at the end
 * @param width bytes of an element, at least 1
 * @returns the elements one after the other, as many bytes
 */
export function unshuffle(bytes: Uint8Array, width: number): Uint8Array {
  const count = Math.floor(bytes.length / width);
  return withAnalysis((kernels, arena) => {
    const from = arena.put(bytes);
    const to = arena.reserve(bytes.length);
    kernels.unshuffle(to, from, width, count);
    const out = new Uint8Array(bytes);
    arena.get(out.subarray(0, count * width), to);
    return out;
  });
}
