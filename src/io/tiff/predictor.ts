/**
 * Undoes horizontal differences in a row, in place.
 *
 * @param row samples of `bytes` bytes each
 * @param step samples between neighbours of one colour
 * Source: Adobe, TIFF revision 6.0 (1992), section 14.
 */
export function undoDifferences(row: Uint8Array, bytes: number, step: number, isLittle: boolean): void {
  if (bytes === 1) {
    for (let i = step; i < row.length; i++) row[i] += row[i - step];
    return;
  }
  const view = new DataView(row.buffer, row.byteOffset, row.length);
  const apart = step * bytes;
  for (let at = apart; at + bytes <= row.length; at += bytes) {
    if (bytes === 2) {
      view.setUint16(at, view.getUint16(at, isLittle) + view.getUint16(at - apart, isLittle), isLittle);
    } else {
      view.setUint32(at, view.getUint32(at, isLittle) + view.getUint32(at - apart, isLittle), isLittle);
    }
  }
}

/**
 * Undoes the predictor of 32-bit floating point in a row, in place: bytes of one significance stand together, and each
 * byte is a difference.
 *
 * @param step samples between neighbours of one colour
 * @param spare as long as the row
 * Source: Adobe Photoshop, TIFF technical note 3 (2005).
 */
export function undoFloatDifferences(
  row: Uint8Array,
  step: number,
  isLittle: boolean,
  spare: Uint8Array,
): void {
  for (let i = step; i < row.length; i++) row[i] += row[i - step];
  spare.set(row);
  const count = row.length / 4;
  for (let i = 0; i < count; i++) {
    // The most significant first.
    for (let b = 0; b < 4; b++) row[4 * i + (isLittle ? 3 - b : b)] = spare[b * count + i];
  }
}
