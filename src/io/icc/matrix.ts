/** Three rows of three. */
export type Matrix = readonly [number, number, number, number, number, number, number, number, number];

/** XYZ of the primaries of sRGB under D50, in columns. Source: sRGB profile of the ICC (sRGB2014.icc). */
const SRGB: Matrix = [0.43607, 0.38515, 0.14307, 0.22249, 0.71687, 0.06061, 0.01392, 0.09708, 0.7141];

function invert([a, b, c, d, e, f, g, h, i]: Matrix): Matrix {
  const det = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  const minors = [
    ...[e * i - f * h, c * h - b * i, b * f - c * e],
    ...[f * g - d * i, a * i - c * g, c * d - a * f],
    ...[d * h - e * g, b * g - a * h, a * e - b * d],
  ];
  return minors.map((minor) => minor / det) as unknown as Matrix;
}

function multiply(a: Matrix, b: Matrix): Matrix {
  return Array.from({ length: 9 }, (_, place) => {
    const [row, column] = [Math.floor(place / 3), place % 3];
    return a[3 * row] * b[column] + a[3 * row + 1] * b[3 + column] + a[3 * row + 2] * b[6 + column];
  }) as unknown as Matrix;
}

/**
 * From linear light of other primaries to that of sRGB; white stays white.
 *
 * @param primaries XYZ under D50 of red, green and blue, in columns
 * @returns undefined where their sum is not the white that a profile's must be
 * Source: ICC.1:2022, annex E (matrix/TRC model).
 */
export function toSrgbMatrix(primaries: Matrix): Matrix | undefined {
  const matrix = multiply(invert(SRGB), primaries);
  const sums = [0, 3, 6].map((row) => matrix[row] + matrix[row + 1] + matrix[row + 2]);
  // Profiles round to 5 digits; what is farther off is no white.
  if (!sums.every((sum) => Math.abs(sum - 1) < 0.02)) return undefined;
  return matrix.map((value, place) => value / sums[Math.floor(place / 3)]) as unknown as Matrix;
}
