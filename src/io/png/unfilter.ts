import { type PngHeader, pngRowBytes } from "./header.js";

/**
 * Undoes the row filters of PNG in place.
 *
 * @param rows rows of `1 + row bytes` each: a filter type 0..4, then the filtered bytes; the first row has none above.
 *
 * Source: W3C PNG specification (third edition), section 9.2.
 */
export function unfilterRows(rows: Uint8Array, header: PngHeader, columns: number): void {
  const stride = 1 + pngRowBytes(header, columns);
  // Filters look at the byte of the pixel before, or at the byte before where that is narrower.
  const step = Math.max(1, (header.channels * header.depth) >> 3);
  for (let start = 0; start < rows.length; start += stride) {
    const first = start + 1;
    const end = start + stride;
    const head = Math.min(first + step, end);
    // In the first row, what is above counts as 0.
    const up = start === 0 ? 0 : stride;
    const filter = rows[start];
    if (filter === 1) addLeft(rows, head, end, step);
    else if (filter === 2 && up > 0) for (let i = first; i < end; i++) rows[i] += rows[i - up];
    else if (filter === 3) {
      for (let i = first; i < head; i++) rows[i] += (up > 0 ? rows[i - up] : 0) >> 1;
      for (let i = head; i < end; i++) rows[i] += (rows[i - step] + (up > 0 ? rows[i - up] : 0)) >> 1;
    } else if (filter === 4 && up === 0) addLeft(rows, head, end, step);
    else if (filter === 4) {
      for (let i = first; i < head; i++) rows[i] += rows[i - up];
      for (let i = head; i < end; i++) rows[i] += paeth(rows[i - step], rows[i - up], rows[i - up - step]);
    }
  }
}

function addLeft(rows: Uint8Array, from: number, end: number, step: number): void {
  for (let i = from; i < end; i++) rows[i] += rows[i - step];
}

function paeth(left: number, up: number, corner: number): number {
  const byLeft = Math.abs(up - corner);
  const byUp = Math.abs(left - corner);
  const byCorner = Math.abs(left + up - 2 * corner);
  if (byLeft <= byUp && byLeft <= byCorner) return left;
  return byUp <= byCorner ? up : corner;
}
