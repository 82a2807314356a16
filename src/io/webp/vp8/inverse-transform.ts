// Source: RFC 6386, sections 14.3 (means) and 14.4 (blocks).

const spare = new Int32Array(16);

/** Turns the coefficients of the means into the first coefficient of each luma block. */
export function spreadMeans(means: Int16Array, coefficients: Int16Array): void {
  for (let i = 0; i < 4; i++) {
    const a0 = means[i] + means[12 + i];
    const a1 = means[4 + i] + means[8 + i];
    const a2 = means[4 + i] - means[8 + i];
    const a3 = means[i] - means[12 + i];
    spare[i] = a0 + a1;
    spare[8 + i] = a0 - a1;
    spare[4 + i] = a3 + a2;
    spare[12 + i] = a3 - a2;
  }
  for (let i = 0; i < 4; i++) {
    const at = 64 * i;
    const dc = spare[4 * i] + 3;
    const a0 = dc + spare[4 * i + 3];
    const a1 = spare[4 * i + 1] + spare[4 * i + 2];
    const a2 = spare[4 * i + 1] - spare[4 * i + 2];
    const a3 = dc - spare[4 * i + 3];
    coefficients[at] = (a0 + a1) >> 3;
    coefficients[at + 16] = (a3 + a2) >> 3;
    coefficients[at + 32] = (a0 - a1) >> 3;
    coefficients[at + 48] = (a3 - a2) >> 3;
  }
}

/** Times sqrt(2) cos(pi / 8) and sqrt(2) sin(pi / 8), with 16 fractional bits. */
const timesCos = (value: number): number => value + ((value * 20_091) >> 16);
const timesSin = (value: number): number => (value * 35_468) >> 16;

/** Adds what a block's coefficients stand for to its prediction. @param from its first coefficient */
export function addBlock(
  plane: Uint8ClampedArray,
  at: number,
  stride: number,
  coefficients: Int16Array,
  from: number,
): void {
  let some = 0;
  for (let i = 0; i < 16; i++) some |= coefficients[from + i];
  if (some === 0) return;
  for (let i = 0; i < 4; i++) {
    const [c0, c4, c8, c12] = [0, 4, 8, 12].map((row) => coefficients[from + i + row]);
    const a = c0 + c8;
    const b = c0 - c8;
    const c = timesSin(c4) - timesCos(c12);
    const d = timesCos(c4) + timesSin(c12);
    spare[4 * i] = a + d;
    spare[4 * i + 1] = b + c;
    spare[4 * i + 2] = b - c;
    spare[4 * i + 3] = a - d;
  }
  for (let row = 0; row < 4; row++, at += stride) {
    const dc = spare[row] + 4;
    const a = dc + spare[row + 8];
    const b = dc - spare[row + 8];
    const c = timesSin(spare[row + 4]) - timesCos(spare[row + 12]);
    const d = timesCos(spare[row + 4]) + timesSin(spare[row + 12]);
    plane[at] += (a + d) >> 3;
    plane[at + 1] += (b + c) >> 3;
    plane[at + 2] += (b - c) >> 3;
    plane[at + 3] += (a - d) >> 3;
  }
}
