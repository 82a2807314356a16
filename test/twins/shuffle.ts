// Slow, obvious twin of the order of bytes in assembly/compress-chunk.ts.
import type { TileSize } from "../../src/kernels/deflate.js";

/** The chunks of a tile in C order, each as all lowest bytes, all second bytes, and so on; zeros beyond the tile. */
export function shuffleTwin(
  counts: Uint8Array | Uint16Array | Uint32Array,
  { rows, columns, channels }: TileSize,
  chunk: readonly [number, number, number],
): Buffer[] {
  const chunks: Buffer[] = [];
  const [height, width, depth] = chunk;
  for (let top = 0; top < rows; top += height) {
    for (let left = 0; left < columns; left += width) {
      for (let first = 0; first < channels; first += depth) {
        const values: number[] = [];
        for (let y = top; y < top + height; y++) {
          for (let x = left; x < left + width; x++) {
            for (let c = first; c < first + depth; c++) {
              const inside = y < rows && x < columns && c < channels;
              values.push(inside ? counts[(y * columns + x) * channels + c]! : 0);
            }
          }
        }
        const planes = Array.from({ length: counts.BYTES_PER_ELEMENT }, (_, byte) =>
          values.map((value) => Math.floor(value / 256 ** byte) % 256),
        );
        chunks.push(Buffer.from(planes.flat()));
      }
    }
  }
  return chunks;
}

/** Byte by byte; what does not fill an element stays at the end. */
export function unshuffleTwin(bytes: Uint8Array, width: number): number[] {
  const count = Math.floor(bytes.length / width);
  return Array.from(bytes, (byte, i) =>
    i < count * width ? bytes[(i % width) * count + Math.floor(i / width)]! : byte,
  );
}
