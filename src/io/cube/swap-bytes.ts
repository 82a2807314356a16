/** Turns the bytes of every number of so many bytes around, in place. */
export function swapBytes(bytes: Uint8Array, width: number): Uint8Array {
  if (width === 2) {
    for (let at = 0; at + 1 < bytes.length; at += 2) {
      const first = bytes[at];
      bytes[at] = bytes[at + 1];
      bytes[at + 1] = first;
    }
  } else if (width > 2) {
    for (let at = 0; at + width <= bytes.length; at += width) bytes.subarray(at, at + width).reverse();
  }
  return bytes;
}
