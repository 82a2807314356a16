import { repeatBytes } from "./room.js";

const cutShort = (): Error => new Error("it is cut short");
/** Copies of fewer bytes are quicker one by one. */
const FEW = 16;

/**
 * Unpacks a block of LZ4.
 *
 * @param out room for all that the block holds
 * @throws Error where the block is damaged or holds another number of bytes
 *
 * Source: Y. Collet, "LZ4 Block Format Description" (2022).
 */
export function unpackLz4(bytes: Uint8Array, out: Uint8Array): void {
  // Sequences are a few bytes long, and objects for each would take longer than all else.
  const end = bytes.length;
  let at = 0;
  let to = 0;
  for (;;) {
    if (at >= end) throw cutShort();
    const token = bytes[at++];
    let count = token >> 4;
    if (count === 15) {
      for (let byte = 255; byte === 255; count += byte) {
        if (at >= end) throw cutShort();
        byte = bytes[at++];
      }
    }
    if (at + count > end) throw cutShort();
    if (to + count > out.length) throw new Error("more bytes than the chunk has room for");
    if (count > FEW) out.set(bytes.subarray(at, at + count), to);
    else for (let i = 0; i < count; i++) out[to + i] = bytes[at + i];
    at += count;
    to += count;
    // The last sequence has no repetition.
    if (at === end) break;
    if (at + 2 > end) throw cutShort();
    const distance = bytes[at] | (bytes[at + 1] << 8);
    at += 2;
    let length = (token & 15) + 4;
    if (length === 19) {
      for (let byte = 255; byte === 255; length += byte) {
        if (at >= end) throw cutShort();
        byte = bytes[at++];
      }
    }
    repeatBytes(out, to, distance, length);
    to += length;
  }
  if (to !== out.length) throw new Error(`expected ${out.length} bytes, found ${to}`);
}
