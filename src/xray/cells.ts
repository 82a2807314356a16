/** Cells of a layer, graded towards each face: as many on either side. */
const HALF = 16;

/** Thickness of the cells at a face in the shortest mean free paths. */
const FINEST = 0.15;

/** Optical thickness at the hardest line from which nothing comes back. */
const DEEPEST = 14;

/** Sum of 1 + r + ... + r^(n - 1). */
function geometricSum(ratio: number, n: number): number {
  let sum = 0;
  for (let k = 0, power = 1; k < n; k++, power *= ratio) sum += power;
  return sum;
}

/** Growth from cell to cell with which `n` cells from `finest` on fill `length`; 1 where equal cells are finer. */
function growth(length: number, finest: number, n: number): number {
  if (!(length > n * finest)) return 1;
  let [low, high] = [1, 2];
  while (finest * geometricSum(high, n) < length) high *= 2;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (finest * geometricSum(middle, n) < length) low = middle;
    else high = middle;
  }
  return high;
}

function gradedCells(length: number, finest: number, n: number): number[] {
  const ratio = growth(length, finest, n);
  const cells: number[] = [];
  const total = geometricSum(ratio, n);
  for (let k = 0, power = 1; k < n; k++, power *= ratio) cells.push((length * power) / total);
  return cells;
}

/**
 * Divides a layer into cells that grow from its faces inwards.
 *
 * @param thickness g/cm2, 0..Infinity; no deeper than anything comes back from
 * @param largestMu the layer's largest attenuation over the sines of the ways, cm2/g
 * @param leastMu the layer's least attenuation over the sine of the way out, cm2/g, above 0
 * @returns mass thicknesses from the top down, g/cm2
 */
export function layerCells(thickness: number, largestMu: number, leastMu: number): Float64Array {
  const finest = FINEST / largestMu;
  const deepest = DEEPEST / leastMu;
  if (thickness > deepest) return Float64Array.from(gradedCells(deepest, finest, 2 * HALF));
  const half = gradedCells(thickness / 2, finest, HALF);
  return Float64Array.from([...half, ...half.toReversed()]);
}
