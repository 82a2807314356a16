import { withKernels } from "./core.js";

const BLOCK = 64;
/** Bytes that are in the core's memory at once. */
const SLAB = 1 << 18;
/** Source: NIST FIPS 180-4 (2015), section 5.3.3. */
const INITIAL = [
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
];

/** SHA-256 of some parts in a row, without a copy of them all; `[32]`. */
export function sha256Bytes(parts: readonly Uint8Array[]): Uint8Array {
  const state = Uint32Array.from(INITIAL);
  const slab = new Uint8Array(SLAB);
  let filled = 0;
  let length = 0;
  const work = (bytes: number): void =>
    withKernels((kernels, arena) => {
      const words = arena.put(state);
      kernels.sha256Blocks(words, arena.put(slab.subarray(0, bytes)), bytes / BLOCK);
      arena.get(state, words);
    });
  for (const part of parts) {
    length += part.length;
    for (let start = 0; start < part.length; ) {
      const piece = part.subarray(start, start + SLAB - filled);
      slab.set(piece, filled);
      filled += piece.length;
      start += piece.length;
      if (filled < SLAB) continue;
      work(SLAB);
      filled = 0;
    }
  }
  // A bit, zeros, and the number of bits (64, big-endian) fill up the last block.
  const end = BLOCK * Math.ceil((filled + 9) / BLOCK);
  const last = new Uint8Array(end - filled);
  last[0] = 0x80;
  new DataView(last.buffer).setBigUint64(last.length - 8, BigInt(length) * 8n);
  const room = SLAB - filled;
  slab.set(last.subarray(0, room), filled);
  work(Math.min(end, SLAB));
  if (end > SLAB) {
    slab.set(last.subarray(room));
    work(end - SLAB);
  }
  const digest = new Uint8Array(32);
  const view = new DataView(digest.buffer);
  state.forEach((word, i) => {
    view.setUint32(4 * i, word);
  });
  return digest;
}
