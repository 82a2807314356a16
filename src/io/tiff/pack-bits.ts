/**
 * Decodes PackBits.
 *
 * @param out is filled; what comes after is not looked at
 * @throws Error where the data end early
 * Source: Adobe, TIFF revision 6.0 (1992), section 9.
 */
export function decodePackBits(data: Uint8Array, out: Uint8Array): void {
  let filled = 0;
  for (let at = 0; filled < out.length; ) {
    if (at >= data.length) throw new Error("they end too early");
    const head = data[at++];
    if (head === 128) continue;
    if (head < 128) {
      const part = data.subarray(at, at + Math.min(head + 1, out.length - filled));
      if (part.length < Math.min(head + 1, out.length - filled)) throw new Error("they end too early");
      out.set(part, filled);
      filled += part.length;
      at += head + 1;
    } else {
      if (at >= data.length) throw new Error("they end too early");
      const end = Math.min(out.length, filled + 257 - head);
      out.fill(data[at++], filled, end);
      filled = end;
    }
  }
}
