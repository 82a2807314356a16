import { type PngHeader, pngRowBytes } from "./header.js";

const [SUB, UP, AVERAGE, PAETH] = [1, 2, 3, 4];

/**
 * Undoes the row filters of PNG.
 *
 * @param filtered rows of a filter type 0..4 and then the filtered bytes; the first row has none above.
 * @returns the unfiltered rows one after the other, without filter types.
 * Source: W3C PNG specification (third edition), section 9.
 */
export function unfilterRows(filtered: Uint8Array, header: PngHeader, columns: number): Uint8Array {
  const rowBytes = pngRowBytes(header, columns);
  const step = Math.max(1, (header.channels * header.depth) >> 3);
  const rows = filtered.length / (1 + rowBytes);
  const out = new Uint8Array(rows * rowBytes);
  for (let row = 0; row < rows; row++) {
    const at = row * (1 + rowBytes);
    const above = out.subarray(Math.max(0, row - 1) * rowBytes, row * rowBytes);
    const into = out.subarray(row * rowBytes, (row + 1) * rowBytes);
    into.set(filtered.subarray(at + 1, at + 1 + rowBytes));
    unfilterRow(into, row > 0 ? above : new Uint8Array(rowBytes), filtered[at], step);
  }
  return out;
}

/** @param step bytes from a pixel to the next, at least 1 */
function unfilterRow(row: Uint8Array, above: Uint8Array, filter: number, step: number): void {
  const first = Math.min(step, row.length);
  if (filter === SUB) {
    for (let i = first; i < row.length; i++) row[i] += row[i - step];
  } else if (filter === UP) {
    for (let i = 0; i < row.length; i++) row[i] += above[i];
  } else if (filter === AVERAGE) {
    for (let i = 0; i < first; i++) row[i] += above[i] >> 1;
    for (let i = first; i < row.length; i++) row[i] += (row[i - step] + above[i]) >> 1;
  } else if (filter === PAETH) {
    for (let i = 0; i < first; i++) row[i] += above[i];
    for (let i = first; i < row.length; i++) row[i] += paeth(row[i - step], above[i], above[i - step]);
  }
}

/** Whichever of the three is nearest to `left + up - corner`; among equals the first. */
function paeth(left: number, up: number, corner: number): number {
  const fromLeft = Math.abs(up - corner);
  const fromUp = Math.abs(left - corner);
  const fromCorner = Math.abs(left + up - 2 * corner);
  if (fromLeft <= fromUp && fromLeft <= fromCorner) return left;
  return fromUp <= fromCorner ? up : corner;
}
