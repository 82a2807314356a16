// Turns coefficients of a block into samples.
//
// Source: C. Loeffler, A. Ligtenberg, G. S. Moschytz, "Practical fast 1-D DCT algorithms with 11 multiplications", ICASSP
// 1989, 988-991, in whole numbers as jpeg-js does it (Copyright 2011 notmasteryet, Apache License 2.0), bit for bit.

// Cosines and sines of multiples of pi / 16, and roots, with 12 fractional bits.
const COS1 = 4017;
const SIN1 = 799;
const COS3 = 3406;
const SIN3 = 2276;
const COS6 = 1567;
const SIN6 = 3784;
const SQRT2 = 5793;
const SQRT1_2 = 2896;

const p = new Int32Array(64);

function clamp(value: number): number {
  return Math.max(0, Math.min(value, 255));
}

/**
 * Writes the 8 x 8 samples of a block.
 *
 * @param coefficients 64, row by row, before dequantisation; at `from`
 * @param table quantisation, row by row
 * @param at where the block's first sample goes in `plane`, whose rows are `stride` long
 */
export function writeSamples(
  plane: Uint8Array,
  at: number,
  stride: number,
  coefficients: Int16Array,
  from: number,
  table: Int32Array,
): void {
  let others = 0;
  for (let i = 0; i < 64; i++) {
    const value = coefficients[from + i];
    if (i > 0) others |= value;
    p[i] = value * table[i];
  }
  if (others === 0) {
    const mean = (SQRT2 * ((SQRT2 * p[0] + 512) >> 10) + 8192) >> 14;
    const sample = clamp(128 + ((mean + 8) >> 4));
    for (let row = 0; row < 8; row++, at += stride) plane.fill(sample, at, at + 8);
    return;
  }
  for (let row = 0; row < 64; row += 8) invertRow(row);
  for (let col = 0; col < 8; col++) invertColumn(col);
  for (let i = 0; i < 64; at += stride) {
    for (let x = 0; x < 8; x++, i++) plane[at + x] = clamp(128 + ((p[i] + 8) >> 4));
  }
}

function invertRow(row: number): void {
  if ((p[row + 1] | p[row + 2] | p[row + 3] | p[row + 4] | p[row + 5] | p[row + 6] | p[row + 7]) === 0) {
    p.fill((SQRT2 * p[row] + 512) >> 10, row, row + 8);
    return;
  }
  let v0 = (SQRT2 * p[row] + 128) >> 8;
  let v1 = (SQRT2 * p[row + 4] + 128) >> 8;
  let v2 = p[row + 2];
  let v3 = p[row + 6];
  let v4 = (SQRT1_2 * (p[row + 1] - p[row + 7]) + 128) >> 8;
  let v7 = (SQRT1_2 * (p[row + 1] + p[row + 7]) + 128) >> 8;
  let v5 = p[row + 3] << 4;
  let v6 = p[row + 5] << 4;
  let t = (v0 - v1 + 1) >> 1;
  v0 = (v0 + v1 + 1) >> 1;
  v1 = t;
  t = (v2 * SIN6 + v3 * COS6 + 128) >> 8;
  v2 = (v2 * COS6 - v3 * SIN6 + 128) >> 8;
  v3 = t;
  t = (v4 - v6 + 1) >> 1;
  v4 = (v4 + v6 + 1) >> 1;
  v6 = t;
  t = (v7 + v5 + 1) >> 1;
  v5 = (v7 - v5 + 1) >> 1;
  v7 = t;
  t = (v0 - v3 + 1) >> 1;
  v0 = (v0 + v3 + 1) >> 1;
  v3 = t;
  t = (v1 - v2 + 1) >> 1;
  v1 = (v1 + v2 + 1) >> 1;
  v2 = t;
  t = (v4 * SIN3 + v7 * COS3 + 2048) >> 12;
  v4 = (v4 * COS3 - v7 * SIN3 + 2048) >> 12;
  v7 = t;
  t = (v5 * SIN1 + v6 * COS1 + 2048) >> 12;
  v5 = (v5 * COS1 - v6 * SIN1 + 2048) >> 12;
  v6 = t;
  p[row] = v0 + v7;
  p[row + 7] = v0 - v7;
  p[row + 1] = v1 + v6;
  p[row + 6] = v1 - v6;
  p[row + 2] = v2 + v5;
  p[row + 5] = v2 - v5;
  p[row + 3] = v3 + v4;
  p[row + 4] = v3 - v4;
}

function invertColumn(col: number): void {
  const others =
    p[col + 8] | p[col + 16] | p[col + 24] | p[col + 32] | p[col + 40] | p[col + 48] | p[col + 56];
  if (others === 0) {
    const mean = (SQRT2 * p[col] + 8192) >> 14;
    for (let i = col; i < 64; i += 8) p[i] = mean;
    return;
  }
  let v0 = (SQRT2 * p[col] + 2048) >> 12;
  let v1 = (SQRT2 * p[col + 32] + 2048) >> 12;
  let v2 = p[col + 16];
  let v3 = p[col + 48];
  let v4 = (SQRT1_2 * (p[col + 8] - p[col + 56]) + 2048) >> 12;
  let v7 = (SQRT1_2 * (p[col + 8] + p[col + 56]) + 2048) >> 12;
  let v5 = p[col + 24];
  let v6 = p[col + 40];
  let t = (v0 - v1 + 1) >> 1;
  v0 = (v0 + v1 + 1) >> 1;
  v1 = t;
  t = (v2 * SIN6 + v3 * COS6 + 2048) >> 12;
  v2 = (v2 * COS6 - v3 * SIN6 + 2048) >> 12;
  v3 = t;
  t = (v4 - v6 + 1) >> 1;
  v4 = (v4 + v6 + 1) >> 1;
  v6 = t;
  t = (v7 + v5 + 1) >> 1;
  v5 = (v7 - v5 + 1) >> 1;
  v7 = t;
  t = (v0 - v3 + 1) >> 1;
  v0 = (v0 + v3 + 1) >> 1;
  v3 = t;
  t = (v1 - v2 + 1) >> 1;
  v1 = (v1 + v2 + 1) >> 1;
  v2 = t;
  t = (v4 * SIN3 + v7 * COS3 + 2048) >> 12;
  v4 = (v4 * COS3 - v7 * SIN3 + 2048) >> 12;
  v7 = t;
  t = (v5 * SIN1 + v6 * COS1 + 2048) >> 12;
  v5 = (v5 * COS1 - v6 * SIN1 + 2048) >> 12;
  v6 = t;
  p[col] = v0 + v7;
  p[col + 56] = v0 - v7;
  p[col + 8] = v1 + v6;
  p[col + 48] = v1 - v6;
  p[col + 16] = v2 + v5;
  p[col + 40] = v2 - v5;
  p[col + 24] = v3 + v4;
  p[col + 32] = v3 - v4;
}
