/** Most that a compressed block of Zstandard holds. */
const BLOCK_BYTES = 2 ** 17;
/** Programs that write as they go do not say a frame's size, and end blocks as they like. */
const MOST_UNSAID = 2 ** 24;

/** Most that blocks hold: 0 where that is harmless, and they may hold much less. Source: RFC 8878, section 3.1.1.2. */
function mostOfBlocks(bytes: Uint8Array, first: number): number {
  let most = 0;
  for (let at = first; at + 3 <= bytes.length; ) {
    const head = bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16);
    const [isLast, kind, size] = [head & 1, (head >> 1) & 3, head >> 3];
    most += kind === 2 ? BLOCK_BYTES : size;
    if (isLast) break;
    at += 3 + (kind === 1 ? 1 : size);
  }
  return most <= MOST_UNSAID ? 0 : most;
}

/**
 * Bytes that a frame of Zstandard says it holds.
 *
 * @returns 0 where it does not say and they cannot be too many, undefined where it is cut short
 *
 * Source: RFC 8878, section 3.1.1.
 */
export function announcedByZstd(bytes: Uint8Array): number | undefined {
  if (bytes.length < 18) return bytes.length < 6 ? undefined : 0;
  const descriptor = bytes[4];
  const isSingle = (descriptor >> 5) & 1;
  const at = 5 + (isSingle ? 0 : 1) + [0, 1, 2, 4][descriptor & 3];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kind = descriptor >> 6;
  if (kind === 0) return isSingle ? bytes[at] : mostOfBlocks(bytes, at);
  if (kind === 1) return view.getUint16(at, true) + 256;
  return kind === 2 ? view.getUint32(at, true) : Number(view.getBigUint64(at, true));
}
