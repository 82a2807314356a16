import type { CompressedTile } from "../../src/kernels/deflate.js";

/** The chunks of a tile one by one. */
export function splitTile({ sizes, bytes }: CompressedTile): Uint8Array[] {
  let at = 0;
  return Array.from(sizes, (size) => {
    at += size;
    return bytes.subarray(at - size, at);
  });
}

/** A tile of these chunks. */
export function joinTile(chunks: readonly Uint8Array[]): CompressedTile {
  return { sizes: Uint32Array.from(chunks, ({ length }) => length), bytes: Buffer.concat(chunks) };
}
